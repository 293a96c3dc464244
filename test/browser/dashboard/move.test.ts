import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { browserOptions } from '../../../tools/browser/browser';
import { onPad, until, useDashboard } from '../../support/dashboard';

/** How long a movement goes on that nobody asks for any more, with what the way to the camera may take. */
const AT_MOST_MS = 4000;

describe('the pad of the dashboard in a browser', function () {
  this.timeout(60_000);
  const dashboard = useDashboard();
  let page: Page;
  before(async () => {
    page = await dashboard.current.open();
  });

  async function press(x: number, y: number, on = page): Promise<void> {
    const point = await onPad(on, x, y);
    await on.mouse.move(point.x, point.y);
    await on.mouse.down();
    await dashboard.current.moves();
    // The pad has the pointer when it moves next.
    await on.mouse.move(point.x + 1, point.y);
  }

  /** Red, green and blue in the middle of the picture. */
  const middle = (): Promise<[number, number, number]> =>
    page.evaluate(`{
      const context = document.createElement('canvas').getContext('2d');
      const image = document.querySelector('.camera-view img');
      context.drawImage(image, image.naturalWidth / 2 - 10, image.naturalHeight / 2 - 10, 20, 20, 0, 0, 1, 1);
      [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
    }`);
  const isBrick = ([red, , blue]: number[]) => red! > blue! + 40;

  it('moves the camera left while its left is held, which the picture shows, and stops it on release', async () => {
    const { current } = dashboard;
    assert.ok(!isBrick(await middle()), 'the gate is in the middle');
    await press(-0.3, 0);
    await until('a way to the left', () => current.ptz.position.pan < -25);
    assert.equal(current.ptz.position.tilt, 0);
    await page.mouse.up();
    await current.stops();
    await sleep(1000);
    const seen = await middle();
    assert.ok(isBrick(seen), `not the wall to the left of the gate, but ${seen.join()}`);
  });

  it('follows the pointer into all eight directions, faster towards its rim', async () => {
    const { current } = dashboard;
    const moved = () => current.ptz.events.filter(({ kind }) => kind === 'move').map((event) => event.velocity!);
    await press(0.3, 0);
    for (const [x, y] of [[0.6, 0.6], [0, 0.95], [-0.6, 0.6], [-0.95, 0], [-0.6, -0.6], [0, -0.95], [0.6, -0.6]] as const) {
      const point = await onPad(page, x, y);
      await page.mouse.move(point.x, point.y);
      const is = (speed: number | undefined, way: number) => Math.sign(speed ?? 0) === Math.sign(way);
      await until(`a movement to ${x}, ${y}`, () => {
        const { pan, tilt } = moved().at(-1)!;
        return is(pan, x) && is(tilt, y);
      });
    }
    const middle = await onPad(page, 0.05, 0);
    await page.mouse.move(middle.x, middle.y);
    await current.stops();
    await page.mouse.up();
    const [slow] = moved();
    const fast = moved().find(({ pan, tilt }) => pan! < 0 && !tilt);
    assert.ok(-fast!.pan! > 2 * slow!.pan!, `${fast!.pan} and ${slow!.pan} degrees a second`);
  }); // prettier-ignore

  it('goes on for as long as it is held, longer than the camera would by itself', async () => {
    const { current } = dashboard;
    await press(0.3, 0);
    await sleep(AT_MOST_MS);
    assert.ok(current.ptz.moving);
    assert.equal(current.ptz.events.filter(({ kind }) => kind === 'stop').length, 0);
    await page.mouse.up();
    await current.stops();
  });

  for (const [what, script] of Object.entries({
    'the pointer is taken away': `pad.dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1, bubbles: true }))`,
    'the pad loses the pointer': `pad.releasePointerCapture(1)`,
    'the window loses its focus': `window.dispatchEvent(new Event('blur'))`,
    'the tab is hidden': `Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      delete document.hidden;`,
  })) {
    it(`stops when ${what}`, async () => {
      await press(0.8, 0);
      await page.evaluate(`{ const pad = document.querySelector('.move-pad'); ${script} }`);
      // That the capture is lost is told with the pointer's next event.
      await page.mouse.move(3, 3);
      await dashboard.current.stops();
      await page.mouse.up();
    });
  }

  it('stops when the pointer is let go somewhere else', async () => {
    await press(0, 0.8);
    await page.mouse.move(5, 5);
    await page.mouse.up();
    await dashboard.current.stops();
  });

  it('stops when the page is left', async () => {
    const other = await dashboard.current.open();
    await press(0.8, 0, other);
    await other.goto('about:blank');
    await dashboard.current.stops();
    await other.close();
  });

  it('lets the camera stop when the browser has died', async () => {
    const server = await chromium.launchServer(await browserOptions());
    try {
      const browser = await chromium.connect(server.wsEndpoint());
      await press(0.3, 0, await dashboard.current.open({}, browser));
    } finally {
      await server.kill();
    }
    const died = Date.now();
    await dashboard.current.stops();
    assert.ok(Date.now() - died < AT_MOST_MS, `it went on for ${Date.now() - died} ms`);
  });

  it('moves by arrow keys as well', async () => {
    const { current } = dashboard;
    await page.locator('.move-pad').focus();
    await page.keyboard.down('ArrowRight');
    await until('a way to the right', () => current.ptz.position.pan > 5);
    await page.keyboard.up('ArrowRight');
    await current.stops();
  });

  it('zooms in and out while the buttons are held', async () => {
    const { current } = dashboard;
    for (const [button, reached] of [
      ['.zoom-plus', () => current.ptz.position.zoom > 2],
      ['.zoom-minus', () => current.ptz.position.zoom < 1.7],
    ] as const) {
      await page.locator(button).hover();
      await page.mouse.down();
      await until(button, reached);
      await page.mouse.up();
      await current.stops();
    }
  });

  it('saves a view as a preset, says so, and goes back to it', async () => {
    const { current } = dashboard;
    current.ptz.position = { pan: 30, tilt: 10 };
    await page.click('.preset-save');
    await page.click('.preset-2');
    await page.getByText('View 2 is saved.').waitFor();
    assert.equal(current.ptz.presets.get(2)?.pan, 30);
    current.ptz.position = { pan: 0, tilt: 0 };
    await page.click('.preset-2');
    await until('the preset', () => current.ptz.position.pan === 30 && current.ptz.position.tilt === 10);
  });

  it('says in words what the camera refuses', async () => {
    dashboard.current.camera.injectFault('fault-200', { path: '/cgi-bin/ptz_ctrl' });
    await page.click('.preset-1');
    await page.getByText(/^Gate: ptz/).waitFor();
  });

  it('is held by a finger, and stops when it is lifted or taken away', async () => {
    const { current } = dashboard;
    const phone = await current.open({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const touch = await phone.context().newCDPSession(phone);
    const { x, y } = await onPad(phone, -0.8, 0);
    for (const end of ['touchEnd', 'touchCancel'] as const) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
      await current.moves();
      await touch.send('Input.dispatchTouchEvent', {
        type: 'touchMove',
        touchPoints: [{ x: x + 4, y: y + 60 }],
      });
      await until('a movement down as well', () => current.ptz.events.at(-1)?.velocity?.tilt !== undefined);
      await touch.send('Input.dispatchTouchEvent', { type: end, touchPoints: [] });
      await current.stops();
      assert.equal(await phone.evaluate('scrollY'), 0);
    }
    await phone.close();
  });
});
