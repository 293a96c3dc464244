import type { Timer } from '../core/clock';
import type { Movement } from './movement';

/** What becomes of the motors, as far as this client is to see to it. */
export type PtzState =
  | { readonly name: 'idle' }
  /** It was sent: the camera may be moving until a stop is answered. */
  | { readonly name: 'moving'; readonly movement: Movement; timer?: Timer }
  /** A stop is tried until the camera has taken it. */
  | { readonly name: 'stopping'; readonly movement: Movement | undefined; readonly left: AbortController }
  /** Stopped, but a movement that was given up may still be carried out. */
  | { readonly name: 'followed-up' }
  /** Another client sees to it. */
  | { readonly name: 'handed-over' };

export const movementOf = (state: PtzState): Movement | undefined =>
  'movement' in state ? state.movement : undefined;
