/** Records what a page shows as an animated GIF, small enough for a README. */
import { createCanvas, GifEncoder, loadImage } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';

/** Between two looks; taking a picture takes its time as well. */
const PAUSE_MS = 60;
/** The last picture stays for a while before it begins again. */
const LAST_MS = 2500;
/** Differences of a colour that nobody sees, but that would fill the file. */
const UNSEEN = 12;
/** How many levels of a colour there are is a power of 2. */
const LEVEL = 4;

interface Frame {
  pixels: Uint8ClampedArray;
  width: number;
  height: number;
  at: number;
}

async function frameOf(page: Page): Promise<Frame> {
  const at = Date.now();
  const image = await loadImage(await page.screenshot());
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, width, height).data;
  for (let i = 0; i < pixels.length; i++)
    if (i % 4 !== 3) pixels[i] = Math.min(255, Math.round(pixels[i]! / LEVEL) * LEVEL);
  return { pixels, width, height, at };
}

/** What the page shows while `story` is acted out on it. */
export async function record(page: Page, story: () => Promise<void>): Promise<Buffer> {
  const frames: Frame[] = [];
  const over = new AbortController();
  const acted = story().finally(() => over.abort());
  while (!over.signal.aborted) {
    frames.push(await frameOf(page));
    await page.waitForTimeout(PAUSE_MS);
  }
  await acted;
  return encode(frames);
}

function encode(frames: Frame[]): Buffer {
  const [first] = frames;
  if (!first) throw new Error('Nothing was recorded.');
  const { width, height } = first;
  const encoder = new GifEncoder(width, height, { quality: 10 });
  const shown = new Uint8ClampedArray(width * height * 4);
  frames.forEach((frame, index) => {
    const delay = (frames[index + 1]?.at ?? frame.at + LAST_MS) - frame.at;
    const { data, left, top, ...size } = change(shown, frame);
    encoder.addFrame(data, size.width, size.height, { delay, left, top });
  });
  return Buffer.from(encoder.finish());
}

/** The smallest part in which a frame differs from what is shown, see-through where it does not; shows it. */
function change(shown: Uint8ClampedArray, { pixels, width, height }: Frame) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  const differs = (i: number): boolean =>
    shown[i + 3] === 0 || [0, 1, 2].some((part) => Math.abs(shown[i + part]! - pixels[i + part]!) > UNSEEN);
  const isNew = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!differs(4 * (y * width + x))) continue;
      isNew[y * width + x] = 1;
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x),
        Math.max(bottom, y),
      ];
    }
  // Nothing has changed: one pixel keeps the time.
  if (right < left) [left, top, right, bottom] = [0, 0, 0, 0];
  const size = { width: right - left + 1, height: bottom - top + 1 };
  const data = new Uint8Array(4 * size.width * size.height);
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const from = 4 * (y * width + x);
      if (!isNew[from / 4]) continue;
      const pixel = pixels.subarray(from, from + 4);
      shown.set(pixel, from);
      data.set(pixel, 4 * ((y - top) * size.width + x - left));
    }
  return { data, left, top, ...size };
}
