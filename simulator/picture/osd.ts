import type { Device } from '../device';
import type { Settings } from '../state';
import { HEIGHT, WIDTH, type Brush } from './brush';
import { timeText } from './time-text';

/** Text that the camera writes over its picture. */
export interface Words {
  text: string;
  /** Letters, and what makes them stand out: a border, or a bar behind them. */
  ink: string;
  border?: string;
  bar?: string;
  /** In the picture's units. */
  size: number;
  /** `directed` by thirds, 0 to 2; otherwise per cent of the way from left to right and from top to bottom. */
  place: { directed: boolean; x: number; y: number };
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const SIZES = [28, 40, 56] as const;
const MARGIN = 28;
const LINE = 1.25;

/** Section 3.6.1: `color`. */
const STYLES: readonly Pick<Words, 'ink' | 'border' | 'bar'>[] = [
  { ink: '#000', bar: '#fff' },
  { ink: '#fff', bar: '#000' },
  { ink: '#000', border: '#fff' },
  { ink: '#fff', border: '#000' },
];

/** Time, title and the five titles of one's own (sections 3.6.1 and 3.6.2), as far as they are on. */
export function wordsOf(device: Device): Words[] {
  const { osd, userOsd } = device.settings;
  const words: Words[] = [];
  if (osd['enable'] === '1') {
    const style = { ...STYLES[Number(osd['color'])]!, size: sizeOf(osd) };
    const time = placeOf(osd, 'time');
    words.push({ ...style, text: timeText(device.localTime(), osd), place: time });
    words.push({ ...style, text: rates(device), place: time });
    words.push({ ...style, text: osd['title_utf8'] ?? '', place: placeOf(osd, 'title') });
  }
  for (const own of userOsd) {
    if (own['enable'] !== '1') continue;
    const ink = `#${Number(own['color']).toString(16).padStart(6, '0')}`;
    const border = isBright(ink) ? '#000' : '#fff';
    const text = own['title_utf8'] ?? '';
    words.push({ text, ink, border, size: sizeOf(own), place: placeOf(own, 'title') });
  }
  return words.filter(({ text }) => text.trim() !== '');
}

function sizeOf(osd: Settings): number {
  return SIZES[Number(osd['fontsize'])] ?? SIZES[1];
}

function placeOf(osd: Settings, what: 'title' | 'time'): Words['place'] {
  const [x, y] = [Number(osd[`${what}_pos_x`]), Number(osd[`${what}_pos_y`])];
  return { directed: osd[`${what}_pos_type`] === '0', x, y };
}

/** Section 3.6.1: `show_res_bit`. */
function rates({ settings }: Device): string {
  const { resolution = '', bitrate = '' } = settings.video.stream1;
  const shown = Number(settings.osd['show_res_bit']);
  return [shown & 1 ? resolution : '', shown & 2 ? `${bitrate}kbps` : ''].join(' ').trim();
}

function isBright(hex: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue > 110;
}

/** Writes all of it; what is sent to the same corner is stacked there, clear of what is `taken`. */
export function drawWords(context: Brush, words: readonly Words[], taken: Box, font: string): void {
  const boxes = [taken];
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const one of words) {
    context.font = `${one.size}px ${font}`;
    const width = Math.min(WIDTH - 2 * MARGIN, context.measureText(one.text).width);
    const box = boxFor(one, width);
    if (one.place.directed) clear(box, boxes, one.place.y === 2);
    boxes.push(box);
    drawOne(context, one, box);
  }
}

function boxFor({ place, size }: Words, width: number): Box {
  const full = place.directed ? 2 : 100;
  const height = size * LINE;
  const x = MARGIN + ((WIDTH - 2 * MARGIN - width) * place.x) / full;
  const y = MARGIN + ((HEIGHT - 2 * MARGIN - height) * place.y) / full;
  return { x, y, width, height };
}

/** Moves the box away from the picture's edge until it meets no other. */
function clear(box: Box, others: readonly Box[], upwards: boolean): void {
  for (let again = true; again;) {
    const other = others.find((one) => meets(box, one));
    if (other) box.y = upwards ? other.y - box.height : other.y + other.height;
    again = other !== undefined && box.y > 0 && box.y + box.height < HEIGHT;
  }
}

function meets(one: Box, other: Box): boolean {
  const across = one.x < other.x + other.width && other.x < one.x + one.width;
  return across && one.y < other.y + other.height && other.y < one.y + one.height;
}

function drawOne(context: Brush, { text, ink, border, bar, size }: Words, box: Box): void {
  const middle = box.y + box.height / 2;
  if (bar !== undefined) {
    context.fillStyle = bar;
    context.fillRect(box.x - 8, box.y, box.width + 16, box.height);
  }
  if (border !== undefined) {
    context.lineWidth = size / 6;
    context.strokeStyle = border;
    context.strokeText(text, box.x, middle, box.width);
  }
  context.fillStyle = ink;
  context.fillText(text, box.x, middle, box.width);
}
