/** The dialogs as somebody meets them on a first evening, from an empty Node-RED to a gate's button. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { SimulatedCamera } from '../../simulator';
import { makeGateButton, paintMotionArea, savePreset } from '../../test/browser/first-evening';
import { startNodeRed } from '../../test/support/node-red-process';

const SIZE = { width: 1180, height: 1000 };
/** The part of the editor in which the gate's button stands. */
const ABOVE = { x: 180, y: 96, width: 520, height: 120 };
/** How long the editor's animations take. */
const SETTLE_MS = 1200;

/** @returns the names of the pictures. */
export async function takeEvening(
  browser: Browser,
  camera: SimulatedCamera,
  folder: string,
): Promise<string[]> {
  const red = await startNodeRed({ flows: [] });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(red.url);
    await page.waitForFunction("window.RED?.nodes?.getType('anjvision-events') && RED.workspaces.active()");
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
  if (stage === 'gate-button') return void (await page.screenshot({ path, clip: ABOVE }));
  await sleep(SETTLE_MS);
  await page.locator('.red-ui-tray').last().screenshot({ path });
}
