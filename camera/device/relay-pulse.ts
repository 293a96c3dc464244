import type { OnTrouble } from './retry-task';

/** What a pulse is to do, and who asked for it. */
export interface PulseOptions {
  /** How long the relay stays away from rest, in ms, counted from the camera's answer. */
  readonly durationMs: number;
  /** The state it returns to. */
  readonly restOpen: boolean;
  readonly verify: boolean;
  /** Aborted, it does not begin any more; see `RelayController.release` for one that has. */
  readonly signal: AbortSignal;
  /** Told, once, that the relay could not be brought to rest on time, and when that is made up for. */
  readonly onTrouble: OnTrouble;
}

/**
 * How a pulse ended: back at rest, by an explicit command that left the relay elsewhere, or with its client, so
 * that the next one makes up for the rest.
 */
export type PulseEnd = 'completed' | 'interrupted' | 'handed-over';

/** Somebody who waits for the end of a pulse. */
export interface PulseClaim extends PulseOptions {
  readonly end: (how: PulseEnd) => void;
}
