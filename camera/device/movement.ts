import { onAbort } from '../core/abort';
import { CameraError } from '../core/errors';
import type { InputOf } from '../commands/types';
import type { OnTrouble } from './retry-task';

/** A movement, or going to a preset, and who asked for it. */
export interface Move {
  readonly input: InputOf<'ptz'>;
  /** When it is stopped, in ms after the camera took it; without one it goes on to the mechanical end. */
  readonly stopAfterMs?: number;
  /** Aborted, it does not begin any more; see `PtzController.release` for one that has. */
  readonly signal: AbortSignal;
  /** Told when the movement is over, or another has taken its place. */
  readonly onEnd?: () => void;
  /** Told, once, that the camera could not be stopped on time, and when that is made up for. */
  readonly onTrouble: OnTrouble;
}

/** Nobody sees it; one for all, since a joystick sends thousands. */
const SUPERSEDED = new CameraError('CLOSED', 'a newer movement has taken its place');

/** One movement from when it is asked for until it is over. */
export class Movement {
  readonly request: Move;
  /** Resolves or rejects with the camera's answer, while it is on its way. */
  answer: Promise<unknown> | undefined;
  /** The camera may have been moving otherwise when it was sent, and that has lost its end. */
  hasReplaced = false;
  /** The camera refused it, perhaps after it had begun (field note 22). */
  isRefused = false;
  #isSuperseded = false;
  readonly #controller = new AbortController();
  readonly #ignoreAbort: () => void;

  constructor(request: Move) {
    this.request = request;
    this.#ignoreAbort = onAbort(request.signal, () => this.#controller.abort(request.signal.reason));
  }

  /** Aborted when it is not to be sent any more. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The camera has not answered it yet. */
  get isOnItsWay(): boolean {
    return this.answer !== undefined;
  }

  /** A newer movement or a stop has taken its place. */
  get isSuperseded(): boolean {
    return this.#isSuperseded;
  }

  supersede(): void {
    this.#isSuperseded = true;
    this.#controller.abort(SUPERSEDED);
  }

  /** It ends by itself. */
  get isPreset(): boolean {
    return this.request.input.call_preset !== undefined;
  }

  /** When it is stopped, in ms after the camera took it; a preset ends by itself. */
  get stopAfterMs(): number | undefined {
    return this.isPreset ? undefined : this.request.stopAfterMs;
  }

  /** Nothing waits for its answer any more. */
  dispose(): void {
    this.answer = undefined;
    this.#ignoreAbort();
  }
}
