import { CameraError } from '../core/errors';
import { LATE_EXECUTION_MS } from '../core/limits';
import type { Dispatcher, SendOptions } from '../dispatch/dispatcher';
import { setOpen } from './relay-io';

/** The relay was told something, or is being told. */
export interface RelayWrite {
  readonly open: boolean;
  /** The state that is restored if it should be carried out when it is not wanted any more. */
  readonly safeOpen: boolean;
  /** It ends a pulse, or takes back what was carried out late. */
  readonly isRest: boolean;
  /** Resolves once it is answered or given up. */
  readonly answered: Promise<void>;
  /** Aborted when the relay is told something else, but for the rest of the pulse that it begins. */
  readonly superseded: AbortSignal;
  /** The rest of the pulse that it begins was sent: that the relay is seen there proves nothing against it. */
  isEnded: boolean;
}

/** What was given up and may still be carried out until then, in ms since the epoch. */
export interface RelayDoubt extends Pick<RelayWrite, 'open' | 'safeOpen'> {
  readonly until: number;
}

/** Sends what the relay is told, and knows what of it may still be carried out. */
export class RelayWrites {
  readonly #dispatcher: Dispatcher;
  /** Sent by this client, and not answered yet. */
  readonly #onItsWay = new Set<RelayWrite>();
  readonly #doubts: Set<RelayDoubt>;
  /** Told whenever one is answered or given up. */
  onAnswer: () => void = () => undefined;
  /** Of what nothing else has superseded. */
  readonly #valid = new Map<RelayWrite, AbortController>();

  /** @param doubts of all clients of this camera, also of those that went away. */
  constructor(dispatcher: Dispatcher, doubts: Set<RelayDoubt>) {
    this.#dispatcher = dispatcher;
    this.#doubts = doubts;
  }

  /** Brings the relay to rest. @throws CameraError. */
  rest(open: boolean, options: SendOptions): Promise<RelayWrite> {
    return this.#send({ open, safeOpen: open, isRest: true }, options);
  }

  /** @throws CameraError; unless it `isNotDone`, the command may still be carried out. */
  set(open: boolean, safeOpen: boolean, options: SendOptions): Promise<RelayWrite> {
    return this.#send({ open, safeOpen, isRest: false }, options);
  }

  async #send(
    what: Pick<RelayWrite, 'open' | 'safeOpen' | 'isRest'>,
    options: SendOptions,
  ): Promise<RelayWrite> {
    const { open } = what;
    let settle = (): void => undefined;
    const answered = new Promise<void>((resolve) => (settle = resolve));
    const superseding = new AbortController();
    const write: RelayWrite = { ...what, answered, superseded: superseding.signal, isEnded: false };
    const onSending = (lost: CameraError | undefined) => {
      options.onSending?.(lost);
      if (!this.#valid.has(write)) this.#supersede(write);
      this.#valid.set(write, superseding);
      this.#onItsWay.add(write);
      // It goes out once more because the connection broke, and may be carried out by either.
      if (lost) this.#doubt(write);
    };
    try {
      await setOpen(this.#dispatcher, open, { ...options, onSending });
      return write;
    } catch (error) {
      if (!CameraError.is(error) || !error.isNotDone) this.#doubt(write);
      throw error;
    } finally {
      this.#onItsWay.delete(write);
      settle();
      this.onAnswer();
    }
  }

  /** A slow relay shows that it was opened when it is closed already. */
  #supersede(by: RelayWrite): void {
    for (const [write, superseding] of this.#valid) {
      write.isEnded = by.isRest && write.open !== by.open && write.safeOpen === by.open;
      if (write.isEnded) continue;
      this.#valid.delete(write);
      superseding.abort();
    }
  }

  #doubt({ open, safeOpen }: RelayWrite): void {
    this.expect(open, safeOpen, this.#clock.now() + LATE_EXECUTION_MS);
  }

  /** Something that was sent by somebody else, or before, may still be carried out. */
  expect(open: boolean, safeOpen: boolean, until: number): void {
    this.#doubts.add({ open, safeOpen, until });
  }

  /** What is not answered yet and would bring the relay out of this state. */
  onItsWayFrom(open: boolean): RelayWrite | undefined {
    return [...this.#onItsWay].find((write) => write.open !== open);
  }

  /**
   * Until when the relay may still be brought out of this state by what is not wanted any more, in ms since the
   * epoch; 0 if it cannot. Closed is threatened by whatever opens; open only by what leaves rest there, since nobody
   * wants a gate to be opened by a guess.
   */
  threatUntil(open: boolean): number {
    const now = this.#clock.now();
    for (const doubt of this.#doubts) if (doubt.until <= now) this.#doubts.delete(doubt);
    const isThreat = (write: Pick<RelayWrite, 'open' | 'safeOpen'>) =>
      write.open !== open && (!open || write.safeOpen === open);
    const given = [...this.#doubts].filter(isThreat).map(({ until }) => until);
    const isOnItsWay = [...this.#onItsWay].some(isThreat);
    return Math.max(0, ...given, isOnItsWay ? this.#dispatcher.expiry() + LATE_EXECUTION_MS : 0);
  }

  get #clock() {
    return this.#dispatcher.clock;
  }
}
