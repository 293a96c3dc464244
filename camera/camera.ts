import type { Account } from './account';
import type { Result } from './answer/pairs';
import { Channel, type SendOptions } from './channel';
import { systemClock, type Clock } from './clock';
import type { CommandName } from './commands';
import type { InputOf, ResultOf } from './commands/types';
import { Connection, type ConnectionState } from './connection';
import { DebtBook } from './debts';
import { Dialogue } from './dialogue';
import type { CameraError } from './errors';
import { Keeper, type Kept } from './keeper';
import { Movement } from './movement';
import { Relay } from './relay';
import { CLOSING_MS } from './settings';
import { waitAtMost } from './wait';

export interface CameraSettings extends Account {
  /** What flows and messages call it. */
  readonly name: string;
}

/** What a camera may use of the house it lives in. */
export interface Surroundings {
  /** Where it is written down that a relay is owed its rest. */
  readonly debts?: DebtBook;
  /** Told of trouble that belongs to no message. */
  readonly report?: (error: CameraError) => void;
}

/**
 * One camera: sends commands, keeps the session, and owns relay and motors.
 *
 * Every command fails with a `CameraError` and with nothing else.
 */
export class Camera implements Kept {
  readonly settings: CameraSettings;
  readonly clock: Clock;
  readonly connection: Connection;
  readonly dialogue: Dialogue;
  readonly channel: Channel;
  readonly relay: Relay;
  readonly movement: Movement;
  readonly report: (error: CameraError) => void;
  readonly #keeper: Keeper;

  constructor(settings: CameraSettings, clock: Clock = systemClock, surroundings: Surroundings = {}) {
    this.settings = settings;
    this.report = surroundings.report ?? (() => undefined);
    this.clock = clock;
    this.connection = new Connection(clock);
    this.dialogue = new Dialogue(settings, clock);
    this.channel = new Channel(settings, this.dialogue, this.connection, clock);
    this.#keeper = new Keeper(this, clock);
    this.connection.on('change', () => this.#keeper.nudge());
    const { protocol, host, port } = settings.address;
    const debts = surroundings.debts ?? new DebtBook();
    this.relay = new Relay(this.channel, debts.page(`${protocol}://${host}:${port}`), this.report);
    this.movement = new Movement(this.channel);
  }

  /** @throws CameraError any but `UNKNOWN_CAMERA` and `NOT_ALLOWED`. */
  read<N extends CommandName>(name: N, input: InputOf<N> = {}, options?: SendOptions): Promise<ResultOf<N>> {
    return this.channel.read(name, input, options);
  }

  /** @throws CameraError any but `UNKNOWN_CAMERA` and `NOT_ALLOWED`. */
  write<N extends CommandName>(name: N, input: InputOf<N>, options?: SendOptions): Promise<ResultOf<N>> {
    return this.channel.write(name, input, options);
  }

  /** Keeps the session alive, and tries to reach the camera while it is away, until `close`. */
  keep(): void {
    this.#keeper.start();
  }

  get state(): ConnectionState {
    return this.connection.status.state;
  }

  keepAlive(): Promise<Result> {
    return this.read('keepAlive');
  }

  /** Milliseconds since the session was last known to be alive. */
  get idleMs(): number {
    return this.dialogue.session.idleMs;
  }

  /** This very account was seen to work: that it was refused is forgotten, and it is tried at once. Never rejects. */
  async forgive(): Promise<void> {
    this.dialogue.session.forgive();
    if (this.state !== 'online') await this.keepAlive().catch(() => undefined);
  }

  /** Forgets an owner that goes away, and brings to rest what he left open or moving; waits at most 10 s. */
  async withdraw(owner: object): Promise<void> {
    this.channel.forget(owner);
    const atRest = Promise.all([this.relay.withdraw(owner), this.movement.withdraw(owner)]);
    await waitAtMost(this.clock, CLOSING_MS, atRest);
  }

  /**
   * Rejects what waits, brings to rest what stands open or moves, and closes every connection.
   *
   * Waits at most 10 s for that; what is owed then is tried on in the background until the camera took it.
   */
  async close(): Promise<void> {
    this.#keeper.stop();
    this.channel.close({ sparingRest: true });
    const atRest = Promise.all([this.relay.close(), this.movement.close()]).then(() => this.channel.close());
    await waitAtMost(this.clock, CLOSING_MS, atRest);
  }
}
