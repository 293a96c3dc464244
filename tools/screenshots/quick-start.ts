/** The dialogs as somebody meets them on a first evening, from an empty Node-RED to a gate's button. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page, PageScreenshotOptions } from 'playwright-core';
import type { SimulatedCamera } from '../../simulator/index';
import { makeGateButton, paintMotionArea, savePreset } from '../browser/quick-start';
import { startNodeRed } from '../node-red/node-red-process';

const SIZE = { width: 1180, height: 1050 };
/** What is seen around the nodes of a flow. */
const MARGIN = 24;
/** How long the editor's animations take. */
const SETTLE_MS = 1200;

type Clip = NonNullable<PageScreenshotOptions['clip']>;

/** @returns the names of the pictures. */
export async function takeQuickStart(
  browser: Browser,
  camera: SimulatedCamera,
  folder: string,
): Promise<string[]> {
  const red = await startNodeRed({ flows: [] });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(red.url);
    await page.waitForFunction("window.RED?.nodes?.getType('anjvision-events') && RED.workspaces.active()");
    await page.addStyleTag({ content: '#red-ui-notifications { display: none; }' });
    await sleep(SETTLE_MS);
    const names: string[] = [];
    const look = async (stage: string) => {
      names.push(`${stage}.png`);
      await takeStage(page, stage, join(folder, `${stage}.png`));
    };
    await makeGateButton(page, camera, look);
    await paintMotionArea(page, look);
    await savePreset(page, look);
    await page.close();
    return names;
  } finally {
    await red.close();
  }
}

async function takeStage(page: Page, stage: string, path: string): Promise<void> {
  // The gate is open for a second only.
  if (stage === 'gate-button') return void (await page.screenshot({ path, clip: await aroundNodes(page) }));
  await sleep(SETTLE_MS);
  await page.locator('.red-ui-tray').last().screenshot({ path });
}

async function aroundNodes(page: Page): Promise<Clip> {
  const nodes = await page.locator('.red-ui-flow-node-group').all();
  const boxes = (await Promise.all(nodes.map((node) => node.boundingBox()))).filter((box) => box !== null);
  const x = Math.min(...boxes.map((box) => box.x)) - MARGIN;
  const y = Math.min(...boxes.map((box) => box.y)) - MARGIN;
  const width = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN - x;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN - y;
  return { x, y, width, height };
}
