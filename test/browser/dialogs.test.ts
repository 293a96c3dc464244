import assert from 'node:assert/strict';
import { definitionOf } from '../../tools/build/sources';
import { useEditor } from '../support/editor';

/** What is filled into each dialog, and how the node is called in the flow then. */
const DIALOGS: Record<
  string,
  { fill: Record<string, string | boolean>; label: string; wrong?: [string, string] }
> = {
  'anjvision-relay': {
    fill: { action: 'pulse', duration: '1500', rest: 'open', verify: false },
    label: 'close 1.5 s',
    wrong: ['duration', '0'],
  },
  'anjvision-snapshot': { fill: { stream: 'sub', target: 'ftp' }, label: 'snapshot to FTP' },
  'anjvision-led': {
    fill: { action: 'on', light: 'infrared', brightness: '30' },
    label: 'infrared light 30 %',
    wrong: ['brightness', '101'],
  },
  'anjvision-ircut': { fill: { mode: 'night' }, label: 'night' },
  'anjvision-alarm': { fill: { name: 'Horn' }, label: 'Horn' },
  'anjvision-reboot': {
    fill: { wait: true, waitTimeout: '90' },
    label: 'reboot',
    wrong: ['waitTimeout', '0'],
  },
  'anjvision-firmware': {
    fill: { filename: 'new.bin', waitTimeout: '200' },
    label: 'firmware',
    wrong: ['waitTimeout', 'x'],
  },
  'anjvision-backup': {
    fill: { action: 'restore', allowDestructive: true, otherModel: true },
    label: 'restore settings',
  },
  'anjvision-events': { fill: { holdTime: '20' }, label: 'events', wrong: ['holdTime', '-1'] },
  'anjvision-motion': { fill: { action: 'disable' }, label: 'motion detection off' },
  'anjvision-ptz': {
    fill: { action: 'left', speed: '7', duration: '250', maxDuration: '3000' },
    label: 'left 7',
    wrong: ['speed', '11'],
  },
  'anjvision-settings': { fill: { command: 'image' }, label: 'image' },
};

describe('the dialogs in a browser', function () {
  this.timeout(120_000);
  const editor = useEditor(Object.keys(DIALOGS).map((type) => ({ id: type, type, camera: 'cam' })));

  async function read(name: string): Promise<string | boolean> {
    const field = editor.current.page.locator(`#node-input-${name}`);
    return (await field.getAttribute('type')) === 'checkbox' ? field.isChecked() : field.inputValue();
  }

  async function write(name: string, value: string | boolean): Promise<void> {
    const field = editor.current.page.locator(`#node-input-${name}`);
    const isSelect = await field.evaluate((element) => element.nodeName === 'SELECT');
    if (typeof value === 'boolean') await field.setChecked(value);
    else if (isSelect) await field.selectOption(value);
    else await field.fill(value);
  }

  it('show the defaults of what an older flow has not saved, as the label does', async () => {
    const { current } = editor;
    for (const type of Object.keys(DIALOGS)) {
      const label = await current.page.evaluate<string>(`RED.utils.getNodeLabel(RED.nodes.node('${type}'))`);
      assert.doesNotMatch(label, /undefined|flow\./, type);
      await current.edit(type);
      for (const [name, value] of Object.entries(definitionOf(type.replace('anjvision-', '')).defaults)) {
        if (typeof value === 'object' || value === '') continue;
        const shown = await read(name);
        assert.equal(String(shown), String(value as string | number | boolean), `${type}: ${name}`);
      }
      await current.cancel();
    }
  });

  it('keep what is filled in, and call the node by it', async () => {
    const { current } = editor;
    for (const [type, { fill }] of Object.entries(DIALOGS)) {
      await current.edit(type);
      await write('camera', 'cam');
      for (const [name, value] of Object.entries(fill)) await write(name, value);
      await current.done();
    }
    await current.deploy();
    for (const [type, { fill, label }] of Object.entries(DIALOGS)) {
      const text = await current.page.evaluate(`RED.utils.getNodeLabel(RED.nodes.node('${type}'))`);
      assert.equal(text, label);
      assert.equal(await current.isValid(type), true, type);
      await current.edit(type);
      assert.equal(await read('camera'), 'cam');
      for (const [name, value] of Object.entries(fill))
        assert.equal(await read(name), value, `${type}: ${name}`);
      await current.done();
    }
    assert.equal(await current.page.evaluate('RED.nodes.dirty()'), false);
  });

  it('mark what the runtime would refuse', async () => {
    const { current } = editor;
    for (const [type, { wrong }] of Object.entries(DIALOGS)) {
      if (!wrong) continue;
      await current.edit(type);
      await write(...wrong);
      const field = current.page.locator(`#node-input-${wrong[0]}`);
      await field.dispatchEvent('change');
      assert.match((await field.getAttribute('class')) ?? '', /input-error/, type);
      await current.cancel();
    }
  });

  it('can be left at once, before their scripts are there, without losing anything', async () => {
    const { current } = editor;
    for (const type of ['anjvision-settings', 'anjvision-motion', 'anjvision-ptz', 'anjvision-backup']) {
      const before = await current.page.evaluate(
        `JSON.stringify(RED.nodes.createExportableNodeSet([RED.nodes.node('${type}')]))`,
      );
      await current.page.evaluate(`{
        RED.editor.edit(RED.nodes.node('${type}'));
        $('#node-dialog-ok').trigger('click');
      }`);
      await current.page.locator('.red-ui-tray').waitFor({ state: 'detached' });
      const after = await current.page.evaluate(
        `JSON.stringify(RED.nodes.createExportableNodeSet([RED.nodes.node('${type}')]))`,
      );
      assert.equal(after, before);
    }
  });
});
