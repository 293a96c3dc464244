import type { Dispatcher } from '../dispatch/dispatcher';
import type { Timer } from '../core/clock';
import type { InputOf } from '../commands/types';
import { RetryTask, type OnTrouble, type Outcome } from './retry-task';
import { CameraError, closed } from '../core/errors';
import { waitAtMost } from '../core/timing';

/** A camera that was perhaps moved says it has no motors; while its web server restarts, it says that of anything. */
const DENIALS = 5;

/** A movement, or going to a preset, and who asked for it. */
export interface Move {
  readonly input: InputOf<'ptz'>;
  /** When it is stopped, in ms after the camera took it; without one it goes on to the mechanical end. */
  readonly stopAfterMs?: number;
  /** Aborted, it does not begin any more; see `release` for one that has. */
  readonly signal: AbortSignal;
  /** Told when the movement is over, or another has taken its place. */
  readonly onEnd?: () => void;
  /** Told, once, that the camera could not be stopped on time, and when that is made up for. */
  readonly onTrouble: OnTrouble;
}

/**
 * The camera's motors. Of the movements that wait only the newest is sent; stop overtakes them all and is sent
 * until the camera took it. Whatever becomes of a movement that may have begun, it is stopped.
 */
export class PtzController {
  readonly #channel: Dispatcher;
  readonly #stop: RetryTask;
  /** Asked for last, and not answered yet. */
  #asked: Move | undefined;
  /** Sent last: the camera may be moving, until a stop is answered. */
  #moving: Move | undefined;
  /** What the stop under way is to stop. */
  #stopping: Move | undefined;
  /** The camera has motors: it took a movement, or a stop. */
  #isKnown = false;
  #denials = 0;
  #closing = false;
  readonly #answers = new WeakMap<Move, Promise<unknown>>();
  /** The movements whose place a newer one or a stop has taken. */
  readonly #superseded = new WeakSet<Move>();
  /** Where the newest movement waits. */
  readonly #place = {};
  #timer: Timer | undefined;

  constructor(channel: Dispatcher) {
    this.#channel = channel;
    this.#stop = new RetryTask(() => this.#sendStop(), channel.clock);
  }

  /**
   * Moves, once a stop that is under way has been taken.
   *
   * @returns whether it was sent; a newer movement or a stop may have taken its place.
   */
  async move(move: Move): Promise<boolean> {
    const expiresAt = this.#channel.expiry();
    if (move.signal.aborted) throw closed();
    const superseded = this.#asked;
    if (superseded) this.#superseded.add(superseded);
    this.#asked = move;
    // A preset that was never set lets an older movement go on, which would have lost its end.
    if (move.input.call_preset !== undefined && this.#moving) void this.#halt();
    let mayMoveOtherwise = false as boolean;
    try {
      if (this.#stop.isPending) await this.#stopTaken();
      if (this.#isOvertaken(move)) return false;
      const onSending = () => {
        if (this.#moving !== move) mayMoveOtherwise = this.#moving !== undefined || this.#stop.isPending;
        this.#begin(move);
      };
      const { signal } = move;
      const options = { expiresAt, signal, replaces: this.#place, onSending };
      const answer = this.#channel.write('ptz', move.input, options);
      this.#answers.set(move, answer);
      await answer;
      this.#isKnown = true;
      this.#limit(move);
      return true;
    } catch (error) {
      // What the camera refused or never had moves nothing; an older movement goes on, and has lost its end.
      const isStill = !mayMoveOtherwise && CameraError.is(error) && error.isNotDone;
      if (this.#moving === move && isStill) this.#moving = undefined;
      if (this.#moving === move) void this.#halt();
      if (this.#isOvertaken(move)) return false;
      throw error;
    } finally {
      this.#answers.delete(move);
      if (this.#asked === move) this.#asked = undefined;
    }
  }

  /**
   * Goes to a preset, or makes or deletes one. Going there takes the place of other movements.
   *
   * @returns whether it was sent.
   */
  async preset(preset: Omit<Move, 'stopAfterMs'>): Promise<boolean> {
    if (preset.input.call_preset !== undefined) return this.move(preset);
    await this.#channel.write('ptz', preset.input, { signal: preset.signal });
    return true;
  }

  /**
   * Stops whatever moves, and forgets what waits.
   *
   * @param onTrouble is told, once, if that fails, and when it is made up for.
   * @throws CameraError `NOT_SUPPORTED` or `AUTH_FAILED` if nothing was moved from here, and anything once the
   *   client is closing; any other failure is made up for.
   */
  async stop(onTrouble: OnTrouble): Promise<void> {
    this.#overtake();
    const refusal = await this.#halt(onTrouble);
    if (refusal) throw refusal;
  }

  /** Stops what moves with this signal, which is aborted. */
  async release(signal: AbortSignal): Promise<void> {
    if (this.#asked?.signal === signal) this.#asked = undefined;
    if (this.#moving?.signal === signal) await this.#halt();
  }

  /** Stops what moves. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#moving || this.#stop.isPending) await this.#halt();
  }

  #overtake(): void {
    const move = this.#asked;
    this.#asked = undefined;
    if (move) this.#superseded.add(move);
  }

  /** It must not be sent any more, nor sent once more. */
  #isOvertaken(move: Move): boolean {
    return this.#superseded.has(move);
  }

  /** @throws CameraError `STALE` if the camera did not take the stop in time. */
  async #stopTaken(): Promise<void> {
    const { clock, camera } = this.#channel;
    await waitAtMost(clock, camera.timeoutMs, this.#stop.attach());
    if (this.#stop.isPending)
      throw this.#channel.problem('ptz', 'STALE', 'the stop before it was not taken in time');
  }

  #begin(move: Move): void {
    if (this.#isOvertaken(move)) throw closed();
    if (this.#moving === move) return;
    // From here on the camera may have heard of it, and the older movement's end would cut it short.
    this.#end(move);
    this.#channel.clock.cancel(this.#timer);
    this.#stop.cancel();
  }

  #limit(move: Move): void {
    if (this.#moving !== move) return;
    if (move.input.call_preset !== undefined) this.#end(undefined);
    else if (move.stopAfterMs !== undefined) {
      this.#timer = this.#channel.clock.after(move.stopAfterMs, () => void this.#halt());
    }
  }

  #halt(...onTrouble: OnTrouble[]): Promise<Outcome> {
    this.#channel.clock.cancel(this.#timer);
    const told = this.#moving ? [...onTrouble, this.#moving.onTrouble] : onTrouble;
    // A stop under way was perhaps taken before a movement that has begun since.
    const isUnderWay = this.#moving !== undefined && this.#moving === this.#stopping;
    return isUnderWay ? this.#stop.attach(...told) : this.#stop.run(...told);
  }

  async #sendStop(): Promise<Outcome> {
    const stopped = (this.#stopping = this.#moving);
    let refusal: Outcome;
    try {
      await this.#stopAfter(stopped && this.#answers.get(stopped));
      this.#isKnown = true;
    } catch (error) {
      if (!this.#isFinal(error)) throw error;
      refusal = error;
    } finally {
      this.#stopping = undefined;
    }
    // One that waited may have begun meanwhile; it may have come after the stop, and has an end of its own.
    if (this.#moving !== stopped) return refusal;
    this.#channel.clock.cancel(this.#timer);
    if (refusal) this.#abandon(refusal);
    else this.#end(undefined);
    return refusal;
  }

  /** Stops at once, and once more after a movement that is on its way: on another connection, it may come later. */
  async #stopAfter(onItsWay: Promise<unknown> | undefined): Promise<void> {
    await this.#writeStop();
    if (!onItsWay) return;
    await onItsWay.catch(() => undefined);
    await this.#writeStop();
  }

  async #writeStop(): Promise<void> {
    const onSending = () => {
      if (!this.#stop.isPending) throw closed();
    };
    await this.#channel.write('ptzStop', { stop: 1 }, { onSending });
  }

  /** Nothing was moved, or there are no motors; or who is gone has a password that only others can mend. */
  #isFinal(error: unknown): error is CameraError {
    if (CameraError.is(error, 'NOT_SUPPORTED') && !this.#isKnown)
      return !this.#moving || ++this.#denials >= DENIALS;
    if (!this.#moving) return this.#closing || CameraError.is(error, 'AUTH_FAILED');
    return this.#closing && CameraError.is(error, 'AUTH_FAILED');
  }

  /** Whoever moves it is told, once more, that it goes on. */
  #abandon(refusal: CameraError): void {
    this.#moving?.onTrouble(refusal, Promise.resolve(refusal));
    this.#moving = undefined;
  }

  /** One movement has taken the place of another, or stillness has. */
  #end(next: Move | undefined): void {
    const before = this.#moving;
    this.#moving = next;
    if (before && before !== next) before.onEnd?.();
  }
}
