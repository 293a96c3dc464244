import type { SKRSContext2D } from '@napi-rs/canvas';

export type Brush = SKRSContext2D;
export type Point = readonly [x: number, y: number];

/** The space a picture is drawn in, whatever its size. */
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

export function box(context: Brush, colour: string, x: number, y: number, width: number, height: number) {
  context.fillStyle = colour;
  context.fillRect(x, y, width, height);
}

export function disc(context: Brush, colour: string, x: number, y: number, across: number, down = across) {
  context.fillStyle = colour;
  context.beginPath();
  context.ellipse(x, y, across, down, 0, 0, 2 * Math.PI);
  context.fill();
}

/** A remainder that is never negative. */
export function wrap(value: number, length: number): number {
  return ((value % length) + length) % length;
}
