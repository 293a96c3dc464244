import assert from 'node:assert/strict';
import { areaFromHex } from '../../camera/protocol/motion-area';
import { useEditor } from '../support/editor';
import { Mouse } from '../../tools/browser/mouse';
import { makeGateButton, paintMotionArea, savePreset } from '../../tools/browser/quick-start';

const look = () => Promise.resolve();

describe('a first evening with an empty Node-RED', function () {
  this.timeout(90_000);
  // One thing leads to another.
  this.bail(true);
  const editor = useEditor();

  it('ends with a button that opens the gate for a second', async () => {
    const { page, camera } = editor.current;
    await makeGateButton(page, camera, look);
    assert.equal(camera.state.relay.open, true);
    await new Mouse(page).see('open 1 s', 'closed');
    assert.equal(camera.state.relay.open, false);
  });

  it('with an area painted in which motion counts', async () => {
    const { page, camera } = editor.current;
    await paintMotionArea(page, look);
    const rows = areaFromHex(String(camera.state.settings.motion['areavalue']), '22x18');
    const painted = '0'.repeat(6) + '1'.repeat(10) + '0'.repeat(6);
    assert.deepEqual(
      rows,
      Array.from({ length: 18 }, (_, row) => (row >= 8 && row <= 17 ? painted : '0'.repeat(22))),
    );
  });

  it('and with a preset that the flow calls by its name', async () => {
    const { current } = editor;
    await savePreset(current.page, look);
    const saved = current.camera.state.ptz.presets.get(1);
    assert.ok(saved && saved.pan > 0);
    const mouse = new Mouse(current.page);
    await mouse.wire('timestamp', 'go to preset driveway');
    await mouse.deploy();
    current.camera.history.ptz.length = 0;
    await mouse.press('timestamp');
    await mouse.see('go to preset driveway', 'preset 1');
    assert.equal(current.camera.history.ptz.at(-1)?.kind, 'call');
  });
});
