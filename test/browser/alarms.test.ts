import assert from 'node:assert/strict';
import { useEditor } from '../support/editor';

describe('the dialogs of alarms in a browser', function () {
  this.timeout(60_000);
  const editor = useEditor([
    { id: 'watching', type: 'anjvision-events', camera: 'cam' },
    { id: 'only-relay', type: 'anjvision-events', camera: 'cam', topics: ['relay'], relayInterval: 5 },
  ]);
  const live = () => editor.current.page.locator('#anjvision-events-live');
  const says = (text: RegExp) => live().filter({ hasText: text }).waitFor();
  const tick = (topic: string) =>
    editor.current.page
      .locator('#anjvision-events-topics label')
      .filter({ hasText: new RegExp(`^\\s*${topic}$`) });

  it('show live what arrives at the deployed nodes, the latest first', async () => {
    const { current } = editor;
    const { alarms } = current.camera;
    await current.edit('watching');
    await says(/Listening by ONVIF/);
    alarms.motion(true);
    await says(/Listening by ONVIF; motion \d+ s ago/);
    alarms.input(true, 2);
    await says(/; alarm input \d+ s ago; motion \d+ s ago/);
    alarms.motion(false);
    await says(/; end of motion \d+ s ago; alarm input \d+ s ago/);
    alarms.topic({
      topic: 'tns1:VideoSource/GlobalSceneChange/ImagingService',
      item: 'State',
      value: 'true',
    });
    await says(/; picture-covered \d+ s ago/);
    alarms.input(false, 2);
    await current.cancel();
  });

  it('say that the camera is not listened to while it restarts, and why', async () => {
    const { current } = editor;
    await current.edit('watching');
    await says(/Listening by ONVIF/);
    await current.camera.reboot(1_500);
    await says(/Not listening: \w/);
    assert.match((await live().locator('.anjvision-alarms').getAttribute('data-state')) ?? '', /failed/);
    await current.cancel();
  });

  it('show what arrives, and the hold time, only where an alarm is ticked', async () => {
    const { current } = editor;
    const { page } = current;
    const hold = page.locator('#anjvision-events-hold');
    const relay = page.locator('#anjvision-events-relay');
    const shown = async () => [await live().isVisible(), await hold.isVisible(), await relay.isVisible()];
    await current.edit('only-relay');
    assert.deepEqual(await shown(), [false, false, true]);
    await tick('person').click();
    await tick('relay').click();
    assert.deepEqual(await shown(), [true, true, false]);
    assert.equal(await page.inputValue('#node-input-relayInterval'), '0');
    await current.done();
    assert.deepEqual(await current.property('only-relay', 'topics'), ['person']);
  });

  it('ask for the ports of the ways that are chosen, and keep them', async () => {
    const { current } = editor;
    const { page } = current;
    await current.editCamera();
    const shown = async () => [
      await page.locator('#node-config-input-onvifPort').isVisible(),
      await page.locator('#node-config-input-controlPort').isVisible(),
    ];
    assert.equal(await page.inputValue('#node-config-input-alarms'), 'auto');
    assert.equal(await page.inputValue('#node-config-input-controlPort'), '8091');
    for (const [way, protocol, expected] of [
      ['auto', 'http', [true, true]],
      // The control port would bear the password in plain text.
      ['auto', 'https', [true, false]],
      ['port', 'https', [false, true]],
      ['onvif', 'http', [true, false]],
      ['off', 'http', [false, false]],
    ] as const) {
      await page.selectOption('#node-config-input-protocol', protocol);
      await page.selectOption('#node-config-input-alarms', way);
      assert.deepEqual(await shown(), expected, `${way} by ${protocol}`);
    }
    await page.selectOption('#node-config-input-alarms', 'auto');
    await page.fill('#node-config-input-port', String(current.camera.port));
    for (const [name, wrong, right] of [
      ['controlPort', '70000', '8092'],
      ['onvifPort', '8899.5', '8899'],
    ] as const) {
      const field = page.locator(`#node-config-input-${name}`);
      for (const [value, isWrong] of [
        [wrong, true],
        [right, false],
      ] as const) {
        await field.fill(value);
        await field.dispatchEvent('change');
        assert.equal(
          ((await field.getAttribute('class')) ?? '').includes('input-error'),
          isWrong,
          `${name} ${value}`,
        );
      }
    }
    await current.done('#node-config-dialog-ok');
    await current.deploy();
    assert.deepEqual(
      [await current.property('cam', 'alarms'), String(await current.property('cam', 'controlPort')), String(await current.property('cam', 'onvifPort'))],
      ['auto', '8092', '8899'],
    ); // prettier-ignore
  });
});
