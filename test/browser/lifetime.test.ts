import assert from 'node:assert/strict';
import { useEditor } from '../support/editor';

describe('the lifetime of a dialog in a browser', function () {
  this.timeout(90_000);
  const editor = useEditor([
    { id: 'ptz', type: 'anjvision-ptz', camera: 'cam' },
    { id: 'image', type: 'anjvision-settings', camera: 'cam', command: 'image', values: {} },
  ]);
  const picture = '.anjvision-live img:visible';
  const count = (selector: string) => editor.current.page.locator(selector).count();

  it('lets the live picture go on after the dialog of the camera was opened over it', async () => {
    const { current } = editor;
    const { page } = current;
    await current.edit('ptz');
    await page.locator(picture).waitFor();
    await page.click('#node-input-lookup-camera, #node-input-btn-camera-edit, .red-ui-editor-node-lookup');
    await page.locator('#anjvision-camera-test:enabled').waitFor();
    await page.locator('#node-config-dialog-cancel').last().click();
    await page.locator(picture).waitFor();
    const before = await page.getAttribute('.anjvision-live img', 'src');
    await page.waitForFunction(
      `document.querySelector('.anjvision-live img')?.src !== ${JSON.stringify(before)}`,
    );
    await current.cancel();
  });

  it('is over before a late command table comes: a dialog that is opened twice is built once', async () => {
    const { current } = editor;
    const { page } = current;
    await current.load();
    await page.route('**/anjvision/commands', async (route) => {
      await page.waitForTimeout(1500);
      await route.continue();
    });
    await page.evaluate(`RED.editor.edit(RED.nodes.node('image'))`);
    await page.waitForTimeout(600);
    await current.cancel();
    await current.edit('image');
    await page.locator('.anjvision-field').first().waitFor();
    await page.waitForTimeout(500);
    assert.deepEqual([await count('.anjvision-settings-place'), await count('.anjvision-field')], [1, 10]);
    assert.equal(await count('#node-input-command optgroup'), 7);
    await current.cancel();
    await page.unroute('**/anjvision/commands');
  });

  it('ends a reading that is under way when it is cancelled', async () => {
    const { current } = editor;
    const { page } = current;
    await page.route('**/anjvision/perform', async (route) => {
      await page.waitForTimeout(800);
      await route.continue();
    });
    await current.edit('image');
    await page.locator('.anjvision-field').first().waitFor();
    await page.click('text=Read from camera');
    await current.cancel();
    // An error in the page fails the test.
    await page.waitForTimeout(1500);
    await page.unroute('**/anjvision/perform');
  });

  it('shows words instead of a picture that is none', async () => {
    const { current } = editor;
    const { page } = current;
    await page.route('**/anjvision/picture/*', (route) =>
      route.fulfill({ json: { ok: true, picture: Buffer.from('no picture').toString('base64') } }),
    );
    await current.edit('ptz');
    await page.locator('.anjvision-live-words').filter({ hasText: 'No picture received' }).waitFor();
    assert.equal(await count(picture), 0);
    await current.cancel();
    await page.unroute('**/anjvision/picture/*');
  });

  it('leaves no listener behind, however often it is opened', async () => {
    const { current } = editor;
    const { page } = current;
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const listeners = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSEventListeners')!.value;
    };
    const openOnce = async () => {
      await current.edit('ptz');
      await page.locator(picture).waitFor();
      await current.cancel();
    };
    await openOnce();
    const before = await listeners();
    for (let count = 0; count < 3; count += 1) await openOnce();
    assert.ok((await listeners()) - before < 100, `${before} listeners, then ${await listeners()}`);
  });
});
