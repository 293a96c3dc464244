import type { Timer } from '../core/clock';

/** Where the relay belongs. */
export interface Rest {
  readonly open: boolean;
  /** Reads back whether it came there. */
  readonly verify: boolean;
}

/** What becomes of the relay, as far as this client is to see to it. */
export type RelayState =
  /** Nothing is owed. */
  | { readonly name: 'idle' }
  /** The camera has taken the opening, and the rest is not due yet. */
  | {
      readonly name: 'pulsing';
      readonly rest: Rest;
      /** Resolves when the relay was seen to have left rest, as far as that could be seen. */
      readonly verified: Promise<void>;
      /** In ms since the epoch. */
      endsAt: number;
      timer?: Timer;
    }
  /** The rest is due, and is tried until the camera has taken it. */
  | { readonly name: 'resetting'; readonly rest: Rest }
  /** At rest, but a command that nobody wants any more may still be carried out. */
  | { readonly name: 'followed-up'; readonly rest: Rest }
  /** Another client sees to it. */
  | { readonly name: 'handed-over' };

export type Pulsing = Extract<RelayState, { name: 'pulsing' }>;

export const restOf = (state: RelayState): Rest | undefined => ('rest' in state ? state.rest : undefined);
