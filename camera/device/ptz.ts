import { abortReason } from '../core/abort';
import { CameraError, closed } from '../core/errors';
import { COMMAND_TIMEOUT_MS, LATE_EXECUTION_MS, MOTOR_DENIALS } from '../core/limits';
import { waitAtMost } from '../core/timing';
import type { Dispatcher } from '../dispatch/dispatcher';
import { FollowUp } from './follow-up';
import { Movement, type Move } from './movement';
import type { PendingStop } from './pending-actions';
import type { PendingLease } from './pending-store';
import { movementOf, type PtzState } from './ptz-state';
import { attemptTimeout, RetryTask, type OnTrouble, type Outcome } from './retry-task';
import { whenUnanswered } from './unanswered';

/**
 * The camera's motors. Of the movements that wait only the newest is sent; stop overtakes them all and is sent until
 * the camera has taken it. Whatever becomes of a movement that may have begun, it is stopped, and stopped again as
 * long as it may still be carried out.
 */
export class PtzController {
  readonly #dispatcher: Dispatcher;
  readonly #lease: PendingLease<PendingStop>;
  readonly #stop: RetryTask;
  readonly #followUp: FollowUp;
  #state: PtzState = { name: 'idle' };
  /** Asked for last, and not answered yet. */
  #newest: Movement | undefined;
  /** Where the newest movement waits: one that is asked for every half second keeps its place. */
  readonly #place = {};
  /** Until when a movement that was given up may still be carried out, in ms since the epoch. */
  #lateUntil = 0;
  #recorded: PendingStop | undefined;
  /** The camera has motors: it took a movement, or a stop. */
  #isKnown = false;
  #denials = 0;
  #isClosing = false;
  #whenSettled: (() => void)[] = [];

  /** @param report is told of trouble with a movement that was left by another client. */
  constructor(dispatcher: Dispatcher, lease: PendingLease<PendingStop>, report: OnTrouble) {
    const { clock } = dispatcher;
    this.#dispatcher = dispatcher;
    this.#lease = lease;
    this.#stop = new RetryTask((failures) => this.#attemptStop(failures), clock);
    const isOver = () => clock.now() >= this.#lateUntil;
    const onOver = () => this.#become({ name: 'idle' });
    this.#followUp = new FollowUp({ check: () => this.#stopAgain(), isOver, onOver }, clock);
    const { recovered } = lease;
    if (!recovered) return;
    this.#recorded = recovered;
    this.#lateUntil = Math.min(recovered.until ?? 0, clock.now() + LATE_EXECUTION_MS);
    const { signal } = new AbortController();
    this.#become({ name: 'moving', movement: new Movement({ input: {}, signal, onTrouble: report }) });
    void this.#halt();
  }

  /**
   * Moves, once a stop that is under way has been taken.
   *
   * @returns whether it was sent; a newer movement or a stop may have taken its place.
   */
  async move(request: Move): Promise<boolean> {
    if (request.signal.aborted) throw abortReason(request.signal);
    const expiresAt = this.#dispatcher.expiry();
    const movement = new Movement(request);
    const former = this.#newest;
    this.#newest = movement;
    try {
      // A preset that was never set lets an older movement go on, which would have lost its end.
      if (movement.isPreset && this.#state.name === 'moving') void this.#halt();
      if (this.#stop.isPending) {
        former?.supersede();
        await this.#stopTaken();
        if (movement.isSuperseded) return false;
      }
      movement.answer = this.#send(movement, expiresAt);
      // Not before: the newer has its place in the queue.
      former?.supersede();
      await movement.answer;
      this.#hasBegun(movement);
      return true;
    } catch (error) {
      this.#hasFailed(movement, error);
      if (movement.isSuperseded) return false;
      throw error;
    } finally {
      movement.dispose();
      if (this.#newest === movement) this.#newest = undefined;
    }
  }

  /**
   * Goes to a preset, or makes or deletes one. Going there takes the place of other movements.
   *
   * @returns whether it was sent.
   */
  async preset(preset: Omit<Move, 'stopAfterMs'>): Promise<boolean> {
    const { input, signal } = preset;
    if (input.call_preset !== undefined) return this.move(preset);
    await this.#dispatcher.write('ptz', input, { signal });
    return true;
  }

  /**
   * Stops whatever moves, and drops what waits.
   *
   * @param onTrouble is told, once, if that fails, and when it is made up for.
   * @throws CameraError `NOT_SUPPORTED` or `AUTH_FAILED` if nothing was moved from here, and anything once the
   *   client is closing; any other failure is made up for.
   */
  async stop(onTrouble: OnTrouble): Promise<void> {
    this.#newest?.supersede();
    const refusal = await this.#halt(onTrouble);
    if (refusal) throw refusal;
  }

  /** Stops what moves with this signal, which is aborted. */
  async release(signal: AbortSignal): Promise<void> {
    if (movementOf(this.#state)?.request.signal === signal) await this.#halt();
  }

  /** Stops what moves. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#lease.handOver(() => this.#become({ name: 'handed-over' }));
    if (this.#state.name === 'moving' || this.#state.name === 'stopping') await this.#halt();
  }

  /** Resolves when nothing is to be stopped any more, or somebody else sees to it. */
  async settled(): Promise<void> {
    if (!this.#isSettled()) await new Promise<void>((resolve) => this.#whenSettled.push(resolve));
  }

  #send(movement: Movement, expiresAt: number): Promise<unknown> {
    return this.#dispatcher.write('ptz', movement.request.input, {
      expiresAt,
      signal: movement.signal,
      replaces: this.#place,
      onSending: () => this.#begin(movement),
    });
  }

  /** @throws CameraError `STALE` if the camera did not take the stop in time. */
  async #stopTaken(): Promise<void> {
    const { clock, camera } = this.#dispatcher;
    await waitAtMost(clock, camera.timeoutMs, this.#stop.attach());
    if (this.#stop.isPending)
      throw this.#dispatcher.problem('ptz', 'STALE', 'the stop before it was not taken in time');
  }

  /** From here on the camera may have heard of it, and the older movement's end would cut it short. */
  #begin(movement: Movement): void {
    // After a lost session it is sent once more.
    if (movementOf(this.#state) === movement) return;
    movement.hasReplaced = this.#state.name === 'moving' || this.#state.name === 'stopping';
    const timer = whenUnanswered(this.#dispatcher, movement.stopAfterMs, () => void this.#halt());
    this.#become({ name: 'moving', movement, timer });
  }

  /** The camera has taken it. */
  #hasBegun(movement: Movement): void {
    this.#isKnown = true;
    const state = this.#state;
    if (state.name !== 'moving' || state.movement !== movement) return;
    const { clock } = this.#dispatcher;
    const { stopAfterMs } = movement;
    clock.cancel(state.timer);
    if (movement.isPreset) this.#become({ name: 'idle' });
    else if (stopAfterMs !== undefined) state.timer = clock.after(stopAfterMs, () => void this.#halt());
  }

  #hasFailed(movement: Movement, error: unknown): void {
    const isNothing = CameraError.is(error) && error.isNotDone;
    const isAnswered = CameraError.is(error, 'CAMERA_FAULT') && error.isRefusal;
    if (!isNothing && !isAnswered) this.#lateUntil = this.#dispatcher.clock.now() + LATE_EXECUTION_MS;
    // Some cameras refuse one axis after another has begun to move.
    const isRefused = isAnswered && !movement.isPreset;
    movement.isRefused = isRefused && !movement.hasReplaced;
    // Nothing was sent of it, or it is being stopped already.
    if (this.#state.name !== 'moving' || this.#state.movement !== movement) return;
    if (isNothing && !isRefused && !movement.hasReplaced) this.#endStill(false);
    else void this.#halt();
  }

  #halt(...onTrouble: OnTrouble[]): Promise<Outcome> {
    if (this.#state.name === 'handed-over') return Promise.resolve(closed());
    const movement = movementOf(this.#state);
    const told = movement ? [...onTrouble, movement.request.onTrouble] : onTrouble;
    const isUnderWay = this.#state.name === 'stopping' && movement !== undefined;
    if (this.#state.name !== 'stopping')
      this.#become({ name: 'stopping', movement, left: new AbortController() });
    return isUnderWay ? this.#stop.attach(...told) : this.#stop.run(...told);
  }

  async #attemptStop(failures: number): Promise<Outcome> {
    const state = this.#state;
    // A movement may have begun since, which has an end of its own.
    if (state.name !== 'stopping') return undefined;
    const { movement } = state;
    const { signal } = state.left;
    let refusal: Outcome;
    try {
      await this.#writeStop(failures, signal);
      if (movement?.answer) {
        // On another connection it may arrive after the stop; if it hangs, it is followed up.
        const answered = movement.answer.catch(() => undefined);
        await waitAtMost(this.#dispatcher.clock, COMMAND_TIMEOUT_MS, answered);
        if (movement.isOnItsWay) this.#lateUntil = this.#dispatcher.expiry() + LATE_EXECUTION_MS;
        await this.#writeStop(failures, signal);
      }
      this.#isKnown = true;
    } catch (error) {
      if (this.#state !== state) return undefined;
      if (!this.#isFinal(error, movement)) throw error;
      refusal = error;
    }
    if (this.#state !== state) return refusal;
    if (refusal) this.#abandon(refusal, movement);
    else this.#endStill();
    return refusal;
  }

  async #writeStop(failures: number, signal?: AbortSignal): Promise<void> {
    const timeoutMs = attemptTimeout(this.#dispatcher.camera.timeoutMs, failures);
    await this.#dispatcher.write('ptzStop', { stop: 1 }, { signal, timeoutMs });
  }

  /** Once more, for a movement that may be carried out late. */
  async #stopAgain(): Promise<boolean> {
    await this.#writeStop(0).catch((error: unknown) => {
      if (!CameraError.is(error, 'NOT_SUPPORTED')) throw error;
    });
    return true;
  }

  /** Nothing was moved, or there are no motors; or who is gone has a password that only others can mend. */
  #isFinal(error: unknown, movement: Movement | undefined): error is CameraError {
    if (CameraError.is(error, 'NOT_SUPPORTED') && !this.#isKnown)
      return !movement || ++this.#denials >= MOTOR_DENIALS;
    if (movement?.isRefused && CameraError.is(error) && error.isRefusal) return true;
    if (!movement) return this.#isClosing || CameraError.is(error, 'AUTH_FAILED');
    return this.#isClosing && CameraError.is(error, 'AUTH_FAILED');
  }

  /** Whoever moves it is told, once more, that it goes on. */
  #abandon(refusal: CameraError, movement: Movement | undefined): void {
    if (movement && !movement.isRefused) movement.request.onTrouble(refusal, Promise.resolve(refusal));
    // Who comes next finds it written down, and perhaps has the right password.
    this.#become(
      { name: movement && refusal.code === 'AUTH_FAILED' ? 'handed-over' : 'idle' },
      { isOver: false, refusal },
    );
  }

  /** The camera is still, as far as that depends on what was answered. */
  #endStill(isOver = true): void {
    const mayComeLate = this.#dispatcher.clock.now() < this.#lateUntil;
    this.#become({ name: mayComeLate ? 'followed-up' : 'idle' }, { isOver });
  }

  /**
   * The one place where the state changes.
   *
   * @param isOver whether the movement of the former state has come to its end.
   * @param refusal what a stop that was asked for ends with.
   */
  #become(
    next: PtzState,
    { isOver = true, refusal }: { isOver?: boolean; refusal?: CameraError } = {},
  ): void {
    const former = this.#state;
    this.#state = next;
    if (former.name === 'moving') this.#dispatcher.clock.cancel(former.timer);
    if (former.name === 'stopping') former.left.abort();
    if (next.name !== 'stopping')
      this.#stop.cancel(refusal ?? (next.name === 'handed-over' ? closed() : undefined));
    if (next.name === 'followed-up') this.#followUp.start();
    else this.#followUp.stop();
    const ended = movementOf(former);
    if (isOver && ended && ended !== movementOf(next)) ended.request.onEnd?.();
    if (next.name !== 'handed-over') this.#record();
    if (this.#isSettled()) for (const tell of this.#whenSettled.splice(0)) tell();
  }

  #isSettled(): boolean {
    return this.#state.name === 'idle' || this.#state.name === 'handed-over';
  }

  /** Written down before the camera can hear of it, without waiting for the disk. */
  #record(): void {
    const movement = movementOf(this.#state);
    const isOwed = movement ? !movement.isPreset : this.#state.name === 'followed-up';
    const answeredBy = this.#state.name === 'moving' ? this.#dispatcher.expiry() : 0;
    const until = Math.max(this.#lateUntil, answeredBy + LATE_EXECUTION_MS);
    const { until: recorded = -1 } = this.#recorded ?? {};
    if (isOwed ? recorded >= until : !this.#recorded) return;
    // Later than needed, so that not each of many movements is written down.
    this.#recorded = isOwed ? { until: until + LATE_EXECUTION_MS } : undefined;
    this.#lease.writeNow(this.#recorded);
  }
}
