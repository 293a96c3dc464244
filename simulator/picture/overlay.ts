import { HEIGHT, WIDTH, type Brush } from './brush';
import type { View } from './scene';

const MARGIN = 28;
const BADGE = { width: 300, height: 60 };

/** Time and title as the camera writes them, and what its relay does. */
export function drawOverlay(context: Brush, view: View, font: string): void {
  context.textBaseline = 'middle';
  if (view.time !== undefined) outlined(context, view.time, MARGIN, MARGIN + 22, `38px ${font}`);
  if (view.title) outlined(context, view.title, MARGIN, HEIGHT - MARGIN - 24, `42px ${font}`);
  drawBadge(context, view, font);
}

function drawBadge(context: Brush, { open, hasRelay }: View, font: string): void {
  const [words, colour] = !hasRelay
    ? ['NO RELAY', '#5b6770']
    : open
      ? ['RELAY OPEN', '#1c7d3f']
      : ['RELAY CLOSED', '#b3261e'];
  const left = WIDTH - MARGIN - BADGE.width;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(left, MARGIN - 8, BADGE.width, BADGE.height, 10);
  context.fill();
  context.fillStyle = '#fff';
  context.font = `34px ${font}`;
  context.textAlign = 'center';
  context.fillText(words, left + BADGE.width / 2, MARGIN - 8 + BADGE.height / 2, BADGE.width - 24);
  context.textAlign = 'left';
}

/** White with a black border, readable on anything. */
function outlined(context: Brush, text: string, x: number, y: number, font: string): void {
  const room = WIDTH - 2 * MARGIN;
  context.font = font;
  context.lineJoin = 'round';
  context.lineWidth = 7;
  context.strokeStyle = '#000';
  context.strokeText(text, x, y, room);
  context.fillStyle = '#fff';
  context.fillText(text, x, y, room);
}
