import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { SimulatedCamera } from '../../simulator';
import { openCameraTab, scrollCameraTab } from '../../tools/browser/camera-tab';
import type { FlowNode } from '../../tools/node-red/node-red-process';
import { useEditor } from '../support/editor';

const address = (port: number) => ({ host: '127.0.0.1', port, protocol: 'http', timeout: 2000 });

describe('the tab of three cameras in a browser', function () {
  this.timeout(120_000);
  const nodes: FlowNode[] = [
    { id: 'events', type: 'anjvision-events', camera: 'yard' },
    { id: 'settings', type: 'anjvision-settings', camera: 'cam', command: 'image' },
  ];
  let yard: SimulatedCamera;
  let barn: SimulatedCamera;
  before(async () => {
    yard = await SimulatedCamera.start({ discoveryPort: 3702 });
    // Other simulated cameras on this machine are other cameras.
    yard.state.identity.mac = randomBytes(6)
      .toString('hex')
      .replace(/..(?=.)/g, '$&-');
    barn = await SimulatedCamera.start();
    for (const [name, camera] of Object.entries({ Yard: yard, Barn: barn })) {
      const { username, password } = camera.options;
      nodes.push({
        ...{ id: name.toLowerCase(), type: 'anjvision-camera', name, ...address(camera.port) },
        ...{ credentials: { username, password }, keepSession: name === 'Yard', alarms: 'off' },
      });
    }
  });
  after(async () => {
    await yard.stop();
    await barn.stop();
  });
  const editor = useEditor(nodes);
  // Node-RED 5 leaves a tab half of the height, and only rows in sight exist.
  before(async () => {
    await editor.current.page.setViewportSize({ width: 1280, height: 1800 });
    await editor.current.load();
  });
  const row = (name: string) => rowOf(editor.current.page, name);

  it('shows each with its picture, model, firmware and state, also one that no node uses', async () => {
    const { page } = editor.current;
    assert.deepEqual(barn.requests, []);
    await openCameraTab(page);
    for (const name of ['Barn', 'Gate', 'Yard']) {
      await row(name).scrollIntoViewIfNeeded();
      await row(name).locator('img:not([hidden])').waitFor();
      await row(name)
        .filter({ hasText: /online since .*MC200J6 · V5\.2\.30\.230817/s })
        .waitFor();
    }
    await row('Yard').filter({ hasText: 'alarms off' }).waitFor();
    await row('Barn').filter({ hasText: 'alarms not used' }).waitFor();
    await page.locator('.anjvision-notice').filter({ hasText: '3/3 online' }).waitFor();
  });

  it('says that one was unplugged, within its time, and why', async () => {
    const { page } = editor.current;
    const unplugged = Date.now();
    await yard.unplug();
    // A picture every 10 s, its timeout, and the tab's next look.
    await row('Yard')
      .filter({ hasText: /offline since.*No connection/s })
      .waitFor({ timeout: 30_000 });
    assert.ok(Date.now() - unplugged < 20_000, `${Date.now() - unplugged} ms`);
    assert.equal(await page.locator('.anjvision-row[data-state="offline"]').count(), 1);
    await row('Yard').getByRole('button', { name: 'Test' }).click();
    await row('Yard').locator('.anjvision-row-told').filter({ hasText: 'nothing listens' }).waitFor();
    await yard.plug();
    await row('Yard').filter({ hasText: 'online since' }).waitFor({ timeout: 70_000 });
  });

  it('tests, opens the page, finds the nodes, edits and reports', async () => {
    const { page } = editor.current;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const gate = row('Gate');
    await gate.getByRole('button', { name: 'Test' }).click();
    await gate.locator('.anjvision-row-told[data-state="done"]').waitFor();
    const link = gate.getByRole('link', { name: "Open the camera's page" });
    assert.equal(await link.getAttribute('href'), `http://127.0.0.1:${editor.current.camera.port}/`);
    assert.match((await link.getAttribute('rel'))!, /noreferrer/);
    await gate.getByRole('button', { name: 'Copy diagnostics' }).click();
    await editor.current.told(/Copied/, '#anjvision-sidebar');
    assert.match(await page.evaluate<string>('navigator.clipboard.readText()'), /"model": "MC200J6"/);
    await page.keyboard.press('Escape');
    await gate.getByRole('button', { name: 'Show its nodes' }).click();
    await page.locator('.red-ui-search-result').filter({ hasText: 'image' }).waitFor();
    await page.keyboard.press('Escape');
    await gate.getByRole('button', { name: 'Edit' }).click();
    await page.locator('#anjvision-camera-test:enabled').waitFor();
    assert.equal(await page.inputValue('#node-config-input-name'), 'Gate');
    await editor.current.cancel();
  });

  it('finds, takes over and tests a camera that was never configured, with four clicks', async () => {
    const { page, red } = editor.current;
    const flows = (await red.adminGet('/flows')).json as FlowNode[];
    await red.deploy(flows.filter(({ id }) => id !== 'yard' && id !== 'events'));
    await editor.current.load();
    await openCameraTab(page);
    let clicks = 0;
    const click = async (what: string) => {
      clicks += 1;
      await page.locator(what).click();
    };
    await click('.anjvision-sidebar-head button');
    const found = `.anjvision-found-row:has-text("127.0.0.1:${yard.port}")`;
    await page.locator(found).filter({ hasText: 'can be used' }).waitFor();
    await click(found);
    await page.keyboard.type(yard.options.password);
    await click('#anjvision-camera-test');
    await page.locator('.anjvision-test-ok img').waitFor();
    await click('#node-config-dialog-ok');
    await page.locator('.red-ui-tray').waitFor({ state: 'detached' });
    assert.equal(clicks, 4);
    await page.locator('.anjvision-row[data-state="new"]').filter({ hasText: 'not deployed' }).waitFor();
    await page.evaluate("RED.actions.invoke('core:deploy-flows')");
    // Among others its row may be out of sight, and then it is not asked.
    await page.locator('.anjvision-sidebar-filter').fill(`:${yard.port}`);
    await page.locator('.anjvision-row[data-state="online"] img:not([hidden])').waitFor();
    await page.locator('.anjvision-sidebar-filter').fill('');
  });

  it('is used by keyboard: the arrows lead from camera to camera, the tabulator through one', async () => {
    const { page } = editor.current;
    const focused = () =>
      page.evaluate<string>(
        "(() => { const row = document.activeElement.closest('.anjvision-row'); return row?.querySelector('b').textContent + ': ' + document.activeElement.getAttribute('aria-label'); })()",
      );
    await page.locator('.anjvision-sidebar-filter').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Barn: Test');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), "Gate: Open the camera's page");
    await page.keyboard.press('Home');
    assert.equal(await focused(), "Barn: Open the camera's page");
  });
});

/** Many of which none is real: each logs in under a name of its own, which tells who was asked. */
const MANY = 200;

describe('the tab of 200 cameras in a browser', function () {
  this.timeout(240_000);
  const asked = new Set<string>();
  const nodes: FlowNode[] = [];
  let server: Server;
  before(async () => {
    server = createServer((request, response) => {
      asked.add(new URL(request.url!, 'http://x').searchParams.get('username') ?? 'nobody');
      response.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (let index = 1; index < MANY; index += 1) {
      const name = `Other ${String(index).padStart(3, '0')}`;
      const credentials = { username: name.replace(' ', ''), password: 'x' };
      nodes.push({ id: `other${index}`, type: 'anjvision-camera', name, ...address(port), credentials });
    }
  });
  after(() => server.close());
  const editor = useEditor(nodes);

  it('opens at once, scrolls without a hitch, and asks nothing of cameras out of sight', async () => {
    const { page } = editor.current;
    const opened = await openCameraTab(page);
    await rowOf(page, 'Gate').locator('img:not([hidden])').waitFor();
    const rows = await page.locator('.anjvision-row').count();
    assert.ok(rows > 1 && rows < 20, `${rows} rows exist`);
    const frames = await scrollCameraTab(page, 200);
    const median = frames[Math.floor(frames.length / 2)]!;
    await rowOf(page, 'Other 199').filter({ hasText: 'offline' }).waitFor();
    // Of those that were only passed by, none.
    const sight = await page.locator('.anjvision-row-name').allInnerTexts();
    const seen = [...asked].map((name) => name.replace('Other', 'Other '));
    const first = Array.from({ length: rows }, (_, index) => `Other ${String(index + 1).padStart(3, '0')}`);
    assert.deepEqual(
      seen.filter((name) => ![...sight, ...first].includes(name)),
      [],
    );
    // Figures for a machine of its own come from the benchmark; here others may be at work.
    assert.ok(opened < 3_000, `${opened} ms`);
    assert.ok(frames.length > 50 && median < 100, `${median} ms in ${frames.length} frames`);
  });

  it('finds one by a part of its name, state or address', async () => {
    const { page } = editor.current;
    await page.locator('.anjvision-sidebar-filter').fill('other 042');
    await rowOf(page, 'Other 042').waitFor();
    assert.equal(await page.locator('.anjvision-row').count(), 1);
    await page.locator('.anjvision-sidebar-filter').fill('nowhere');
    await page.locator('.anjvision-notice').filter({ hasText: 'No camera matches' }).waitFor();
    await page.locator('.anjvision-sidebar-filter').fill('');
    await rowOf(page, 'Gate').waitFor();
  });
});

function rowOf(page: Page, name: string) {
  return page.locator('.anjvision-row').filter({ has: page.getByText(name, { exact: true }) });
}
