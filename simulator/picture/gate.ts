import { fill, line, type Brush, type Point } from './brush';
import { isSeen, type Window } from './window';
import { OPENING } from './yard';

const FRAME = '#2c3a42';
const BARS = '#3d4f59';
const BAR_COUNT = 9;

/** How far a leaf swings into the yard: a little further than at right angles to the wall. */
const SWING = 1.985;
/** How much taller than its hinge a leaf's free edge looks when it points at the camera. */
const NEARER = { above: 48, below: 81 };

interface Leaf {
  hinge: number;
  free: number;
  /** How much taller the free edge appears than the hinged one. */
  above: number;
  below: number;
}

/** Two leaves of iron bars: across the opening at 0, swung into the yard at 1. */
export function drawGate(context: Brush, seen: Window, openness: number): void {
  if (!isSeen(seen, OPENING.left - 200, OPENING.right + 200)) return;
  const middle = (OPENING.left + OPENING.right) / 2;
  // It starts at once and slows down towards its stop.
  const angle = SWING * (1 - (1 - openness) ** 2);
  const near = Math.sin(angle);
  for (const [hinge, length] of [
    [OPENING.left, middle - 2 - OPENING.left],
    [OPENING.right, middle + 2 - OPENING.right],
  ] as const) {
    const free = hinge + length * Math.cos(angle);
    drawLeaf(context, { hinge, free, above: NEARER.above * near, below: NEARER.below * near });
  }
  if (openness > 0) return;
  context.fillStyle = '#c9a227';
  context.fillRect(middle - 12, 340, 24, 16);
  context.fillStyle = FRAME;
  context.fillRect(middle - 1.5, 345, 3, 7);
}

function drawLeaf(context: Brush, leaf: Leaf): void {
  context.strokeStyle = BARS;
  // Seen from its edge a leaf is thin.
  context.lineWidth = Math.min(7, Math.abs(leaf.free - leaf.hinge) / BAR_COUNT + 1);
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
