/**
 * Measures the tab of all cameras with 200 of them in a real editor, and prints it: how long until its first rows are drawn,
 * what a frame of scrolling costs, and how many cameras were asked meanwhile. `npm run bench:tab`.
 */
import { chromium } from 'playwright-core';
import { SimulatedCamera } from '../../simulator/index';
import { browserOptions } from '../browser/browser';
import { openCameraTab, scrollCameraTab } from '../browser/camera-tab';
import { type FlowNode, startNodeRed } from '../node-red/node-red-process';
import { nodeRedVersion } from '../node-red/node-red-version';

const CAMERAS = 200;
const TIMES = 5;
/** As a wheel that is turned fast does. */
const PX_A_FRAME = 200;

function configured({ port, options }: SimulatedCamera): FlowNode[] {
  return Array.from({ length: CAMERAS }, (_, index) => ({
    ...{
      id: `camera${index}`,
      type: 'anjvision-camera',
      name: `Camera ${index + 1}`,
      host: '127.0.0.1',
      port,
    },
    ...{ protocol: 'http', timeout: 5000 },
    credentials: { username: options.username, password: options.password },
  }));
}

const at = (sorted: readonly number[], part: number) => sorted[Math.floor((sorted.length - 1) * part)]!;
const ms = (value: number) => `${value.toFixed(1)} ms`;

async function main(): Promise<void> {
  const camera = await SimulatedCamera.start();
  const red = await startNodeRed({
    flows: [{ id: 'tab', type: 'tab', label: 'Tab' }, ...configured(camera)],
  });
  const browser = await chromium.launch(await browserOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    for (let time = 1; time <= TIMES; time += 1) {
      await page.goto(red.url);
      await page.waitForFunction("window.RED?.nodes?.getType('anjvision-events') && RED.workspaces.active()");
      camera.forgetRequests();
      const opened = await openCameraTab(page);
      await page.locator('.anjvision-row img:not([hidden])').nth(3).waitFor();
      const frames = await scrollCameraTab(page, PX_A_FRAME);
      const pictures = camera.requests.filter(({ url }) => url.includes('snapshot')).length;
      console.log(
        `Node-RED ${nodeRedVersion}, ${CAMERAS} cameras: opened in ${ms(opened)}; ${frames.length} frames, median ${ms(at(frames, 0.5))}, 95 % ${ms(at(frames, 0.95))}, longest ${ms(at(frames, 1))}; ${pictures} pictures asked for`,
      );
    }
  } finally {
    await browser.close();
    await red.close();
    await camera.stop();
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
