import assert from 'node:assert/strict';
import { chromium, type Browser } from 'playwright-core';
import { browserOptions } from '../../../tools/browser/browser';
import { mosquitto } from '../../../tools/mqtt/broker';
import { bridgeNodes, brokerNode } from '../../../tools/mqtt/flows';
import { startNodeRed, type NodeRedProcess } from '../../../tools/node-red/node-red-process';
import { Bench } from '../../e2e/example-flows';
import { cameraNode, tab, until } from '../../e2e/support';

/** Both Node-REDs and a browser start anew. */
const START_MS = 60_000;

describe('the page of the example "One control room for all sites"', function () {
  this.timeout(180_000).slow(20_000);
  let bench: Bench;
  let site: NodeRedProcess;
  let browser: Browser;
  before(async () => {
    bench = await Bench.start();
    const broker = brokerNode({ port: bench.broker.port, protocolVersion: mosquitto ? 5 : 4, site: 'works' });
    const bridge = bridgeNodes('works', { discovery: '' });
    site = await startNodeRed({ flows: [tab, broker, cameraNode(bench.camera), ...bridge] });
    await bench.import('One control room for all sites');
    browser = await chromium.launch(await browserOptions());
  });
  after(async () => {
    await (browser as Browser | undefined)?.close();
    await (site as NodeRedProcess | undefined)?.close();
    await (bench as Bench | undefined)?.close();
  });

  it('opens a gate by two presses, shows the answer and a picture, and that the site is gone', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 700 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${bench.red.url}/dashboard/control-room`);
    const row = page.locator('tr.online', { hasText: 'gate' });
    await row.waitFor({ timeout: START_MS });
    await row.locator('.room-open').click();
    assert.equal(bench.camera.history.relay.length, 0, 'it asks before it opens');
    await row.locator('.room-yes').click();
    await until('the gate to open and to close', () => bench.camera.history.relay.length === 2, 30_000);
    await row.getByText('relay: done').waitFor();
    await row.locator('.room-picture').click();
    await page.locator('figure img[src^="data:image/jpeg"]').waitFor();
    await site.kill('SIGKILL');
    await page.locator('tr.offline', { hasText: 'gate' }).waitFor();
    assert.ok(await page.locator('.room-open').isDisabled());
    assert.deepEqual(errors, []);
  });
});
