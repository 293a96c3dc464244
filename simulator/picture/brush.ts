import type { SKRSContext2D } from '@napi-rs/canvas';

export type Brush = SKRSContext2D;
export type Point = readonly [x: number, y: number];

/** The space everything is drawn in, whatever the picture's size. */
export const WIDTH = 1280;
export const HEIGHT = 720;

export function fill(context: Brush, colour: string, points: readonly Point[]): void {
  context.fillStyle = colour;
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
  context.fill();
}

export function line(context: Brush, from: Point, to: Point): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}
