import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { drawScene, type View } from './scene';

/** Families by which the scene names its fonts; the second fills in what the first lacks. */
export const FONT = 'SimulatorLatin, SimulatorHan';
const QUALITY = 82;

let ready = false;

/** Machines may have no fonts at all, so the camera brings its own. */
function loadFonts(): void {
  if (ready) return;
  const folder = join(dirname(require.resolve('@fontsource/noto-sans-sc/package.json')), 'files');
  const files = {
    SimulatorLatin: 'noto-sans-sc-latin-700-normal.woff2',
    SimulatorHan: 'noto-sans-sc-chinese-simplified-700-normal.woff2',
  };
  for (const [family, file] of Object.entries(files)) {
    if (!GlobalFonts.registerFromPath(join(folder, file), family)) throw new Error(`no font in ${file}`);
  }
  ready = true;
}

export interface Size {
  width: number;
  height: number;
}

export async function renderJpeg({ width, height }: Size, view: View): Promise<Buffer> {
  loadFonts();
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.scale(width / 1280, height / 720);
  drawScene(context, view, FONT);
  return canvas.encode('jpeg', QUALITY);
}
