/** The tab of all cameras: in Node-RED 4 light, in Node-RED 5 light and dark side by side. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser, Page } from 'playwright-core';
import { SimulatedCamera } from '../../simulator/index';
import { openCameraTab } from '../browser/camera-tab';
import { type FlowNode, startNodeRed } from '../node-red/node-red-process';
import { nodeRedLine } from '../node-red/node-red-version';

const SIZE = { width: 900, height: 680 };
const GAP = 16;
/** Until there are pictures of all, and one is missed. */
const SETTLE_MS = 9_000;
const PATIENCE_MS = 120_000;

/** By name, where each looks. */
const VIEWS = {
  Gate: { pan: 0, tilt: -2, zoom: 1.5 },
  House: { pan: -75, tilt: 0, zoom: 1 },
  Windmill: { pan: 120, tilt: 0, zoom: 1 },
};
const NAMES = Object.keys(VIEWS);

function flowsWith(cameras: readonly SimulatedCamera[]): FlowNode[] {
  const configured = cameras.map(({ port, options }, index) => ({
    ...{ id: `camera${index}`, type: 'anjvision-camera', name: NAMES[index], host: '127.0.0.1', port },
    ...{ protocol: 'http', timeout: 5000, keepSession: true },
    credentials: { username: options.username, password: options.password },
  }));
  const events = cameras.map((_, index) => ({
    ...{ id: `events${index}`, type: 'anjvision-events', z: 'tab', camera: `camera${index}` },
    ...{ x: 200, y: 60 * (index + 1), wires: [[]] },
  }));
  return [{ id: 'tab', type: 'tab', label: 'Cameras' }, ...configured, ...events];
}

async function takeTheme(page: Page, url: string, theme: string): Promise<Buffer> {
  await page.evaluate(`localStorage.setItem('view-dark-theme', '${theme}')`);
  await page.goto(url);
  await openCameraTab(page);
  // In Node-RED 5 the lower part of the sidebar is the debug tab's.
  const tab = await page.locator('#anjvision-sidebar').boundingBox();
  if (tab!.height < SIZE.height / 2) await page.locator('button[data-tab-id="debug"]').click();
  await page.waitForTimeout(SETTLE_MS);
  return page.locator('#anjvision-sidebar').screenshot();
}

/** @returns the name of the file. */
export async function takeCameras(browser: Browser, now: () => number, folder: string): Promise<string> {
  const cameras = await Promise.all(NAMES.map(() => SimulatedCamera.start({ port: 0, now })));
  cameras.forEach(({ state }, index) => (state.ptz.position = Object.values(VIEWS)[index]!));
  const red = await startNodeRed({ flows: flowsWith(cameras) });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(red.url);
    await openCameraTab(page);
    await page.waitForTimeout(SETTLE_MS);
    await cameras[2]!.unplug();
    await page.locator('.anjvision-row[data-state="offline"]').waitFor();
    const themes = nodeRedLine === '4' ? ['light'] : ['light', 'dark'];
    const images = [];
    for (const theme of themes) images.push(await loadImage(await takeTheme(page, red.url, theme)));
    await page.close();
    const { width, height } = images[0]!;
    const canvas = createCanvas(images.length * (width + GAP) - GAP, height);
    images.forEach((image, index) => canvas.getContext('2d').drawImage(image, index * (width + GAP), 0));
    writeFileSync(join(folder, 'cameras.png'), await canvas.encode('png'));
    return 'cameras.png';
  } finally {
    await red.close();
    for (const camera of cameras) await camera.stop();
  }
}
