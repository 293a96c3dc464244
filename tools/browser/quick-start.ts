/** What somebody does who has never seen the package, from an empty Node-RED on. */
import type { Page } from 'playwright-core';
import type { SimulatedCamera } from '../../simulator';
import { Mouse } from './mouse';

/** Long enough for the camera to have turned a good deal. */
const TURN_MS = 1200;

/** A button that opens the gate; on the way, the camera. `look` is called at each stage worth a picture. */
export async function makeGateButton(
  page: Page,
  { options, port }: SimulatedCamera,
  look: (stage: string) => Promise<void>,
): Promise<void> {
  const mouse = new Mouse(page);
  await mouse.place('anjvision', 'relay', { x: 640, y: 160 });
  await mouse.open('relay');
  await page.click('#node-input-btn-camera-add');
  // Not by its label: in a field that is still empty the editor puts what is wrong in the label's place.
  await page.locator('.form-row', { hasText: 'Address' }).getByRole('textbox').fill('127.0.0.1');
  await page.getByLabel('Name', { exact: true }).last().fill('Gate');
  await page.getByLabel('Port', { exact: true }).fill(String(port));
  await page.getByLabel('Password', { exact: true }).fill(options.password);
  await page.getByRole('button', { name: 'Test' }).click();
  await page.locator('.anjvision-test-ok').getByText('Connected').waitFor();
  await look('camera');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('.red-ui-tray').nth(1).waitFor({ state: 'detached' });
  await page.getByLabel('Action', { exact: true }).selectOption({ label: 'pulse' });
  await mouse.done();
  await mouse.place('inject', 'inject', { x: 400, y: 160 });
  await mouse.wire('timestamp', 'open 1 s');
  await mouse.deploy();
  await mouse.press('timestamp');
  await mouse.see('open 1 s', 'online');
  await mouse.press('timestamp');
  await mouse.see('open 1 s', 'open (pulse)');
  await look('gate-button');
}

export async function paintMotionArea(page: Page, look: (stage: string) => Promise<void>): Promise<void> {
  const mouse = new Mouse(page);
  await mouse.place('anjvision', 'motion', { x: 560, y: 260 });
  await mouse.open('motion');
  const picture = page.locator('.anjvision-live');
  await picture.locator('img:visible').waitFor();
  await mouse.sweep(picture, { x: 0.3, y: 0.45 }, { x: 0.7, y: 0.95 });
  await page.getByRole('button', { name: 'Write to camera' }).click();
  await page.getByText('Written to the camera.').waitFor();
  await look('motion');
  await mouse.done();
}

export async function savePreset(page: Page, look: (stage: string) => Promise<void>): Promise<void> {
  const mouse = new Mouse(page);
  await mouse.place('anjvision', 'ptz', { x: 560, y: 360 });
  await mouse.open('ptz');
  await page.locator('.anjvision-live img:visible').waitFor();
  await mouse.hold(page.getByRole('button', { name: 'right', exact: true }), TURN_MS);
  await page.getByPlaceholder('name of this position').fill('driveway');
  await page.getByRole('button', { name: 'Save this position' }).click();
  await page.getByText('Saved. Deploy').waitFor();
  await page.getByLabel('Action', { exact: true }).selectOption({ label: 'go to preset' });
  await page.getByLabel('Preset', { exact: true }).click();
  await page.locator('.red-ui-autoComplete-container').getByText('driveway (1)').click();
  await look('ptz');
  await mouse.done();
  await mouse.deploy();
}
