import { dirname, join } from 'node:path';
import { drawBadge, BADGE } from './badge';
import { HEIGHT, WIDTH } from './brush';
import { filterOf, type Lens } from './lens';
import { drawWords, type Words } from './osd';
import { drawScene, type Scene } from './scene';

/** Families by which the camera names its fonts; the second fills in what the first lacks. */
const FONT = 'SimulatorLatin, SimulatorHan';
const FONT_FILES = {
  SimulatorLatin: 'noto-sans-sc-latin-700-normal.woff2',
  SimulatorHan: 'noto-sans-sc-chinese-simplified-700-normal.woff2',
};
const JPEG_QUALITY = 82;

export interface Size {
  width: number;
  height: number;
}

/** Everything the picture depends on. */
export interface View {
  scene: Scene;
  lens: Lens;
  words: readonly Words[];
  relay: 'none' | 'open' | 'closed';
}

export async function renderJpeg({ width, height }: Size, view: View): Promise<Buffer> {
  const { createCanvas } = await loadCanvas();
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.scale(width / WIDTH, height / HEIGHT);
  drawScene(context, view.scene);
  const filter = filterOf(view.lens, width);
  if (filter !== undefined) {
    const before = createCanvas(width, height);
    before.getContext('2d').drawImage(canvas, 0, 0);
    context.filter = filter;
    // Enlarged a little, lest a blur draws in the nothing beyond the edge.
    const rim = view.lens.blur > 0 ? WIDTH * 0.02 : 0;
    context.drawImage(before, -rim, -rim, WIDTH + 2 * rim, HEIGHT + 2 * rim);
    context.filter = 'none';
  }
  drawBadge(context, view.relay, FONT);
  drawWords(context, view.words, BADGE, FONT);
  return canvas.encode('jpeg', JPEG_QUALITY);
}

type Canvas = typeof import('@napi-rs/canvas');

let canvas: Promise<Canvas> | undefined;

/** Loaded with the first picture, so that tests without pictures start fast. */
function loadCanvas(): Promise<Canvas> {
  canvas ??= import('@napi-rs/canvas').then((loaded) => {
    registerFonts(loaded);
    return loaded;
  });
  return canvas;
}

/** Machines may have no fonts at all, so the camera brings its own. */
function registerFonts({ GlobalFonts }: Canvas): void {
  const folder = join(dirname(require.resolve('@fontsource/noto-sans-sc/package.json')), 'files');
  for (const [family, file] of Object.entries(FONT_FILES)) {
    if (!GlobalFonts.registerFromPath(join(folder, file), family)) throw new Error(`no font in ${file}`);
  }
}
