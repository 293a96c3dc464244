import { HEIGHT, WIDTH, type Brush } from './brush';
import { drawDog } from './dog';
import { drawGarden } from './garden';
import { drawGate } from './gate';
import { drawHouse, drawHouseLights } from './house';
import { css, type Colour, type Light } from './light';
import { drawOutside } from './outside';
import { drawNightSky, drawSky } from './sky';
import { lookThrough, type Window } from './window';
import { drawYard } from './yard';

/** What is in front of the lens. */
export interface Scene {
  window: Window;
  light: Light;
  /** How far the gate is open, 0 to 1. */
  openness: number;
  /** Where everything is that moves by itself. */
  now: number;
}

/** Draws the yard in front of the gate as far as the window shows it, in a space of 1280 by 720. */
export function drawScene(context: Brush, { window, light, openness, now }: Scene): void {
  within(context, window, () => {
    drawSky(context, window, light);
    drawOutside(context, window, now);
    drawYard(context, window);
    drawHouse(context, window);
    drawGarden(context, window);
    drawGate(context, window, openness);
    drawDog(context, window, now);
  });
  if (light.ambient.some((part) => part < 1)) drawLight(context, window, light);
  within(context, window, () => {
    drawNightSky(context, window, light);
    if (light.sun < 0.5) drawHouseLights(context, window);
  });
  if (light.grey) cover(context, 'saturation', '#808080');
}

function within(context: Brush, window: Window, draw: () => void): void {
  context.save();
  lookThrough(context, window);
  draw();
  context.restore();
}

/** The world's light everywhere, and the lamp's in a cone that turns with the camera. */
function drawLight(context: Brush, { zoom }: Window, { ambient, lamp }: Light): void {
  const cone = context.createRadialGradient(
    WIDTH / 2,
    HEIGHT * 0.58,
    0,
    WIDTH / 2,
    HEIGHT * 0.58,
    780 * zoom,
  );
  for (const [stop, share] of [
    [0, 1],
    [0.35, 0.85],
    [1, 0.12],
  ] as const) {
    const sum = ambient.map((part, i) => part + (lamp[i] ?? 0) * share) as unknown as Colour;
    cone.addColorStop(stop, css(sum));
  }
  cover(context, 'multiply', cone);
}

function cover(context: Brush, how: 'multiply' | 'saturation', style: Brush['fillStyle']): void {
  context.globalCompositeOperation = how;
  context.fillStyle = style;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.globalCompositeOperation = 'source-over';
}
