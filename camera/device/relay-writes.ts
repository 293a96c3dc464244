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
  /** Until when it may still be carried out, in ms since the epoch; endless until it is answered. */
  until: number;
  /** Resolves once it is answered or given up. */
  readonly answered: Promise<void>;
  /** Aborted when the relay is told something else, but for the rest of the pulse that it begins. */
  readonly superseded: AbortSignal;
}

/** Sends what the relay is told, and knows what of it may still be carried out. */
export class RelayWrites {
  readonly #dispatcher: Dispatcher;
  /** Those that were sent, and not answered so that they are surely over. */
  readonly #unsettled = new Set<RelayWrite>();
  /** Told whenever one is answered or given up. */
  onAnswer: () => void = () => undefined;
  /** Of what nothing else has superseded. */
  readonly #valid = new Map<RelayWrite, AbortController>();

  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
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
    const { open, safeOpen } = what;
    let settle = (): void => undefined;
    const answered = new Promise<void>((resolve) => (settle = resolve));
    const superseding = new AbortController();
    const write: RelayWrite = { ...what, until: Infinity, answered, superseded: superseding.signal };
    const onSending = (lost: CameraError | undefined) => {
      options.onSending?.(lost);
      if (!this.#valid.has(write)) this.#supersede(write);
      this.#valid.set(write, superseding);
      this.#unsettled.add(write);
      // It goes out once more because the connection broke, and may be carried out by either.
      if (lost) this.expect(open, safeOpen, this.#clock.now() + LATE_EXECUTION_MS);
    };
    try {
      await setOpen(this.#dispatcher, open, { ...options, onSending });
      this.#unsettled.delete(write);
      return write;
    } catch (error) {
      if (CameraError.is(error) && error.isNotDone) this.#unsettled.delete(write);
      else write.until = this.#clock.now() + LATE_EXECUTION_MS;
      throw error;
    } finally {
      settle();
      this.onAnswer();
    }
  }

  /** A slow relay shows that it was opened when it is closed already. */
  #supersede(by: RelayWrite): void {
    for (const [write, superseding] of this.#valid) {
      if (by.isRest && write.open !== by.open && write.safeOpen === by.open) continue;
      this.#valid.delete(write);
      superseding.abort();
    }
  }

  /** Something that was sent by somebody else, or before, may still be carried out. */
  expect(open: boolean, safeOpen: boolean, until: number): void {
    this.#unsettled.add({
      open,
      safeOpen,
      isRest: false,
      until,
      answered: Promise.resolve(),
      superseded: AbortSignal.abort(),
    });
  }

  /** What is not answered yet and would bring the relay out of this state. */
  onItsWayFrom(open: boolean): RelayWrite | undefined {
    return [...this.#unsettled].find((write) => write.open !== open && write.until === Infinity);
  }

  /**
   * Until when the relay may still be brought out of this state by what is not wanted any more, in ms since the
   * epoch; 0 if it cannot.
   */
  threatUntil(open: boolean): number {
    const now = this.#clock.now();
    for (const write of this.#unsettled) if (write.until <= now) this.#unsettled.delete(write);
    const threats = [...this.#unsettled].filter((write) => write.open !== open && write.safeOpen === open);
    const latest = now + this.#dispatcher.camera.timeoutMs + LATE_EXECUTION_MS;
    return Math.max(0, ...threats.map(({ until }) => Math.min(until, latest)));
  }

  get #clock() {
    return this.#dispatcher.clock;
  }
}
