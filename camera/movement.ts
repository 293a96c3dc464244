import type { Channel } from './channel';
import type { Timer } from './clock';
import type { InputOf } from './commands/types';
import { Duty } from './duty';
import { CameraError, closed } from './errors';
import { waitAtMost } from './wait';

/** A movement, or going to a preset, and who asked for it. */
export interface Move {
  readonly input: InputOf<'ptz'>;
  /** When it is stopped, in ms after the camera took it; without one it goes on to the mechanical end. */
  readonly stopAfterMs?: number;
  /** Whose going stops it. */
  readonly owner: object;
  /** Told when the movement is over, or another has taken its place. */
  readonly onEnd?: () => void;
  /** Told, once, that the camera could not be stopped on time, and when that is made up for. */
  readonly onTrouble: (error: CameraError, madeUpFor: Promise<void>) => void;
}

/**
 * The camera's motors. Of the movements that wait only the newest is sent; stop overtakes them all and is sent
 * until the camera took it. Whatever becomes of a movement that may have begun, it is stopped.
 */
export class Movement {
  readonly #channel: Channel;
  readonly #stop: Duty;
  /** Asked for last, and not answered yet. */
  #asked: Move | undefined;
  /** Sent last: the camera may be moving, until a stop is answered. */
  #moving: Move | undefined;
  /** What the stop under way is to stop. */
  #stopping: Move | undefined;
  /** The camera has motors: it took a movement, or a stop. */
  #isKnown = false;
  /** Why a stop is not insisted on. */
  #refusal: CameraError | undefined;
  #closing = false;
  readonly #answers = new WeakMap<Move, Promise<unknown>>();
  readonly #told = new Set<Move['onTrouble']>();
  #timer: Timer | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
    this.#stop = new Duty(
      () => this.#sendStop(),
      (error, madeUpFor) => this.#report(error, madeUpFor),
      channel.clock,
    );
  }

  /**
   * Moves, once a stop that is under way has been taken.
   *
   * @returns whether it was sent; a newer movement or a stop may have taken its place.
   */
  async move(move: Move): Promise<boolean> {
    const { clock, camera } = this.#channel;
    const expiresAt = this.#channel.expiry();
    if (this.#channel.hasForgotten(move.owner)) throw closed();
    this.#overtake();
    this.#asked = move;
    // A preset that was never set lets an older movement go on, which would have lost its end.
    if (move.input.call_preset !== undefined && this.#moving) void this.#halt();
    if (this.#stop.due) await waitAtMost(clock, camera.timeoutMs, this.#stop.settled());
    if (this.#isOvertaken(move)) return false;
    let mayMoveOtherwise = false as boolean;
    try {
      const beforeSending = () => {
        if (this.#moving !== move) mayMoveOtherwise = this.#moving !== undefined || this.#stop.due;
        this.#begin(move);
      };
      const answer = this.#channel.write('ptz', move.input, { expiresAt, owner: move, beforeSending });
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
    await this.#channel.write('ptz', preset.input, { owner: preset.owner });
    return true;
  }

  /**
   * Stops whatever moves, and forgets what waits.
   *
   * @param onTrouble is told, once, if that fails, and when it is made up for.
   * @throws CameraError `NOT_SUPPORTED` or `AUTH_FAILED`, if nothing was moved from here, and `CLOSED`; any other
   *   failure is made up for.
   */
  async stop(onTrouble: Move['onTrouble']): Promise<void> {
    this.#overtake();
    const done = this.#halt();
    if (this.#stop.trouble) onTrouble(this.#stop.trouble, done);
    else this.#told.add(onTrouble);
    await done;
    if (this.#refusal) throw this.#refusal;
  }

  /** Forgets what an owner asked for, and stops what he moves. */
  async withdraw(owner: object): Promise<void> {
    if (this.#asked?.owner === owner) this.#overtake();
    if (this.#moving?.owner === owner) await this.#halt();
  }

  /** Stops what moves; a stop that stops nothing is given up. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#moving) return this.#halt();
    if (this.#stop.due) this.#refusal = closed();
    this.#stop.drop();
  }

  #overtake(): void {
    const move = this.#asked;
    this.#asked = undefined;
    if (!move) return;
    this.#channel.forget(move);
  }

  /** It must not be sent any more, nor sent once more. */
  #isOvertaken(move: Move): boolean {
    return this.#channel.hasForgotten(move);
  }

  #begin(move: Move): void {
    if (this.#isOvertaken(move)) throw closed();
    if (this.#moving === move) return;
    // From here on the camera may have heard of it, and the older movement's end would cut it short.
    this.#end(move);
    this.#channel.clock.cancel(this.#timer);
    this.#stop.drop();
  }

  #limit(move: Move): void {
    if (this.#moving !== move) return;
    if (move.input.call_preset !== undefined) this.#end(undefined);
    else if (move.stopAfterMs !== undefined) {
      this.#timer = this.#channel.clock.after(move.stopAfterMs, () => void this.#halt());
    }
  }

  #halt(): Promise<void> {
    this.#channel.clock.cancel(this.#timer);
    if (this.#moving) this.#told.add(this.#moving.onTrouble);
    // A stop under way was perhaps taken before a movement that has begun since.
    const isUnderWay = this.#moving !== undefined && this.#moving === this.#stopping;
    return isUnderWay ? this.#stop.settled() : this.#stop.fulfil();
  }

  async #sendStop(): Promise<void> {
    const stopped = (this.#stopping = this.#moving);
    try {
      await this.#stopAfter(stopped && this.#answers.get(stopped));
    } finally {
      this.#stopping = undefined;
    }
    this.#told.clear();
    // One that waited may have begun meanwhile; it may have come after the stop, and has an end of its own.
    if (this.#moving !== stopped) return;
    this.#channel.clock.cancel(this.#timer);
    this.#end(undefined);
  }

  /** Stops at once, and once more after a movement that is on its way: on another connection, it may come later. */
  async #stopAfter(onItsWay: Promise<unknown> | undefined): Promise<void> {
    await this.#writeStop();
    if (!onItsWay) return;
    await onItsWay.catch(() => undefined);
    await this.#writeStop();
  }

  async #writeStop(): Promise<void> {
    this.#refusal = undefined;
    const beforeSending = () => {
      if (!this.#stop.due) throw closed();
    };
    try {
      await this.#channel.write('ptzStop', { stop: 1 }, { beforeSending });
      this.#isKnown = true;
    } catch (error) {
      if (!this.#isFinal(error)) throw error;
      this.#refusal = error;
    }
  }

  /** Where nothing was moved, there is nothing to insist on; and nobody can mend the password of who is gone. */
  #isFinal(error: unknown): error is CameraError {
    if (this.#moving && !this.#closing) return false;
    return CameraError.is(error, 'AUTH_FAILED', ...(this.#isKnown ? [] : ['NOT_SUPPORTED' as const]));
  }

  /** One movement has taken the place of another, or stillness has. */
  #end(next: Move | undefined): void {
    const before = this.#moving;
    this.#moving = next;
    if (before && before !== next) before.onEnd?.();
  }

  #report(error: CameraError, madeUpFor: Promise<void>): void {
    for (const onTrouble of this.#told) onTrouble(error, madeUpFor);
  }
}
