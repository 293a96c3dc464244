import type { Timer } from '../core/clock';
import { CameraError, closed } from '../core/errors';
import type { Dispatcher, SendOptions } from '../dispatch/dispatcher';
import type { PendingReset } from './pending-actions';
import type { PendingLease } from './pending-store';
import { isOpen, readBack } from './relay-io';
import type { PulseClaim, PulseEnd, PulseOptions } from './relay-pulse';
import { RelayRest } from './relay-rest';
import { restOf, type Rest } from './relay-state';
import { RelayWrites, type RelayDoubt, type RelayWrite } from './relay-writes';
import { whenUnanswered } from './unanswered';

/** How the relay is set. */
export interface SetOptions {
  /** Reads back what was set. */
  readonly verify: boolean;
  /** Aborted, it is not set any more. */
  readonly signal?: AbortSignal;
}

/** The camera's one relay. */
export class RelayController {
  readonly #dispatcher: Dispatcher;
  readonly #writes: RelayWrites;
  readonly #rest: RelayRest;
  /** A pulse whose opening was sent and is not answered yet. */
  #opening: { readonly rest: Rest; readonly signal: AbortSignal } | undefined;
  /** Those that are not over. */
  readonly #settings = new Set<Promise<boolean>>();
  /** Resolves when an opening that is being written down was sent or given up. */
  #prepared: Promise<void> = Promise.resolve();

  /**
   * @param doubts what the relay was told before and may still do.
   * @param report is told of trouble that belongs to no pulse.
   */
  constructor(
    dispatcher: Dispatcher,
    lease: PendingLease<PendingReset>,
    doubts: Set<RelayDoubt>,
    report: (error: CameraError) => void,
  ) {
    this.#dispatcher = dispatcher;
    this.#writes = new RelayWrites(dispatcher, doubts);
    this.#rest = new RelayRest(dispatcher, this.#writes, lease, report);
    this.#rest.recover();
  }

  /** Whether the relay is open. */
  get(options: SendOptions = {}): Promise<boolean> {
    return isOpen(this.#dispatcher, options);
  }

  /** Opens or closes, and ends a running pulse. @throws CameraError also `NOT_APPLIED`. */
  set(open: boolean, options: SetOptions): Promise<boolean> {
    return this.#verified((inside) => this.#set({ open, verify: options.verify }, inside), options);
  }

  /** Reads, and sets the opposite. @throws CameraError also `NOT_APPLIED`. */
  toggle(options: SetOptions): Promise<boolean> {
    const { verify } = options;
    return this.#verified(
      async (inside) => this.#set({ open: !(await this.get(inside)), verify }, inside),
      options,
    );
  }

  /**
   * Leaves rest for a while. A pulse that runs is lengthened, without another opening.
   *
   * @returns once the relay has left rest; `end` tells how the pulse ended, and never rejects.
   */
  async pulse(options: PulseOptions): Promise<{ end: Promise<PulseEnd> }> {
    let claim: PulseClaim = { ...options, end: () => undefined };
    const end = new Promise<PulseEnd>((resolve) => (claim = { ...options, end: resolve }));
    const { signal } = options;
    const { verified } =
      this.#join(claim) ??
      (await this.#dispatcher.section('relay', { signal }, async (inside) => {
        return this.#join(claim) ?? (await this.#open(claim, inside));
      }));
    await verified;
    return { end };
  }

  /** Brings the relay to rest if a pulse with this signal runs, which is aborted. */
  async release(signal: AbortSignal): Promise<void> {
    const isRunning = this.#rest.hasClaim((claim) => claim.signal === signal);
    const rest =
      this.#opening?.signal === signal ? this.#opening.rest : isRunning && restOf(this.#rest.state);
    if (rest) await this.#rest.bringTo(rest);
    await this.#rest.written;
  }

  /** Brings the relay to rest if it owes that, and takes no more commands. */
  async close(): Promise<void> {
    // Not before it is known what is owed: an opening could come after the next client's rest, or not at all.
    await this.#prepared;
    this.#rest.handOver();
    const { state } = this.#rest;
    const isAway = state.name === 'pulsing' || state.name === 'resetting';
    const rest = this.#opening?.rest ?? (isAway ? state.rest : undefined);
    if (rest) await this.#rest.bringTo(rest);
    await this.#rest.written;
  }

  /** Resolves when what was set by now is over. */
  async answered(): Promise<void> {
    await Promise.allSettled(this.#settings);
  }

  /** Resolves when nothing is owed any more, or somebody else sees to it. */
  settled(): Promise<void> {
    return this.#rest.settled();
  }

  /** Makes a write in a section, and looks at what it has done; both count as one setting. */
  async #verified(set: (inside: SendOptions) => Promise<RelayWrite>, options: SetOptions): Promise<boolean> {
    const setting = this.#setAndLook(set, options);
    this.#settings.add(setting);
    try {
      return await setting;
    } finally {
      this.#settings.delete(setting);
    }
  }

  async #setAndLook(
    set: (inside: SendOptions) => Promise<RelayWrite>,
    { verify, signal }: SetOptions,
  ): Promise<boolean> {
    const write = await this.#dispatcher.section('relay', { signal }, set);
    // Whoever asked may have gone, but the relay was set.
    if (verify) await this.#readBack(write, { completes: true });
    return write.open;
  }

  async #set(to: Rest, options: SendOptions): Promise<RelayWrite> {
    const undo = this.#rest.followUpAt(to);
    // Written down before the camera can hear of it.
    if (undo) await this.#rest.written;
    const ended = this.#rest.beginWrite();
    let write: RelayWrite;
    try {
      // Of what nobody knows the rest of, closed is the safe side.
      write = await this.#writes.set(to.open, false, options);
    } catch (error) {
      if (CameraError.is(error) && error.isNotDone) undo?.();
      throw error;
    } finally {
      ended();
    }
    this.#rest.settleAt(to);
    return write;
  }

  #join(claim: PulseClaim): { verified: Promise<void> } | undefined {
    const { state } = this.#rest;
    if (state.name !== 'pulsing' || state.rest.open !== claim.restOpen || claim.signal.aborted)
      return undefined;
    this.#rest.joinPulse(state, claim);
    return state;
  }

  async #open(claim: PulseClaim, options: SendOptions): Promise<{ verified: Promise<void> }> {
    const { restOpen, verify, signal, durationMs } = claim;
    const rest = { open: restOpen, verify };
    let prepared = (): void => undefined;
    this.#prepared = new Promise((resolve) => (prepared = resolve));
    const ended = this.#rest.beginWrite();
    let overdue: Timer | undefined;
    // A pulse that runs towards the other side has a rest of its own.
    const isOthers = () => this.#rest.hasClaim((other) => other.restOpen !== restOpen);
    try {
      await this.#rest.foresee(rest);
      const onSending = () => {
        if (this.#rest.state.name === 'handed-over') throw closed();
        this.#opening = { rest, signal };
        prepared();
        overdue ??= whenUnanswered(this.#dispatcher, durationMs, () => {
          ended();
          if (!isOthers()) void this.#rest.bringTo(rest);
        });
      };
      const write = await this.#writes.set(!restOpen, restOpen, { ...options, onSending });
      // The pulse is timed from here, whatever reading back does.
      const verified = verify ? this.#readBack(write, { signal }) : Promise.resolve();
      this.#rest.beginPulse(claim, verified);
      return { verified };
    } catch (error) {
      if (isOthers() || (CameraError.is(error) && error.isNotDone)) this.#rest.unforesee();
      else void this.#rest.bringTo(rest);
      throw error;
    } finally {
      ended();
      this.#dispatcher.clock.cancel(overdue);
      this.#opening = undefined;
      prepared();
    }
  }

  #readBack(write: RelayWrite, options: SendOptions): Promise<void> {
    return readBack(this.#dispatcher, write, options);
  }
}
