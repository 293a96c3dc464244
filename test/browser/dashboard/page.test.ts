import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { until, useDashboard } from '../../support/dashboard';
import type { FlowNode } from '../../../tools/node-red/node-red-process';

/** The gate's pulse, as the flow has it. */
const OPEN_MS = 5000;

describe('the dashboard in a browser', function () {
  this.timeout(60_000);
  const dashboard = useDashboard();
  let page: Page;
  before(async () => {
    page = await dashboard.current.open();
  });
  const settings = () => dashboard.current.camera.state.settings;
  const relay = () => dashboard.current.camera.state.relay;
  const pictures = () => dashboard.current.camera.state.pictures;
  const choose = (name: string) => page.getByRole('button', { name, exact: true }).click();

  async function chosen(name: string): Promise<void> {
    await page.locator('.v-btn--active').filter({ hasText: name }).waitFor();
  }

  it('shows one picture after the other, and asks for none while nobody looks', async () => {
    const before = pictures();
    await until('five more pictures', () => pictures() >= before + 5);
    await page.evaluate(
      "Object.defineProperty(document, 'hidden', { value: true, configurable: true, writable: true })",
    );
    await sleep(1000);
    const hidden = pictures();
    await sleep(1500);
    assert.equal(pictures(), hidden);
    await page.evaluate('delete document.hidden');
    await until('another picture', () => pictures() > hidden);
  });

  it('opens the gate after it has asked, counts down, and closes it again', async () => {
    const before = relay().changes.length;
    await choose('Open the gate');
    await page.getByText('Really open it?').waitFor();
    await sleep(500);
    assert.equal(relay().open, false);
    await choose('Yes, open it');
    await until('the relay to open', () => relay().open);
    for (const seconds of [4, 2]) await page.getByText(`Open, closes in ${seconds} s`).waitFor();
    await page.locator('.gate-state').getByText('Closed').waitFor();
    const [opened, closed, ...more] = relay().changes.slice(before);
    assert.deepEqual([opened?.open, closed?.open, more], [true, false, []]);
    const duration = closed!.at - opened!.at;
    assert.ok(duration >= OPEN_MS - 100 && duration < OPEN_MS + 3000, `open for ${duration} ms`);
  });

  it('closes the gate early', async () => {
    await choose('Open the gate');
    await choose('Yes, open it');
    await choose('Close now');
    await until('the relay to close', () => !relay().open);
    await page.locator('.gate-state').getByText('Closed').waitFor();
  });

  it('opens nothing when the answer is no, or none', async () => {
    const before = relay().changes.length;
    await choose('Open the gate');
    await choose('Cancel');
    await choose('Open the gate');
    await page.getByRole('button', { name: 'Yes, open it' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Open the gate' }).waitFor();
    assert.equal(relay().changes.length, before);
  });

  it('sees that somebody else has opened the gate', async () => {
    relay().open = true;
    await page.locator('.gate-state').getByText('Open', { exact: true }).waitFor();
    relay().open = false;
    await page.locator('.gate-state').getByText('Closed').waitFor();
  });

  it('switches the light, as bright as chosen', async () => {
    const light = () => {
      const { ledstatus, ledmode, brightness } = settings().led;
      return ledstatus === '1' ? `${ledmode === '2' ? 'white' : 'infrared'} ${brightness}` : 'off';
    };
    await choose('White');
    await until('white light', () => light() === 'white 50');
    const track = (await page.locator('.v-slider-track').boundingBox())!;
    await page.mouse.click(track.x + track.width - 2, track.y + track.height / 2);
    await until('all of it', () => light() === 'white 100');
    await choose('Infrared');
    await until('infrared light', () => light() === 'infrared 100');
    await choose('Off');
    await until('no light', () => light() === 'off');
  });

  it('chooses day or night, and shows what the camera has', async () => {
    for (const [name, ircut] of [
      ['Night', { ircutmode: '3', time: 'night' }],
      ['Day', { ircutmode: '3', time: 'day' }],
    ] as const) {
      await choose(name);
      await until(name, () => settings().ircut['time'] === ircut.time);
      assert.deepEqual(settings().ircut, ircut);
      await chosen(name);
    }
    await choose('Auto');
    await until('what the camera thinks', () => settings().ircut['ircutmode'] === '0');
  });

  it('switches motion detection, and shows what the camera has', async () => {
    const toggle = page.locator('.detect-motion input');
    const area = settings().motion['areavalue'];
    for (const on of [false, true]) {
      await page.getByText('Detect motion').click();
      await until('motion detection to change', () => settings().motion['enable'] === (on ? '1' : '0'));
      assert.equal(settings().motion['areavalue'], area);
      await page.waitForTimeout(500);
      assert.equal(await toggle.isChecked(), on);
    }
  });

  it('says that the camera is away, since when and why, and recovers when it is back', async () => {
    const { camera } = dashboard.current;
    await camera.unplug();
    await page.locator('.camera-state.offline').waitFor();
    const words = await page.locator('.camera-state').innerText();
    assert.match(words.replaceAll(/\s+/g, ' '), /^Offline since \d?\d:\d\d( [AP]M)?, for \d+ s ./);
    await page.getByText('No new picture').waitFor();
    // What somebody did to it meanwhile is shown as well.
    settings().motion['enable'] = '0';
    await camera.plug();
    await page.locator('.camera-state.online').waitFor({ timeout: 30_000 });
    await page.locator('.camera-view:not(.old)').waitFor();
    await page.locator('.detect-motion input:not(:checked)').waitFor({ state: 'attached' });
    settings().motion['enable'] = '1';
  });

  it('says that the password is refused', async () => {
    const { camera } = dashboard.current;
    camera.changePassword('another');
    await page.locator('.camera-state.auth-failed').getByText('Password refused').waitFor();
    camera.changePassword('123456');
  });
});

describe('the dashboard on a phone', function () {
  this.timeout(60_000);
  const dashboard = useDashboard();

  for (const width of [320, 390, 820]) {
    it(`fits a screen of ${width} pixels`, async () => {
      const page = await dashboard.current.open({
        viewport: { width, height: 844 },
        isMobile: true,
        hasTouch: true,
      });
      assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= width);
      for (const what of [
        '.camera-view',
        '.move-pad',
        '.move-zoom',
        '.presets',
        '.gate',
        '.v-btn-toggle',
        '.v-slider',
      ]) {
        for (const element of await page.locator(what).all()) {
          const box = (await element.boundingBox())!;
          assert.ok(
            box.x >= 0 && box.x + box.width <= width,
            `${what} from ${box.x} to ${box.x + box.width}`,
          );
        }
      }
      await page.close();
    });
  }

  it('is dark where the phone is dark, and light where it is light', async () => {
    for (const [colorScheme, isDark] of [
      ['dark', true],
      ['light', false],
    ] as const) {
      const page = await dashboard.current.open({ colorScheme });
      // Colours change slowly.
      for (const what of ['.v-application', '.v-card', '.v-toolbar'])
        await page.waitForFunction(`{
          const colour = getComputedStyle(document.querySelector('${what}')).backgroundColor;
          const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
          (red + green + blue < 3 * 128) === ${isDark};
        }`);
      await page.close();
    }
  });
});

describe('the dashboard of a Node-RED that goes and comes', function () {
  this.timeout(90_000);
  const dashboard = useDashboard();

  it('goes on after a deployment', async () => {
    const { red, camera } = dashboard.current;
    const page = await dashboard.current.open();
    const { json } = await red.adminGet('/flows');
    await red.deploy(json as FlowNode[]);
    await page.locator('.camera-state.online').waitFor();
    // The page builds its widgets anew, at some moment after the deployment, and then no longer asks.
    const yes = page.getByRole('button', { name: 'Yes, open it' });
    const isOpened = () => until('the relay to open', () => camera.state.relay.open, 3000);
    for (let tries = 0; tries < 5 && !camera.state.relay.open; tries += 1) {
      if (!(await yes.isVisible())) await page.getByRole('button', { name: 'Open the gate' }).click();
      const isAnswered = await yes.click({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (isAnswered) await isOpened().catch(() => undefined);
    }
    await until('the relay to open', () => camera.state.relay.open);
    await until('the relay to close', () => !camera.state.relay.open);
    await page.close();
  });

  it('says that Node-RED does not answer, and recovers when it does', async () => {
    const { red } = dashboard.current;
    const page = await dashboard.current.open();
    const before = red.url;
    await red.kill('SIGTERM');
    await page.getByText('Node-RED does not answer').waitFor();
    await page.locator('.camera-view.old').waitFor();
    await red.start();
    assert.equal(red.url, before);
    await page.locator('.camera-state.online').waitFor({ timeout: 30_000 });
    await page.locator('.camera-view:not(.old)').waitFor();
    await page.close();
  });

  it('carries out nothing that was pressed while Node-RED was away', async () => {
    const { red, camera } = dashboard.current;
    const page = await dashboard.current.open();
    const told = () =>
      JSON.stringify([camera.state.relay.changes, camera.state.settings, camera.state.ptz.events]);
    const before = told();
    await red.kill('SIGTERM');
    await page.getByText('Node-RED does not answer').waitFor();
    const controls = await page.locator('.control').count();
    assert.ok(controls >= 6);
    assert.equal(await page.locator('.control[inert]').count(), controls);
    // As if the page had not noticed yet: its connection keeps what is sent.
    for (const button of [
      '.gate-open',
      '.gate-yes',
      '.preset-2',
      '.light .v-btn >> nth=2',
      '.choices .v-btn >> nth=4',
    ])
      await page.locator(button).evaluate((element: HTMLElement) => element.click());
    await page.locator('.detect-motion input').evaluate((element: HTMLElement) => element.click());
    await sleep(4000);
    const refused = page.getByText(/Not carried out: asked for \d+ s ago/).first();
    await Promise.all([
      refused.waitFor({ timeout: 40_000 }),
      red.start().then(() => page.locator('.camera-state.online').waitFor({ timeout: 30_000 })),
    ]);
    assert.equal(await page.locator('.control[inert]').count(), 0);
    await sleep(1000);
    assert.equal(told(), before);
    await page.close();
  });
});
