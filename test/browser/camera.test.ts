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
    await page.fill('#node-config-input-host', 'no host/');
    await reason(/not valid/);
    // The stored password goes only where it was deployed to go.
    await page.fill('#node-config-input-password', 'wrong');
    await page.fill('#node-config-input-host', '127.0.0.1');
    await page.fill('#node-config-input-port', '1');
    await reason(/refused: nothing listens/);
    await page.fill('#node-config-input-port', new URL(current.red.url).port);
    await reason(/not an Anjvision camera/);
    await page.fill('#node-config-input-port', String(current.camera.port));
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

  it('reports also before the first deploy, of what is typed', async () => {
    const { current } = editor;
    const { page } = current;
    await current.editCamera('_ADD_');
    await page.fill('#node-config-input-host', `http://127.0.0.1:${current.camera.port}/doc/page`);
    await page.click('#anjvision-camera-test');
    // What was pasted is taken apart, and a missing password is marked.
    assert.equal(await page.inputValue('#node-config-input-host'), '127.0.0.1');
    assert.equal(await page.inputValue('#node-config-input-port'), String(current.camera.port));
    await page.locator('.anjvision-test-failed').filter({ hasText: 'Enter the password' }).waitFor();
    assert.match((await page.getAttribute('#node-config-input-password', 'class')) ?? '', /input-error/);
    await page.fill('#node-config-input-password', current.camera.options.password);
    await page.locator('.anjvision-test-stale').waitFor();
    await page.click('#anjvision-camera-diagnostics');
    await current.told(/Copied/);
    const report = await page.inputValue('.red-ui-tray .anjvision-report');
    assert.match(report, /MC200J6/);
    assert.ok(!report.includes(current.camera.options.password));
    await current.cancel();
  });

  it('tells a name that cannot be resolved from a connection that is refused', async () => {
    const { current } = editor;
    const { page } = current;
    await current.editCamera();
    await page.fill('#node-config-input-password', 'typed');
    await page.fill('#node-config-input-host', 'nowhere.invalid');
    await page.click('#anjvision-camera-test');
    await page.locator('.anjvision-test-failed').filter({ hasText: 'cannot be resolved' }).waitFor();
    await current.cancel();
  });

  it('shows model and firmware when it is opened again', async () => {
    const { current } = editor;
    const { page } = current;
    await current.editCamera();
    await page.fill('#node-config-input-name', 'Known');
    await page.click('#anjvision-camera-test');
    await page.locator('.anjvision-test-ok img').waitFor();
    await current.done(DONE);
    await current.deploy();
    await current.editCamera();
    await page
      .locator('.anjvision-test-known')
      .filter({ hasText: /MC200J6, V5/ })
      .waitFor();
    await current.cancel();
  });

  it('marks what the runtime would refuse', async () => {
    const { current } = editor;
    const { page } = current;
    await current.editCamera();
    for (const [name, value] of [
      ['host', 'no host/'],
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
