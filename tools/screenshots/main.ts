/**
 * Takes the pictures of `docs/`: a real Node-RED with the example flows, pointed at the simulator, in chromium.
 * It runs the Node-RED that the tests run: `NODE_RED_LINE=5` chooses.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { browserOptions } from '../browser/browser';
import { startNodeRed } from '../node-red/node-red-process';
import { startDemoCamera } from '../demo/camera';
import { dashboardPath, demoFlows } from '../demo/flows';
import { takeCameras } from './cameras';
import { recordDashboard, takePhones } from './dashboard';
import { takeQuickStart } from './quick-start';

const folder = resolve(__dirname, '../../docs');
const SIZE = { width: 1640, height: 820 };
/** How long the editor's animations take. */
const SETTLE_MS = 1200;

async function take(what: Page | Locator, name: string): Promise<void> {
  await what.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/${name}.png`);
}

async function openEditor(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: SIZE });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(url);
  await page.waitForFunction("window.RED?.nodes?.getType('anjvision-snapshot') && RED.workspaces.active()");
  await page.addStyleTag({ content: '#red-ui-notifications { display: none; }' });
  await page.evaluate("RED.actions.invoke('core:toggle-show-tips')");
  await page.evaluate("$('#red-ui-palette-header-anjvision')[0].scrollIntoView(); RED.sidebar.show('debug')");
  await sleep(SETTLE_MS);
  return page;
}

async function pressButton(page: Page): Promise<void> {
  await page.evaluate(`{
    const button = RED.nodes.filterNodes({ type: 'inject' }).find(({ name }) => name === 'Open the gate');
    button._def.button.onclick.call(button);
  }`);
}

/** The gate's flow while the relay is open, with the messages beside it. */
async function takeFlow(page: Page): Promise<void> {
  await pressButton(page);
  await page.waitForFunction("document.body.textContent.includes('open (pulse)')");
  await take(page, 'flow');
}

async function takePage(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 640, height: 860 } });
  await page.goto(`${url}/gate`);
  await page.waitForFunction('[...document.images].every((image) => image.naturalWidth > 0)');
  await take(page, 'gate');
}

/** The real clock, moved to a morning: pictures of the night show little. */
function morning(): () => number {
  const ten = new Date().setHours(10, 0, 0, 0);
  const moved = ten - Date.now();
  return () => Date.now() + moved;
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const camera = await startDemoCamera({ port: 0, now: morning() });
  try {
    const flows = demoFlows(camera);
    const red = await startNodeRed({ flows, dashboard: true });
    const browser = await chromium.launch(await browserOptions());
    try {
      const page = await openEditor(browser, red.url);
      await takeFlow(page);
      await sleep(2 * SETTLE_MS);
      await takePage(browser, red.url);
      console.log(`docs/${await takeCameras(browser, morning(), folder)}`);
      for (const name of await takeQuickStart(browser, camera, folder)) console.log(`docs/${name}`);
      // Last, for it leaves the camera turned.
      const dashboard = red.url + dashboardPath(flows);
      for (const shoot of [recordDashboard, takePhones])
        console.log(`docs/${await shoot(browser, dashboard, folder)}`);
    } finally {
      await browser.close();
      await red.close();
    }
  } finally {
    await camera.stop();
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
