import type { SKRSContext2D } from '@napi-rs/canvas';

/** What the picture depends on. */
export interface View {
  open: boolean;
  hasRelay: boolean;
  title: string;
  time: string;
}

/** Draws the yard in a space of 1280 by 720. */
export function drawScene(context: SKRSContext2D, view: View, font: string): void {
  context.fillStyle = '#9cc4e4';
  context.fillRect(0, 0, 1280, 720);
  context.fillStyle = '#fff';
  context.font = `36px ${font}`;
  context.fillText(`${view.time} ${view.title} ${view.open ? 'RELAY OPEN' : 'RELAY CLOSED'}`, 40, 60);
}
