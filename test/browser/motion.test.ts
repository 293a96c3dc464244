import assert from 'node:assert/strict';
import { hexFromArea } from '../../camera/protocol/motion-area';
import { useEditor } from '../support/editor';

describe('the dialog of anjvision-motion in a browser', function () {
  this.timeout(60_000);
  const editor = useEditor([
    { id: 'motion', type: 'anjvision-motion', camera: 'cam', action: 'set', values: {} },
    {
      id: 'old',
      type: 'anjvision-motion',
      camera: 'cam',
      action: 'payload',
      values: {
        areavalue: { value: 'area', type: 'msg' },
        blockcount: { value: 'GRID', type: 'env' },
        sensitivity: { value: '50', type: 'num' },
        enable: { value: 'on', type: 'flow' },
      },
    },
  ]);
  const settings = () => editor.current.camera.state.settings.motion;
  const count = () => editor.current.page.locator('.anjvision-area > .anjvision-on').count();
  const tool = (name: string) => editor.current.page.click(`.anjvision-painter button:has-text("${name}")`);

  async function open(id = 'motion'): Promise<void> {
    await editor.current.edit(id);
    await editor.current.page.locator('.anjvision-live img:visible').waitFor();
  }

  /** Drags from block to block. */
  async function drag(
    from: [number, number],
    to: [number, number],
    [columns, rows] = [22, 18],
  ): Promise<void> {
    const { page } = editor.current;
    const { x, y, width, height } = (await page.locator('.anjvision-area').boundingBox())!;
    const at = ([column, row]: [number, number]) =>
      [x + ((column + 0.5) / columns) * width, y + ((row + 0.5) / rows) * height] as const;
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 3 });
    await page.mouse.up();
  }

  /** The area in hexadecimal, of blocks that a test tells. */
  const hexOf = (isSet: (column: number, row: number) => boolean) =>
    hexFromArea(
      Array.from({ length: 18 }, (_, row) => Array.from({ length: 22 }, (__, column) => isSet(column, row))),
      '22x18',
    );

  it('paints, erases, and writes the area to the camera', async () => {
    const { current } = editor;
    await open();
    await drag([2, 3], [8, 6]);
    assert.equal(await count(), 28);
    await tool('Rectangle');
    await tool('Erase');
    await drag([2, 4], [8, 4]);
    assert.equal(await count(), 21);
    await current.page.click('text=Write to camera');
    await current.told(/Written to the camera/);
    const wanted = hexOf((column, row) => column >= 2 && column <= 8 && [3, 5, 6].includes(row));
    assert.deepEqual([settings()['blockcount'], settings()['areavalue']], ['22x18', wanted]);
    await current.done();
    await current.deploy();
    assert.deepEqual(await current.property('motion', 'values'), {
      blockcount: { value: '22x18', type: 'str' },
      areavalue: { value: wanted, type: 'str' },
    });
  });

  it('shows the saved area again, and changes nothing by being opened', async () => {
    const { current } = editor;
    await open();
    assert.equal(await count(), 21);
    await current.done();
    assert.equal(await current.page.evaluate('RED.nodes.dirty()'), false);
  });

  it('has all, none and invert', async () => {
    await open();
    await tool('All');
    assert.equal(await count(), 396);
    await tool('None');
    assert.equal(await count(), 0);
    await drag([0, 0], [3, 0]);
    await tool('Invert');
    assert.equal(await count(), 392);
    await editor.current.cancel();
  });

  it('is painted with the keyboard', async () => {
    const { current } = editor;
    await open();
    await tool('None');
    await current.page.focus('.anjvision-area');
    for (const key of ['ArrowRight', 'ArrowDown', ' ', 'Shift+ArrowRight', 'Shift+ArrowRight'])
      await current.page.keyboard.press(key);
    await current.page.click('text=Write to camera');
    await current.told(/Written to the camera/);
    assert.equal(
      settings()['areavalue'],
      hexOf((column, row) => row === 1 && column >= 1 && column <= 3),
    );
    await current.page.focus('.anjvision-area');
    await current.page.keyboard.press(' ');
    assert.equal(await count(), 2);
    await current.cancel();
  });

  it('reads the area and the sensitivities from the camera', async () => {
    const { current } = editor;
    Object.assign(settings(), { blockcount: '4x4', areavalue: '0f80', sensitivity: '33' });
    await open();
    await current.page.click('text=Read from camera');
    await current.told(/Read from the camera/);
    assert.equal(await count(), 5);
    assert.equal(await current.page.locator('.anjvision-area > div').count(), 16);
    await current.done();
    const values = (await current.property('motion', 'values')) as Record<string, unknown>;
    assert.deepEqual(values['areavalue'], { value: '0f80', type: 'str' });
    assert.deepEqual(values['sensitivity'], { value: '33', type: 'num' });
  });

  it('keeps what is painted when the grid changes', async () => {
    const { current } = editor;
    await open();
    await tool('All');
    await current.page.evaluate("$('#anjvision-field-blockcount').typedInput('value', '8x8')");
    assert.equal(await count(), 64);
    await current.cancel();
  });

  it('says that there is nothing to write, and what the camera would refuse', async () => {
    const { current } = editor;
    await open('old');
    await current.page.evaluate("$('#anjvision-field-sensitivity').typedInput('value', '101')");
    await current.page.click('text=Write to camera');
    await current.told(/not allowed: Sensitivity/);
    await current.page.evaluate("$('#anjvision-field-sensitivity').typedInput('type', 'unchanged')");
    await current.page.click('text=Write to camera');
    await current.told(/Nothing to write/);
    await current.cancel();
  });

  it('keeps values that come from elsewhere', async () => {
    const { current } = editor;
    const before = await current.property('old', 'values');
    await open('old');
    await current.done();
    assert.deepEqual(await current.property('old', 'values'), before);
  });
});
