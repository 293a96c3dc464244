import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { useEditor } from '../support/editor';

/** Generous, for machines that do other things as well. */
const REACTION_MS = 5000;

describe('the dialog of anjvision-ptz in a browser', function () {
  this.timeout(60_000);
  const editor = useEditor([
    {
      id: 'ptz', type: 'anjvision-ptz', camera: 'cam', action: 'payload', wires: [['out']],
      speed: 3, duration: 0, maxDuration: 10000, preset: '',
    },
    { id: 'out', type: 'test-sink', camera: undefined },
  ]); // prettier-ignore
  const events = () => editor.current.camera.history.ptz;
  const button = (action: string) => editor.current.page.locator(`[data-action=${action}]`);

  async function open(): Promise<void> {
    await editor.current.edit('ptz');
    await editor.current.page.locator('.anjvision-live img:visible').waitFor();
    events().length = 0;
  }

  async function until(kind: string, count = 1): Promise<void> {
    for (const deadline = Date.now() + REACTION_MS; Date.now() < deadline; await sleep(20))
      if (events().filter((event) => event.kind === kind).length >= count) return;
    assert.fail(`no ${kind} came: ${JSON.stringify(events())}`);
  }

  async function hold(action: string): Promise<void> {
    const { page } = editor.current;
    const { x, y } = (await button(action).boundingBox())!;
    await page.mouse.move(x + 8, y + 8);
    await page.mouse.down();
    await until('move');
  }

  it('moves the camera while a button is held, and stops it when it is released', async () => {
    const { current } = editor;
    await open();
    for (const [action, velocity] of Object.entries({
      'up-left': { pan: -24, tilt: 15 },
      down: { tilt: -15 },
      'zoom-in': { zoom: 2.4 },
    })) {
      await hold(action);
      await sleep(300);
      assert.ok(current.camera.state.ptz.moving, action);
      assert.deepEqual(roundedVelocity(events()[0]?.velocity), velocity);
      await current.page.mouse.up();
      await until('stop');
      assert.equal(current.camera.state.ptz.moving, false);
      events().length = 0;
    }
    await current.cancel();
  });

  it('stops when the pointer is let go elsewhere, the window loses its focus, or the dialog closes', async () => {
    const { current } = editor;
    await open();
    await hold('left');
    await current.page.mouse.move(5, 5);
    await current.page.mouse.up();
    await until('stop');
    events().length = 0;
    await hold('right');
    await current.page.evaluate("window.dispatchEvent(new Event('blur'))");
    await until('stop');
    await current.page.mouse.up();
    events().length = 0;
    await hold('up');
    await current.page.evaluate("$('#node-dialog-cancel').trigger('click')");
    await until('stop');
    await current.page.mouse.up();
    await current.page.locator('.red-ui-tray').waitFor({ state: 'detached' });
  });

  it('moves the camera for as long as a button is held, and asks again for it meanwhile', async () => {
    const { current } = editor;
    await open();
    await hold('left');
    await sleep(4000);
    assert.ok(current.camera.state.ptz.moving);
    assert.ok(events().filter(({ kind }) => kind === 'move').length >= 3);
    await current.page.mouse.up();
    await until('stop');
    await current.cancel();
  });

  it('stops the camera soon after the page can no longer reach Node-RED', async () => {
    const { current } = editor;
    await open();
    await hold('left');
    await current.page.context().setOffline(true);
    await until('stop');
    assert.equal(current.camera.state.ptz.moving, false);
    await current.page.context().setOffline(false);
    await current.page.mouse.up();
    await current.cancel();
    // What the browser says of requests that could not be sent.
    const others = current.errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'));
    current.errors.splice(0, Infinity, ...others);
  });

  it('is held by a key as well', async () => {
    const { current } = editor;
    await open();
    await button('right').focus();
    await current.page.keyboard.down(' ');
    await until('move');
    await current.page.keyboard.up(' ');
    await until('stop');
    await current.page.keyboard.down('Enter');
    await until('move', 2);
    await current.page.keyboard.press('Tab');
    await until('stop', 2);
    await current.page.keyboard.up('Enter');
    await current.cancel();
  });

  it('stops also after a press that was shorter than the way to the camera', async () => {
    const { current } = editor;
    await open();
    current.camera.delay(400, 'ptz_ctrl');
    await button('down-right').click();
    await until('stop');
    await sleep(1000);
    current.camera.clearFaults();
    assert.equal(events().at(-1)?.kind, 'stop');
    assert.equal(current.camera.state.ptz.moving, false);
    await current.cancel();
  });

  it('saves a preset with a name, offers it, and calls it', async () => {
    const { current } = editor;
    await open();
    current.camera.state.ptz.position = { pan: 30, tilt: 10 };
    await current.page.fill('.anjvision-preset-name', 'gate');
    await current.page.fill('.anjvision-preset-number', '7');
    await current.page.click('text=Save this position');
    await current.told(/Saved/);
    assert.equal(current.camera.state.ptz.presets.get(7)?.pan, 30);
    await current.page.selectOption('#node-input-action', 'goto-preset');
    await current.page.locator('#node-input-preset').pressSequentially('ga');
    await current.page.click('.red-ui-autoComplete-container >> text=gate (7)');
    assert.equal(await current.page.inputValue('#node-input-preset'), 'gate');
    await current.page.click('.anjvision-preset-list button:has-text("gate")');
    await until('call');
    await current.done();
    assert.equal(await current.isValid('ptz'), true);
    await current.deploy();
    assert.deepEqual(await current.property('cam', 'presets'), [{ name: 'gate', number: 7 }]);
    assert.equal(await current.property('ptz', 'preset'), 'gate');
  });

  it('lets messages call it by its name', async () => {
    const { current } = editor;
    events().length = 0;
    const { outputs } = await current.red.ask('ptz', { payload: { preset: 'gate' } });
    assert.deepEqual(outputs[0]?.['payload'], { action: 'goto-preset', preset: 7 });
    const { error } = await current.red.ask('ptz', { payload: { preset: 'door' } });
    assert.equal(error?.['code'], 'INVALID_INPUT');
    assert.match(error.message, /gate/);
  });

  it('marks a preset that the camera does not know', async () => {
    const { current } = editor;
    await open();
    for (const [preset, valid] of Object.entries({
      door: false,
      256: false,
      0: false,
      9: true,
      gate: true,
    })) {
      await current.page.fill('#node-input-preset', preset);
      await current.page.locator('#node-input-preset').dispatchEvent('change');
      const classes = await current.page.getAttribute('#node-input-preset', 'class');
      assert.equal(!classes?.includes('input-error'), valid, preset);
    }
    await current.cancel();
  });

  it('asks before a preset is saved over', async () => {
    const { current } = editor;
    await open();
    const before = events().length;
    await current.page.fill('.anjvision-preset-name', 'house');
    await current.page.fill('.anjvision-preset-number', '7');
    await current.page.click('text=Save this position');
    await current.told(/gate is saved as 7 already/);
    assert.equal(events().length, before);
    await current.cancel();
  });

  it('deletes a preset', async () => {
    const { current } = editor;
    await open();
    await current.page.click('.anjvision-preset-list button[title="Delete gate"]');
    await current.told(/Preset deleted/);
    assert.equal(current.camera.state.ptz.presets.size, 0);
    assert.deepEqual(await current.property('cam', 'presets'), []);
    await current.cancel();
  });
});

const roundedVelocity = (velocity: object | undefined) =>
  Object.fromEntries(
    Object.entries(velocity ?? {}).map(([axis, speed]) => [axis, Math.round(Number(speed) * 10) / 10]),
  );
