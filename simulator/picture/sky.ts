import { box, disc, wrap, type Brush } from './brush';
import { css, mix, type Colour, type Light } from './light';
import type { Window } from './window';

const TOP = -1140;
export const HORIZON = 290;

/** High above, at the picture's upper edge, and over the horizon. */
type Palette = readonly [Colour, Colour, Colour];
const DAY: Palette = [colour('3f7fc4'), colour('7fb0dc'), colour('dcebf4')];
const DUSK: Palette = [colour('33467e'), colour('7d79ac'), colour('f4b183')];
const NIGHT: Palette = [colour('0b1430'), colour('1c2c56'), colour('45598a')];

const CLOUDS = [
  [-2100, 90, 1.1],
  [-1500, -40, 1.5],
  [-760, 40, 1],
  [210, 128, 0.8],
  [700, -120, 1.5],
  [980, 88, 1.05],
  [1800, 30, 1.3],
  [2600, 100, 1],
  [3300, -10, 1.6],
] as const;

/** Sky, sun and clouds by the time of day. */
export function drawSky(context: Brush, { left, right, top, bottom }: Window, light: Light): void {
  const sky = context.createLinearGradient(0, TOP, 0, HORIZON);
  const warm = 4 * light.sun * (1 - light.sun);
  [0, -TOP / (HORIZON - TOP), 1].forEach((stop, i) => {
    const at = i as 0 | 1 | 2;
    sky.addColorStop(stop, css(mix(mix(NIGHT[at], DAY[at], light.sun), DUSK[at], warm)));
  });
  context.fillStyle = sky;
  context.fillRect(left, top, right - left, bottom - top);
  if (light.sun > 0.05) drawSun(context, light);
  const white = css(mix(mix([0.25, 0.3, 0.45], [1, 1, 1], light.sun), colour('ffd9bd'), warm));
  context.globalAlpha = 0.75;
  for (const [x, y, size] of CLOUDS) drawCloud(context, white, x, y, size);
  context.globalAlpha = 1;
}

function drawSun(context: Brush, { hour, sun }: Light): void {
  const height = Math.sin(((hour - 5.5) / 14.5) * Math.PI);
  const x = 640 + ((hour - 12.75) / 7.25) * 2000;
  const y = 230 - 1000 * height;
  disc(context, 'rgba(255,244,200,0.25)', x, y, 100);
  disc(context, css(mix(colour('ff9a55'), colour('fff3bf'), sun)), x, y, 56);
}

function drawCloud(context: Brush, white: string, x: number, y: number, size: number): void {
  context.fillStyle = white;
  context.beginPath();
  context.roundRect(x - 90 * size, y - 14 * size, 180 * size, 30 * size, 15 * size);
  for (const [dx, dy, radius] of [
    [-36, -14, 30],
    [10, -26, 42],
    [52, -8, 24],
  ] as const) {
    context.moveTo(x + (dx + radius) * size, y + dy * size);
    context.arc(x + dx * size, y + dy * size, radius * size, 0, 2 * Math.PI);
  }
  context.fill();
}

const MOON = { x: 1010, y: -90, radius: 46 };

/** Moon and stars shine by themselves, so they come after the light. They stay above everything on the ground. */
export function drawNightSky(context: Brush, { left, right }: Window, { sun }: Light): void {
  if (sun > 0.3) return;
  context.globalAlpha = 1 - sun / 0.3;
  for (let i = 0; i < 260; i++) {
    const x = wrap(i * 733 + (i % 7) * 91, 6300) - 2450;
    if (x < left || x > right) continue;
    const size = 1.5 + (i % 3);
    box(context, '#e8ecff', x, wrap(i * 389, 1190) - 1130, size, size);
  }
  disc(context, 'rgba(240,240,220,0.15)', MOON.x, MOON.y, MOON.radius * 1.6);
  disc(context, '#f0eedc', MOON.x, MOON.y, MOON.radius);
  disc(context, '#dcd9c4', MOON.x - 14, MOON.y - 10, 10);
  disc(context, '#dcd9c4', MOON.x + 16, MOON.y + 14, 7);
  context.globalAlpha = 1;
}

function colour(hex: string): Colour {
  const part = (i: number): number => parseInt(hex.slice(i, i + 2), 16) / 255;
  return [part(0), part(2), part(4)];
}
