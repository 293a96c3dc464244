import { WIDTH, type Brush } from './brush';
import type { Box } from './osd';

const MARGIN = 28;
/** Top right; what the camera writes keeps clear of it. */
export const BADGE: Box = { x: WIDTH - MARGIN - 300, y: MARGIN - 8, width: 300, height: 60 };

/** What the relay does. No camera shows this, but it tells who looks whether a command has arrived. */
export function drawBadge(context: Brush, relay: 'none' | 'open' | 'closed', font: string): void {
  const [words, colour] = {
    none: ['NO RELAY', '#5b6770'] as const,
    open: ['RELAY OPEN', '#1c7d3f'] as const,
    closed: ['RELAY CLOSED', '#b3261e'] as const,
  }[relay];
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(BADGE.x, BADGE.y, BADGE.width, BADGE.height, 10);
  context.fill();
  context.fillStyle = '#fff';
  context.font = `34px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(words, BADGE.x + BADGE.width / 2, BADGE.y + BADGE.height / 2, BADGE.width - 24);
  context.textAlign = 'left';
}
