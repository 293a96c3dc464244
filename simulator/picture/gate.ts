import { fill, line, type Brush, type Point } from './brush';
import { OPENING } from './yard';

const FRAME = '#2c3a42';
const BARS = '#3d4f59';
const BAR_COUNT = 9;

/** A leaf's free edge when it stands open, swung into the yard and so nearer to the camera. */
const SWUNG = { width: 96, above: 44, below: 74 };

interface Leaf {
  hinge: number;
  free: number;
  /** How much taller the free edge appears than the hinged one. */
  above: number;
  below: number;
}

/** Two leaves of iron bars: across the opening when closed, swung into the yard when open. */
export function drawGate(context: Brush, open: boolean): void {
  const middle = (OPENING.left + OPENING.right) / 2;
  if (open) {
    drawLeaf(context, { ...SWUNG, hinge: OPENING.left, free: OPENING.left - SWUNG.width });
    drawLeaf(context, { ...SWUNG, hinge: OPENING.right, free: OPENING.right + SWUNG.width });
    return;
  }
  drawLeaf(context, { hinge: OPENING.left, free: middle - 2, above: 0, below: 0 });
  drawLeaf(context, { hinge: OPENING.right, free: middle + 2, above: 0, below: 0 });
  context.fillStyle = '#c9a227';
  context.fillRect(middle - 12, 340, 24, 16);
}

function drawLeaf(context: Brush, leaf: Leaf): void {
  context.strokeStyle = BARS;
  context.lineWidth = 7;
  for (let bar = 1; bar < BAR_COUNT; bar++) {
    line(context, at(leaf, bar / BAR_COUNT, 0.03), at(leaf, bar / BAR_COUNT, 0.97));
  }
  // A plate of sheet metal in the lower half.
  fill(context, 'rgba(61,79,89,0.82)', [
    at(leaf, 0, 0.55),
    at(leaf, 1, 0.55),
    at(leaf, 1, 0.97),
    at(leaf, 0, 0.97),
  ]);
  context.strokeStyle = FRAME;
  context.lineWidth = 10;
  for (const height of [0.03, 0.55, 0.97]) line(context, at(leaf, 0, height), at(leaf, 1, height));
  for (const side of [0.01, 0.99]) line(context, at(leaf, side, 0.01), at(leaf, side, 0.99));
}

/** A point of the leaf: `across` from hinge to free edge, `down` from top to bottom. */
function at({ hinge, free, above, below }: Leaf, across: number, down: number): Point {
  const top = OPENING.top - above * across;
  const bottom = OPENING.bottom + below * across;
  return [hinge + (free - hinge) * across, top + (bottom - top) * down];
}
