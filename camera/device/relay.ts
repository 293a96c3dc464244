import type { Dispatcher, SendOptions } from '../dispatch/dispatcher';
import { isOpen, readBack, setOpen } from './relay-io';
import type { Timer } from '../core/clock';
import { Priority } from '../commands/schema';
import type { PendingResetLease } from './pending-resets';
import { RetryTask, type OnTrouble, type Outcome } from './retry-task';
import { CameraError, closed } from '../core/errors';
import { Queue } from './turn-queue';

/** What a pulse is to do, and who asked for it. */
export interface PulseOptions {
  /** How long the relay stays away from rest, in ms, counted from the camera's answer. */
  readonly durationMs: number;
  /** The state it returns to. */
  readonly restOpen: boolean;
  readonly verify: boolean;
  /** Aborted, it does not begin any more; see `release` for one that has. */
  readonly signal: AbortSignal;
  /** Told, once, that the relay could not be brought to rest on time, and when that is made up for. */
  readonly onTrouble: OnTrouble;
}

/** How the relay is set. */
export interface SetOptions {
  /** Reads back what was set. */
  readonly verify: boolean;
  /** Aborted, it is not set any more. */
  readonly signal?: AbortSignal;
}

/**
 * How a pulse ended: back at rest, by an explicit command that left the relay elsewhere, or with its client, so
 * that the next one makes up for the rest.
 */
export type PulseEnd = 'completed' | 'interrupted' | 'handed-over';

interface Pulse extends PulseOptions {
  readonly end: (how: PulseEnd) => void;
}

/**
 * The camera's one relay. Commands are carried out one after the other, so that reading back tells the truth.
 * What is owed to rest goes first, waits for ever, and is tried until the camera took it.
 */
export class RelayController {
  readonly #channel: Dispatcher;
  readonly #turns: Queue;
  readonly #rest: RetryTask;
  readonly #debt: PendingResetLease;
  /** The pulse whose rest is owed: from before the camera could have heard of it until it is known to be over. */
  #owed: PulseOptions | undefined;
  /** When the book says the same: whoever ends before that finds an old debt at the next start. */
  #written: Promise<void> = Promise.resolve();
  #pulses: Pulse[] = [];
  #endsAt = 0;
  #closing = false;
  #timer: Timer | undefined;
  /** Tells all whose pulse is not over; always the same, so that they are told once. */
  readonly #report: OnTrouble = (error, ended) => {
    const told = new Set([this.#owed, ...this.#pulses].map((pulse) => pulse?.onTrouble));
    for (const onTrouble of told) onTrouble?.(error, ended);
  };

  constructor(channel: Dispatcher, debt: PendingResetLease, report: (error: CameraError) => void) {
    this.#channel = channel;
    this.#debt = debt;
    this.#turns = new Queue(1, channel.clock);
    this.#rest = new RetryTask(
      () => this.#turns.run({ priority: Priority.Safety, work: () => this.#returnToRest() }),
      channel.clock,
    );
    this.#inherit(report);
  }

  /** Makes up for a rest that somebody else left owing, be it this process before it was killed. */
  #inherit(onTrouble: (error: CameraError) => void): void {
    const owed = this.#debt.recovered;
    if (!owed) return;
    this.#owed = {
      durationMs: 0,
      restOpen: owed.open,
      verify: owed.verify,
      signal: new AbortController().signal,
      onTrouble,
    };
    void this.#restore();
  }

  /** Whether the relay is open. */
  get(options: SendOptions = {}): Promise<boolean> {
    return isOpen(this.#channel, options);
  }

  /** Opens or closes, and ends a running pulse. @throws CameraError also `NOT_APPLIED`. */
  set(open: boolean, { verify, signal }: SetOptions): Promise<boolean> {
    return this.#turn(signal, (expiresAt) => this.#apply(open, verify, { expiresAt, signal }));
  }

  /** Reads, and sets the opposite. */
  toggle({ verify, signal }: SetOptions): Promise<boolean> {
    return this.#turn(signal, async (expiresAt, stillFresh) => {
      const open = await this.get({ expiresAt, signal });
      stillFresh();
      return this.#apply(!open, verify, { expiresAt, signal });
    });
  }

  /**
   * Leaves rest for a while. A pulse that runs is lengthened, without another opening.
   *
   * @returns once the relay has left rest; `end` tells how the pulse ended, and never rejects.
   */
  async pulse(options: PulseOptions): Promise<{ end: Promise<PulseEnd> }> {
    return this.#turn(options.signal, async (expiresAt, stillFresh) => {
      // Once it is to end, the relay may be at rest already, whatever was answered.
      const runs = this.#pulses[0]?.restOpen === options.restOpen && !this.#rest.isPending;
      const since = runs ? this.#channel.clock.now() : await this.#leaveRest(options, expiresAt, stillFresh);
      const end = new Promise<PulseEnd>((resolve) => this.#pulses.push({ ...options, end: resolve }));
      this.#restAt(since + options.durationMs);
      return { end };
    });
  }

  /** @returns when the camera answered, in ms since the epoch: from then on the pulse counts. */
  async #leaveRest(pulse: PulseOptions, expiresAt: number, stillFresh: () => void): Promise<number> {
    const before = this.#owed;
    await this.#owe(pulse);
    try {
      stillFresh();
      await setOpen(this.#channel, !pulse.restOpen, { expiresAt, signal: pulse.signal });
    } catch (error) {
      if (CameraError.is(error) && error.isNotDone) await this.#owe(before);
      else void this.#restore();
      throw error;
    }
    const since = this.#channel.clock.now();
    try {
      if (pulse.verify) await readBack(this.#channel, !pulse.restOpen, { signal: pulse.signal });
    } catch (error) {
      void this.#restore();
      throw error;
    }
    // A pulse towards the other side is over.
    this.#endPulses(!pulse.restOpen, ({ restOpen }) => restOpen !== pulse.restOpen);
    this.#endsAt = 0;
    return since;
  }

  /** Written down before the camera can hear of it, so that even a killed process is made up for. */
  #owe(pulse: PulseOptions | undefined): Promise<void> {
    this.#owed = pulse;
    this.#written = this.#debt.write(pulse && { open: pulse.restOpen, verify: pulse.verify });
    return this.#written;
  }

  #restAt(end: number): void {
    const { clock } = this.#channel;
    this.#rest.cancel();
    this.#endsAt = Math.max(this.#endsAt, end);
    clock.cancel(this.#timer);
    this.#timer = clock.after(Math.max(0, this.#endsAt - clock.now()), () => void this.#restore());
  }

  /** Brings the relay to rest if a pulse with this signal runs, which is aborted. */
  async release(signal: AbortSignal): Promise<void> {
    this.#turns.withdraw(signal, closed());
    await this.#afterTheTurn();
    if (this.#owed?.signal === signal || this.#pulses.some((pulse) => pulse.signal === signal))
      await this.#restore();
    await this.#written;
  }

  /** Brings the relay to rest if it owes that, and takes no more commands. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#turns.close(closed(), { sparingRest: true });
    await this.#afterTheTurn();
    // Not before it is known what is owed: an opening under way could come after the heir's rest, or not at all.
    this.#debt.handOver();
    if (this.#owed) await this.#restore();
    await this.#written;
  }

  /** Waits for the command that is being carried out. */
  #afterTheTurn(): Promise<void> {
    return this.#turns.run({ priority: Priority.Safety, work: () => Promise.resolve() });
  }

  #restore(): Promise<Outcome> {
    this.#channel.clock.cancel(this.#timer);
    return this.#rest.run(this.#report);
  }

  async #returnToRest(): Promise<Outcome> {
    // An explicit command or another pulse may have come before, or whoever was configured anew for this camera.
    if (!this.#rest.isPending || !this.#owed) return undefined;
    const isMine = () => !this.#closing || this.#debt.isCurrent();
    if (!isMine()) return this.#leave();
    const { restOpen, verify } = this.#owed;
    const onSending = () => {
      if (!isMine()) throw closed();
    };
    try {
      await this.#apply(restOpen, verify, { priority: Priority.Safety, onSending });
    } catch (error) {
      // Nobody can mend the password of a client that is gone; who comes next finds the debt in the book.
      if (this.#closing && CameraError.is(error, 'AUTH_FAILED')) return this.#leave();
      // A camera that cannot read its relay took the command; there is no more to be had from it.
      if (!CameraError.is(error, 'NOT_APPLIED') || error.reason === undefined) throw error;
      this.#settle(restOpen);
    }
    return undefined;
  }

  async #turn<T>(
    signal: AbortSignal | undefined,
    work: (expiresAt: number, stillFresh: () => void) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted) throw closed();
    const expiresAt = this.#channel.expiry();
    return this.#turns.run({
      priority: Priority.Command,
      expiresAt,
      owner: signal,
      work: (stillFresh) => work(expiresAt, stillFresh),
    });
  }

  async #apply(open: boolean, verify: boolean, options: SendOptions): Promise<boolean> {
    await setOpen(this.#channel, open, options);
    if (verify) await readBack(this.#channel, open, { priority: options.priority, signal: options.signal });
    this.#settle(open);
    return open;
  }

  /** The relay is where it was asked to be: nothing is owed any more. */
  #settle(open: boolean): void {
    this.#channel.clock.cancel(this.#timer);
    void this.#owe(undefined);
    this.#endsAt = 0;
    this.#rest.cancel();
    this.#endPulses(open, () => true);
  }

  #endPulses(open: boolean, which: (pulse: Pulse) => boolean): void {
    const ending = this.#pulses.filter(which);
    this.#pulses = this.#pulses.filter((pulse) => !which(pulse));
    for (const pulse of ending) pulse.end(open === pulse.restOpen ? 'completed' : 'interrupted');
  }

  /** What is owed is somebody else's to give, and stays in the book. */
  #leave(): Outcome {
    this.#channel.clock.cancel(this.#timer);
    this.#owed = undefined;
    for (const { end } of this.#pulses.splice(0)) end('handed-over');
    return closed();
  }
}
