/** The dashboard at work, and on phones by day and by night. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { record } from './recording';

const SCREEN = { viewport: { width: 1180, height: 800 }, deviceScaleFactor: 0.72 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1, isMobile: true, hasTouch: true };
const GAP = 16;

/** Where the pointer is, which a browser without a screen does not show. */
const POINTER = `{
  const dot = document.createElement('div');
  dot.style = 'position: fixed; left: -99px; z-index: 9999; width: 34px; height: 34px; margin: -17px; border-radius: 50%;'
    + 'pointer-events: none; background: rgba(235, 120, 20, 0.45); border: 2px solid rgba(235, 120, 20, 0.9)';
  document.body.append(dot);
  window.addEventListener('pointermove', ({ clientX, clientY }) =>
    Object.assign(dot.style, { left: clientX + 'px', top: clientY + 'px' }), true);
}`;

async function open(browser: Browser, url: string, options: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(url);
  await page.locator('.camera-view:not(.old) img').waitFor();
  // What the dashboard says about itself at the first visit.
  await page.addStyleTag({ content: '.pwa-toast { display: none; }' });
  await page.waitForTimeout(1500);
  return page;
}

async function goTo(page: Page, what: string): Promise<void> {
  const box = (await page.locator(what).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
}

async function press(page: Page, what: string): Promise<void> {
  await goTo(page, what);
  await page.waitForTimeout(250);
  await page.mouse.down();
  await page.mouse.up();
}

/** Looks around, and opens the gate. */
async function story(page: Page): Promise<void> {
  const pad = (await page.locator('.move-pad').boundingBox())!;
  const [x, y] = [pad.x + pad.width / 2, pad.y + pad.height / 2];
  await page.waitForTimeout(600);
  await page.mouse.move(x - 45, y, { steps: 3 });
  await page.mouse.down();
  await page.mouse.move(x - 75, y, { steps: 3 });
  await page.waitForTimeout(1500);
  await page.mouse.up();
  await page.waitForTimeout(900);
  await press(page, '.preset-1');
  await page.waitForTimeout(1300);
  await press(page, '.gate-open');
  await page.waitForTimeout(900);
  await press(page, '.gate-yes');
  await page.locator('.gate-state').getByText('Open, closes').waitFor();
  await page.locator('.gate-state').getByText('Closed').waitFor();
  await page.waitForTimeout(900);
}

/** @returns the name of the file. */
export async function recordDashboard(browser: Browser, url: string, folder: string): Promise<string> {
  const page = await open(browser, url, SCREEN);
  await page.evaluate(POINTER);
  writeFileSync(join(folder, 'dashboard.gif'), await record(page, () => story(page)));
  await page.close();
  return 'dashboard.gif';
}

/** Two phones side by side, one light and one dark. @returns the name of the file. */
export async function takePhones(browser: Browser, url: string, folder: string): Promise<string> {
  const { width, height } = PHONE.viewport;
  const canvas = createCanvas(2 * width + GAP, height);
  for (const [index, colorScheme] of (['light', 'dark'] as const).entries()) {
    const page = await open(browser, url, { ...PHONE, colorScheme });
    const image = await loadImage(await page.screenshot());
    canvas.getContext('2d').drawImage(image, index * (width + GAP), 0);
    await page.close();
  }
  writeFileSync(join(folder, 'dashboard-phone.png'), await canvas.encode('png'));
  return 'dashboard-phone.png';
}
