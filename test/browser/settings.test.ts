import assert from 'node:assert/strict';
import { useEditor } from '../support/editor';

describe('the dialog of anjvision-settings in a browser', function () {
  this.timeout(60_000);
  const editor = useEditor([
    { id: 'image', type: 'anjvision-settings', camera: 'cam', command: 'image', values: {} },
    { id: 'free', type: 'anjvision-settings', camera: '', command: '', values: {} },
    { id: 'new', type: 'anjvision-settings', camera: 'cam', command: '', values: {} },
  ]);
  const field = (name: string) =>
    editor.current.page.locator('.anjvision-field').filter({
      has: editor.current.page.locator(`label[title="${name}"]`),
    });
  const typed = (name: string) => `$('#anjvision-field-${name}')`;
  const set = (name: string, type: string, value: string) =>
    editor.current.page.evaluate(
      `${typed(name)}.typedInput('type', '${type}').typedInput('value', '${value}')`,
    );
  const shown = (name: string) =>
    editor.current.page.evaluate(
      `({ type: ${typed(name)}.typedInput('type'), value: ${typed(name)}.typedInput('value') })`,
    );

  it('builds the form of the command, keeps what is filled in, and shows it again', async () => {
    const { current } = editor;
    await current.edit('image');
    await field('brightness').waitFor();
    assert.equal(await current.page.locator('.anjvision-field').count(), 10);
    await set('brightness', 'num', '160');
    await set('contrast', 'msg', 'level');
    await set('tvsystem', 'num', '60');
    await set('antificker', 'jsonata', '1 = 1');
    await current.done();
    await current.deploy();
    const values = {
      brightness: { value: '160', type: 'num' },
      contrast: { value: 'level', type: 'msg' },
      tvsystem: { value: '60', type: 'num' },
      antificker: { value: '1 = 1', type: 'jsonata' },
    };
    assert.deepEqual(await current.property('image', 'values'), values);
    await current.edit('image');
    await field('brightness').waitFor();
    assert.deepEqual(await shown('contrast'), { value: 'level', type: 'msg' });
    await current.done();
    assert.deepEqual(await current.property('image', 'values'), values);
    assert.equal(await current.page.evaluate('RED.nodes.dirty()'), false);
  });

  it('checks what is typed as it is typed', async () => {
    const { current } = editor;
    await current.edit('image');
    await field('brightness').waitFor();
    const wrong = current.page.locator('.anjvision-wrong');
    assert.equal(await wrong.count(), 0);
    for (const value of ['256', '-1', '1.5', 'x', '']) {
      await set('brightness', 'num', value);
      assert.equal(await wrong.count(), 1, value);
    }
    assert.match(await field('brightness').innerText(), /0 to 255/);
    await set('brightness', 'num', '255');
    await set('contrast', 'jsonata', '1 +');
    assert.equal(await wrong.count(), 1);
    await current.cancel();
  });

  it('says as it is typed what does not go together', async () => {
    const { current } = editor;
    await current.edit('image');
    await field('brightness').waitFor();
    await current.page.selectOption('#node-input-command', 'ircut');
    await set('ircutmode', 'num', '3');
    await current.told(/Invalid setting.*"ircutmode" 3 needs "time"/);
    await set('time', 'msg', 'payload');
    await current.told(/^$/);
    await current.page.selectOption('#node-input-command', 'deviceName');
    await set('deviceName', 'str', 'Gate');
    await current.told(/Invalid setting.*destructive/);
    await current.page.check('#node-input-allowDestructive');
    await current.told(/^$/);
    await current.cancel();
  });

  it('moves with the slider', async () => {
    const { current } = editor;
    await current.edit('image');
    const slider = field('sharpness').locator('input[type=range]');
    await slider.focus();
    await slider.press('Home');
    assert.deepEqual(await shown('sharpness'), { type: 'num', value: '0' });
    await current.cancel();
  });

  it('reads from the camera to fill the form in, and leaves all as it is again', async () => {
    const { current } = editor;
    current.camera.state.settings.image['saturation'] = '77';
    await current.edit('image');
    await current.page.click('text=Read from camera');
    await current.told(/Read from the camera/);
    assert.deepEqual(await shown('saturation'), { type: 'num', value: '77' });
    await current.page.click('text=Leave all unchanged');
    await current.done();
    assert.deepEqual(await current.property('image', 'values'), {});
  });

  it('shows what cannot be set, with a number that stays text', async () => {
    const { current } = editor;
    await current.edit('image');
    await field('brightness').waitFor();
    await current.page.selectOption('#node-input-command', 'info');
    await current.page.click('text=Read from camera');
    await current.page.locator('.anjvision-told').filter({ hasText: '"0012300456789"' }).waitFor();
    await current.cancel();
  });

  it('reads one of several, and one stream of two', async () => {
    const { current } = editor;
    current.camera.state.settings.video.stream2['bitrate'] = '321';
    await current.edit('image');
    await field('brightness').waitFor();
    await current.page.selectOption('#node-input-command', 'video');
    await set('stream', 'num', '2');
    await current.page.click('text=Read from camera');
    await current.told(/Read from the camera/);
    assert.deepEqual(await shown('bitrate'), { type: 'num', value: '321' });
    await current.page.selectOption('#node-input-command', 'userOsd');
    await set('title_index', 'num', '3');
    await current.page.click('text=Read from camera');
    await current.told(/Read from the camera/);
    assert.deepEqual(await shown('color'), { type: 'str', value: '0x0000ff' });
    await current.cancel();
  });

  it('makes destructive commands look it, and takes no password into the flow', async () => {
    const { current } = editor;
    await current.edit('image');
    await field('brightness').waitFor();
    const danger = current.page.locator('.anjvision-settings-place.anjvision-danger');
    assert.equal(await danger.count(), 0);
    await current.page.selectOption('#node-input-command', 'users');
    assert.equal(await danger.count(), 1);
    await set('newpasswd', 'str', 'typed');
    assert.equal(((await shown('newpasswd')) as { type: string }).type, 'unchanged');
    assert.match(await current.page.locator('#node-input-command').innerText(), /network ◆: /);
    await current.cancel();
  });

  it('finds a command by a word of its name', async () => {
    const { current } = editor;
    await current.edit('image');
    await field('brightness').waitFor();
    await current.page.fill('.anjvision-search', 'rtsp');
    const shown = await current.page.locator('#node-input-command option').allInnerTexts();
    assert.deepEqual(
      shown.slice(1).map((text) => text.split(/[ :]/)[0]),
      ['image', 'streams', 'rtspAuth'],
    );
    await current.cancel();
  });

  it('keeps parameters by name for a command that the message names', async () => {
    const { current } = editor;
    await current.edit('free');
    await current.page.locator('.red-ui-editableList-addButton').waitFor();
    await current.page.click('.red-ui-editableList-addButton');
    await current.page.fill('.anjvision-parameter', 'brightness');
    await current.page.evaluate("$('.anjvision-value').typedInput('type', 'num').typedInput('value', '12')");
    await current.done();
    await current.deploy();
    assert.deepEqual(await current.property('free', 'values'), { brightness: { value: '12', type: 'num' } });
    await current.edit('free');
    await current.page.click('#node-input-command');
    assert.equal(await current.page.inputValue('.anjvision-parameter'), 'brightness');
    await current.cancel();
  });

  it('fills in what can be deployed as it stands', async () => {
    const { current } = editor;
    const { page } = current;
    await current.edit('image');
    await field('brightness').waitFor();
    // All of them, in each style, are tested without a browser.
    const commands = ['video', 'osd', 'userOsd', 'ircut', 'network', 'time'];
    await page.check('#node-input-allowDestructive');
    const read = page.locator('.anjvision-settings-buttons button').first();
    for (const command of commands) {
      await page.evaluate(
        `$('#node-input-command').val('${command}').each((_, it) => it.dispatchEvent(new Event('change')))`,
      );
      if (command === 'userOsd') await set('title_index', 'num', '2');
      await read.click();
      await page.locator('.anjvision-notice').filter({ hasText: /\S/ }).waitFor();
      await page.waitForFunction(`!document.querySelector('.anjvision-settings-buttons button').disabled`);
      assert.equal(await page.locator('.anjvision-wrong').count(), 0, command);
      await page.click('#node-dialog-ok');
      await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
      // The runtime is asked.
      await page.waitForTimeout(300);
      assert.equal(await current.isValid('image'), true, command);
      await current.edit('image');
    }
    await current.cancel();
    await current.load();
  });

  it('says in words that a camera must be chosen, or deployed', async () => {
    const { current } = editor;
    await current.edit('new');
    await current.page.locator('.red-ui-editableList-addButton').waitFor();
    await current.page.selectOption('#node-input-command', 'time');
    await current.page.selectOption('#node-input-camera', '_ADD_');
    await current.page.click('text=Read from camera');
    await current.told(/Choose a camera/);
    await current.cancel();
    await current.page.evaluate(`{
      const _def = RED.nodes.getType('anjvision-camera');
      RED.nodes.add({ id: 'fresh', type: 'anjvision-camera', name: 'Fresh', host: 'fresh', port: 80, users: [], _def });
      RED.nodes.node('image').camera = 'fresh';
    }`);
    await current.edit('image');
    await current.page.click('text=Read from camera');
    await current.told(/not deployed yet/);
    await current.cancel();
  });
});
