import assert from 'node:assert/strict';
import { useEditor } from '../support/editor';

describe('the dialog of anjvision-camera in a browser', function () {
  this.timeout(60_000);
  const editor = useEditor([]);
  const DONE = '#node-config-dialog-ok';

  it('tests what is typed: right', async () => {
    const { current } = editor;
    await current.editCamera();
    await current.page.click('#anjvision-camera-test');
    await current.page.locator('.anjvision-test-ok img').waitFor();
    const facts = await current.page.locator('.anjvision-test-facts').innerText();
    assert.match(facts, /MC200J6/);
    assert.match(facts, /V5\.2\.30\.230817/);
    await current.cancel();
  });

  it('tests what is typed: wrong password, nothing there, something else, an address that is none', async () => {
    const { current } = editor;
    const { page } = current;
    await current.editCamera();
    const reason = async (expected: RegExp) => {
      await page.click('#anjvision-camera-test');
      await page.locator('.anjvision-test-failed').filter({ hasText: expected }).waitFor();
      await page.locator('#anjvision-camera-test:enabled').waitFor();
    };
    await page.fill('#node-config-input-host', 'http://127.0.0.1/');
    await reason(/not valid/);
    await page.fill('#node-config-input-host', '127.0.0.1');
    await page.fill('#node-config-input-port', '1');
    await reason(/No connection/);
    await page.fill('#node-config-input-port', new URL(current.red.url).port);
    await reason(/not an Anjvision camera/);
    await page.fill('#node-config-input-port', String(current.camera.port));
    await page.fill('#node-config-input-password', 'wrong');
    await reason(/User name or password refused/);
    assert.doesNotMatch(await page.locator('.red-ui-tray').innerText(), /wrong\b/);
    await current.cancel();
  });

  it('keeps what is filled in, deploys it, and shows it again', async () => {
    const { current } = editor;
    const { page } = current;
    await current.editCamera();
    await page.fill('#node-config-input-name', 'Yard');
    await page.fill('#node-config-input-timeout', '4000');
    await page.uncheck('#node-config-input-keepSession');
    await current.done(DONE);
    await current.deploy();
    await current.editCamera();
    assert.equal(await page.inputValue('#node-config-input-name'), 'Yard');
    assert.equal(await page.inputValue('#node-config-input-timeout'), '4000');
    assert.equal(await page.isChecked('#node-config-input-keepSession'), false);
    // With the stored password, which the editor never sees.
    await page.click('#anjvision-camera-test');
    await page.locator('.anjvision-test-ok').waitFor();
    await current.cancel();
  });

  it('copies a report without secrets, serial number and addresses', async () => {
    const { current } = editor;
    const { page } = current;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await current.editCamera();
    await page.click('#anjvision-camera-diagnostics');
    await current.told(/Copied/);
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    const report = JSON.parse(text) as { package: string; camera: { model: string; capabilities: object } };
    assert.match(report.package, /^\d+\.\d+\.\d+/);
    assert.equal(report.camera.model, 'MC200J6');
    assert.ok(report.camera.capabilities);
    const { username, password } = current.camera.options;
    for (const secret of [password, '0012300456789', '0A-1B-2C', '127.0.0.1', `"${username}"`])
      assert.ok(!text.includes(secret), secret);
    await current.cancel();
  });

  it('says that a camera must be deployed before it can be reported', async () => {
    const { current } = editor;
    await current.editCamera('_ADD_');
    await current.page.click('#anjvision-camera-diagnostics');
    await current.told(/not deployed yet/);
    await current.cancel();
  });

  it('marks what the runtime would refuse', async () => {
    const { current } = editor;
    const { page } = current;
    await current.editCamera();
    for (const [name, value] of [
      ['host', 'http://gate'],
      ['port', '65536'],
      ['timeout', '0'],
    ] as const) {
      await page.fill(`#node-config-input-${name}`, value);
      await page.locator(`#node-config-input-${name}`).dispatchEvent('change');
      assert.match((await page.getAttribute(`#node-config-input-${name}`, 'class')) ?? '', /input-error/);
    }
    await current.cancel();
  });
});
