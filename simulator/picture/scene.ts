import type { Brush } from './brush';
import { drawGate } from './gate';
import { drawOverlay } from './overlay';
import { drawYard } from './yard';

/** What the picture depends on. */
export interface View {
  open: boolean;
  hasRelay: boolean;
  /** Title and time as the camera lays them over the picture; undefined while its OSD is off. */
  title: string | undefined;
  time: string | undefined;
}

/** Draws the yard in front of the gate, in a space of 1280 by 720. */
export function drawScene(context: Brush, view: View, font: string): void {
  drawYard(context);
  drawGate(context, view.open);
  drawOverlay(context, view, font);
}
