/** How fast the tab of all cameras is, as somebody sees it. */
import type { Page } from 'playwright-core';

/** Shows the tab when the editor has it. @returns ms until its first rows are drawn. */
export async function openCameraTab(page: Page): Promise<number> {
  await page.locator('#anjvision-sidebar').waitFor({ state: 'attached' });
  const opened = page.evaluate<number>(`new Promise((resolve) => {
    const from = performance.now();
    const look = () =>
      document.querySelector('.anjvision-row') ? resolve(performance.now() - from) : requestAnimationFrame(look);
    RED.sidebar.show('anjvision-cameras');
    look();
  })`);
  await page.locator('.anjvision-row').first().waitFor();
  return opened;
}

/** Scrolls from the first row to the last, a little in each frame. @returns ms of work of each frame, in rising order. */
export function scrollCameraTab(page: Page, pxAFrame: number): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const list = document.querySelector('.anjvision-rows');
    const channel = new MessageChannel();
    const frames = [];
    let from;
    // What runs after a frame's callbacks, style and layout.
    channel.port1.onmessage = () => frames.push(performance.now() - from);
    const step = (at) => {
      from = performance.now();
      list.scrollTop += ${pxAFrame};
      channel.port2.postMessage(0);
      if (list.scrollTop + list.clientHeight < list.scrollHeight - 1) requestAnimationFrame(step);
      else setTimeout(() => resolve(frames.sort((one, other) => one - other)), 100);
    };
    requestAnimationFrame(step);
  })`);
}
