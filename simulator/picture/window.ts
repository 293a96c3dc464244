import type { Position } from '../ptz';
import { HEIGHT, WIDTH, type Brush } from './brush';

/** How much of the world the picture shows without zoom: 90 degrees from side to side. */
const UNITS_PER_DEGREE = WIDTH / 90;

/** The part of the world that the lens looks at. At the start position it is 0, 0, 1280, 720. */
export interface Window {
  zoom: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function windowAt({ pan, tilt, zoom }: Position): Window {
  const x = WIDTH / 2 + pan * UNITS_PER_DEGREE;
  const y = HEIGHT / 2 - tilt * UNITS_PER_DEGREE;
  const [across, down] = [WIDTH / 2 / zoom, HEIGHT / 2 / zoom];
  return { zoom, left: x - across, right: x + across, top: y - down, bottom: y + down };
}

/** From now on the brush draws in the world's space. */
export function lookThrough(context: Brush, { zoom, left, top }: Window): void {
  context.scale(zoom, zoom);
  context.translate(-left, -top);
}

export function isSeen({ left, right }: Window, from: number, to: number): boolean {
  return from < right && to > left;
}
