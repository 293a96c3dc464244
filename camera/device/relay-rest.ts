import { CameraError, closed } from '../core/errors';
import { COMMAND_TIMEOUT_MS, LATE_EXECUTION_MS } from '../core/limits';
import { waitAtMost } from '../core/timing';
import { Priority } from '../commands/schema';
import type { Dispatcher } from '../dispatch/dispatcher';
import { FollowUp } from './follow-up';
import type { PendingReset } from './pending-actions';
import type { PendingLease } from './pending-store';
import { isOpen, readBack } from './relay-io';
import type { PulseClaim } from './relay-pulse';
import { restOf, type Pulsing, type RelayState, type Rest } from './relay-state';
import type { RelayWrites } from './relay-writes';
import { attemptTimeout, RetryTask, type OnTrouble, type Outcome } from './retry-task';

/**
 * Brings the relay to rest: when a pulse is over, until the camera has taken it, and again as long as a command that
 * nobody wants any more may still bring it away. Knows of each pulse that is not over, and keeps it written down.
 */
export class RelayRest {
  readonly #dispatcher: Dispatcher;
  readonly #writes: RelayWrites;
  readonly #lease: PendingLease<PendingReset>;
  readonly #report: (error: CameraError) => void;
  readonly #reset: RetryTask;
  readonly #followUp: FollowUp;
  #state: RelayState = { name: 'idle' };
  /** Aborted when the state is left. */
  #left = new AbortController();
  #claims: PulseClaim[] = [];
  #recorded: PendingReset | undefined;
  #written: Promise<void> = Promise.resolve();
  /** How many commands are under way that may be to bring the relay away from rest. */
  #underWay = 0;
  #isClosing = false;
  #whenSettled: (() => void)[] = [];
  /** Tells all whose pulse is not over; always the same, so that they are told once. */
  readonly #tell: OnTrouble = (error, ended) => {
    const told = new Set(this.#claims.map(({ onTrouble }) => onTrouble));
    if (told.size === 0) this.#report(error);
    for (const onTrouble of told) onTrouble(error, ended);
  };

  /** @param report is told of trouble that belongs to no pulse. */
  constructor(
    dispatcher: Dispatcher,
    writes: RelayWrites,
    lease: PendingLease<PendingReset>,
    report: (error: CameraError) => void,
  ) {
    const { clock } = dispatcher;
    this.#dispatcher = dispatcher;
    this.#writes = writes;
    this.#lease = lease;
    this.#report = report;
    this.#reset = new RetryTask((failures) => this.#attempt(failures), clock);
    const isOver = () => !this.#isThreatened();
    const onOver = () => this.#become({ name: 'idle' });
    this.#followUp = new FollowUp({ check: () => this.#check(), isOver, onOver }, clock);
    writes.onAnswer = () => this.#followUp.hurry();
  }

  /** Makes up for what another client, perhaps of a process that was killed, has left. */
  recover(): void {
    const { recovered } = this.#lease;
    if (!recovered) return;
    const { open, until = 0 } = recovered;
    this.#recorded = recovered;
    this.#writes.expect(!open, open, Math.min(until, this.#dispatcher.clock.now() + LATE_EXECUTION_MS));
    void this.bringTo(recovered);
  }

  get state(): RelayState {
    return this.#state;
  }

  /** When the disk says what is owed: whoever ends before that finds an old record at the next start. */
  get written(): Promise<void> {
    return this.#written;
  }

  /** Whether a pulse is not over that `which` finds. */
  hasClaim(which: (claim: PulseClaim) => boolean): boolean {
    return this.#claims.some(which);
  }

  /** Writes down where the relay belongs before it leaves rest. Resolves once it is safe on the disk. */
  foresee(rest: Rest): Promise<void> {
    const { clock, camera } = this.#dispatcher;
    const present = restOf(this.#state);
    // What runs towards the other side stays written down until it is surely over.
    if (!present || present.open === rest.open)
      this.#write({ ...rest, until: clock.now() + camera.timeoutMs + LATE_EXECUTION_MS });
    return this.#written;
  }

  /** It did not leave rest. */
  unforesee(): void {
    this.#record();
  }

  /** The relay has left rest for a pulse. One towards the other side is over. */
  beginPulse(claim: PulseClaim, verified: Promise<void>): void {
    const { restOpen, verify, durationMs } = claim;
    const { clock } = this.#dispatcher;
    this.#endClaims(!restOpen, (other) => other.restOpen !== restOpen);
    const state: Pulsing = { name: 'pulsing', rest: { open: restOpen, verify }, verified, endsAt: 0 };
    this.#become(state);
    this.joinPulse(state, claim);
    // Its node or this client went while the camera answered.
    if (claim.signal.aborted || this.#isClosing) void this.bringTo(state.rest);
    else this.#restAt(state, clock.now() + durationMs);
  }

  joinPulse(state: Pulsing, claim: PulseClaim): void {
    this.#claims.push(claim);
    this.#restAt(state, this.#dispatcher.clock.now() + claim.durationMs);
  }

  #restAt(state: Pulsing, endsAt: number): void {
    const { clock } = this.#dispatcher;
    clock.cancel(state.timer);
    state.endsAt = Math.max(state.endsAt, endsAt);
    this.#lease.hold(state.endsAt);
    state.timer = clock.after(Math.max(0, state.endsAt - clock.now()), () => {
      // Another camera node for the same camera may have a longer pulse.
      const others = this.#lease.heldByOthers(({ open }) => open === state.rest.open);
      if (others > clock.now()) this.#restAt(state, others);
      else void this.bringTo(state.rest);
    });
  }

  /** Brings it there from now on. @returns when an attempt that began after this call has succeeded. Never rejects. */
  bringTo(rest: Rest): Promise<Outcome> {
    if (this.#state.name === 'handed-over') return Promise.resolve(closed());
    const isUnderWay = this.#state.name === 'resetting' && this.#state.rest.open === rest.open;
    if (!isUnderWay) this.#become({ name: 'resetting', rest });
    return this.#reset.run(this.#tell);
  }

  /** It was brought there, by whatever command: all pulses are over. */
  settleAt(rest: Rest): void {
    this.#endClaims(rest.open, () => true);
    this.#become(this.#writes.threatUntil(rest.open) > 0 ? { name: 'followed-up', rest } : { name: 'idle' });
  }

  /**
   * Somebody is about to bring it there, out of the reach of a command in doubt.
   *
   * @returns what takes that back; nothing if there was no doubt, or it is followed up anyway.
   */
  followUpAt(rest: Rest): (() => void) | undefined {
    if (this.#state.name !== 'idle' || this.#writes.threatUntil(rest.open) === 0) return undefined;
    const state: RelayState = { name: 'followed-up', rest };
    this.#become(state);
    return () => {
      if (this.#state === state) this.#become({ name: 'idle' });
    };
  }

  /**
   * The relay is being told something, which is not to be taken for what was given up.
   *
   * @returns what is called once that is answered, or given up as well.
   */
  beginWrite(): () => void {
    this.#underWay += 1;
    let end = (): void => void (this.#underWay -= 1);
    return () => {
      end();
      end = () => undefined;
    };
  }

  /** The client is closing: whoever leases next takes over what is owed. */
  handOver(): void {
    this.#isClosing = true;
    this.#recorded = undefined;
    this.#record();
    this.#lease.handOver(() => this.#become({ name: 'handed-over' }));
  }

  /** Resolves when nothing is owed any more, or somebody else sees to it. */
  async settled(): Promise<void> {
    if (!this.#isSettled()) await new Promise<void>((resolve) => this.#whenSettled.push(resolve));
  }

  async #attempt(failures: number): Promise<Outcome> {
    const state = this.#state;
    // An explicit command or another pulse may have come before.
    if (state.name !== 'resetting') return undefined;
    const { rest } = state;
    const timeoutMs = attemptTimeout(this.#dispatcher.camera.timeoutMs, failures);
    try {
      await this.#send(rest, timeoutMs);
      const opening = this.#writes.onItsWayFrom(rest.open);
      // On another connection it may arrive after the rest; if it hangs, it is followed up.
      if (opening) await waitAtMost(this.#dispatcher.clock, COMMAND_TIMEOUT_MS, opening.answered);
      if (opening && this.#state === state) await this.#send(rest, timeoutMs);
    } catch (error) {
      if (this.#state !== state) return undefined;
      // Nobody can mend the password of a client that is gone; who comes next finds it written down.
      if (!this.#isClosing || !CameraError.is(error, 'AUTH_FAILED')) throw error;
      this.#become({ name: 'handed-over' });
    }
    if (this.#state === state) this.settleAt(rest);
    return undefined;
  }

  async #send({ open, verify }: Rest, timeoutMs: number): Promise<void> {
    const options = { signal: this.#left.signal, priority: Priority.Safety, timeoutMs };
    const write = await this.#writes.rest(open, options);
    try {
      if (verify) await readBack(this.#dispatcher, write, options);
    } catch (error) {
      // A camera that cannot read its relay took the command; there is no more to be had from it.
      if (!CameraError.is(error, 'NOT_APPLIED') || error.reason === undefined) throw error;
    }
  }

  /** Whether the relay is at rest; brings it there if not. */
  async #check(): Promise<boolean> {
    const state = this.#state;
    if (state.name !== 'followed-up') return true;
    const { open } = state.rest;
    const timeoutMs = attemptTimeout(this.#dispatcher.camera.timeoutMs, 0);
    const options = { signal: this.#left.signal, priority: Priority.Safety, timeoutMs };
    const found = await isOpen(this.#dispatcher, options).catch((error: unknown) => {
      if (!CameraError.is(error) || !error.isRefusal) throw error;
      return undefined;
    });
    if (found === open || this.#state !== state) return true;
    if (this.#underWay > 0) return false;
    // Another camera node for the same camera has opened it for a pulse.
    if (this.#lease.heldByOthers((other) => other.open === open) > this.#dispatcher.clock.now()) return true;
    if (found !== undefined) this.#report(this.#carriedOutLate(open));
    await this.#writes.rest(open, options);
    return found === undefined;
  }

  #carriedOutLate(open: boolean): CameraError {
    const [done, undone] = open ? ['closed', 'opened'] : ['opened', 'closed'];
    const detail = `the camera has ${done} the relay by a command that was given up; it is ${undone} again`;
    return this.#dispatcher.problem('relay', 'NOT_APPLIED', detail);
  }

  #isThreatened(): boolean {
    const rest = restOf(this.#state);
    return rest !== undefined && this.#writes.threatUntil(rest.open) > 0;
  }

  #endClaims(open: boolean, which: (claim: PulseClaim) => boolean): void {
    const ending = this.#claims.filter(which);
    this.#claims = this.#claims.filter((claim) => !which(claim));
    for (const claim of ending) claim.end(open === claim.restOpen ? 'completed' : 'interrupted');
  }

  /** The one place where the state changes. */
  #become(next: RelayState): void {
    const former = this.#state;
    const left = this.#left;
    this.#state = next;
    this.#left = new AbortController();
    left.abort();
    if (former.name === 'pulsing') this.#dispatcher.clock.cancel(former.timer);
    this.#lease.hold(0);
    if (next.name === 'followed-up') this.#followUp.start();
    else this.#followUp.stop();
    if (next.name !== 'resetting') this.#reset.cancel(next.name === 'handed-over' ? closed() : undefined);
    if (next.name === 'handed-over') for (const { end } of this.#claims.splice(0)) end('handed-over');
    else this.#record();
    if (this.#isSettled()) for (const tell of this.#whenSettled.splice(0)) tell();
  }

  #isSettled(): boolean {
    return this.#state.name === 'idle' || this.#state.name === 'handed-over';
  }

  /** Writes down what is owed in this state. */
  #record(): void {
    const rest = restOf(this.#state);
    const until = rest ? this.#writes.threatUntil(rest.open) : 0;
    this.#write(rest && { open: rest.open, verify: rest.verify, ...(until > 0 ? { until } : {}) });
  }

  #write(record: PendingReset | undefined): void {
    const { open, verify, until = 0 } = this.#recorded ?? {};
    // A record that has a command followed up for too long does no harm.
    if (open === record?.open && verify === record?.verify && until >= (record?.until ?? 0)) return;
    this.#recorded = record;
    this.#written = this.#lease.write(record);
  }
}
