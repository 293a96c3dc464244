import type { Account } from './account';
import type { Result } from './answer/pairs';
import { systemClock, type Clock } from './clock';
import { commands, type CommandName } from './commands';
import type { InputOf, ResultOf } from './commands/types';
import { Priority, type Command, type Exchange } from './commands/vocabulary';
import { Connection, type ConnectionState } from './connection';
import { Dialogue } from './dialogue';
import { CameraError, closed, type ErrorCode } from './errors';
import { Keeper, type Kept } from './keeper';
import { Movement } from './movement';
import { Queue } from './queue';
import { Relay } from './relay';
import { buildQuery, hiddenParameters } from './request/query';
import { validate, type Wire } from './request/validate';
import { CLOSING_MS, REQUESTS_AT_A_TIME } from './settings';
import { waitAtMost } from './wait';

export interface CameraSettings extends Account {
  /** What flows and messages call it. */
  readonly name: string;
}

export interface SendOptions {
  /** How urgent it is; the command table's word unless given. */
  readonly priority?: Priority;
  /** When waiting turns stale, in ms since the epoch; by default the camera's timeout from now. */
  readonly expiresAt?: number;
  /** Who asked; see `withdraw` and `forget`. */
  readonly owner?: object;
  /** Called each time just before it is sent; may throw to prevent that. */
  readonly beforeSending?: () => void;
  /** Sends user name and password instead of the uid (field note "getinfo"). */
  readonly byPassword?: boolean;
}

/**
 * One camera: sends commands, and owns session, queue and connection.
 *
 * Every command fails with a `CameraError` and with nothing else.
 */
export class Camera implements Kept {
  readonly settings: CameraSettings;
  readonly clock: Clock;
  readonly connection: Connection;
  readonly relay: Relay;
  readonly movement: Movement;
  readonly #dialogue: Dialogue;
  readonly #queue: Queue;
  readonly #keeper: Keeper;

  constructor(settings: CameraSettings, clock: Clock = systemClock) {
    this.settings = settings;
    this.clock = clock;
    this.connection = new Connection(clock);
    this.#dialogue = new Dialogue(settings, clock);
    this.#queue = new Queue(REQUESTS_AT_A_TIME, clock);
    this.#keeper = new Keeper(this, clock);
    this.connection.on('change', () => this.#keeper.nudge());
    this.relay = new Relay(this);
    this.movement = new Movement(this);
  }

  /** @throws CameraError any but `UNKNOWN_CAMERA` and `NOT_ALLOWED`. */
  async read<N extends CommandName>(
    name: N,
    input: InputOf<N> = {},
    options?: SendOptions,
  ): Promise<ResultOf<N>> {
    return (await this.#send(name, 'read', input, options)) as ResultOf<N>;
  }

  /** @throws CameraError any but `UNKNOWN_CAMERA` and `NOT_ALLOWED`. */
  async write<N extends CommandName>(
    name: N,
    input: InputOf<N>,
    options?: SendOptions,
  ): Promise<ResultOf<N>> {
    return (await this.#send(name, 'write', input, options)) as ResultOf<N>;
  }

  /** Keeps the session alive, and tries to reach the camera while it is away, until `close`. */
  keep(): void {
    this.#keeper.start();
  }

  get state(): ConnectionState {
    return this.connection.status.state;
  }

  keepAlive(): Promise<unknown> {
    return this.read('keepAlive');
  }

  /** Milliseconds since the session was last known to be alive. */
  get idleMs(): number {
    return this.#dialogue.session.idleMs;
  }

  /** The latest moment at which a command asked for now may still be sent. */
  expiry(): number {
    return this.clock.now() + this.settings.timeoutMs;
  }

  /** Lets a refused account be tried again, because it was seen to work. */
  forgive(): void {
    this.#dialogue.session.forgive();
  }

  /** Rejects what waits on behalf of an owner. */
  forget(owner: object): void {
    this.#queue.withdraw(owner, closed());
  }

  /** Forgets an owner that goes away, and brings to rest what he left open or moving; waits at most 10 s. */
  async withdraw(owner: object): Promise<void> {
    this.forget(owner);
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
    this.#queue.close(closed(), { sparingRest: true });
    const atRest = Promise.all([this.relay.close(), this.movement.close()]).then(() => {
      this.#queue.close(closed());
      this.#dialogue.close();
    });
    await waitAtMost(this.clock, CLOSING_MS, atRest);
  }

  async #send(
    name: CommandName,
    direction: 'read' | 'write',
    input: object,
    options: SendOptions = {},
  ): Promise<Result> {
    const command: Command = commands[name];
    try {
      const exchange = command[direction];
      if (!exchange)
        throw new CameraError('INVALID_INPUT', `it cannot be ${direction === 'read' ? 'read' : 'set'}`);
      const wire = await this.#complete(name, command, exchange, input as Record<string, unknown>, options);
      // Refuses what would be misread before anything waits for it.
      buildQuery(command, exchange, wire);
      const priority = options.priority ?? exchange.priority ?? Priority.Command;
      const result: Result = await this.#queue.run({
        priority,
        expiresAt: priority === Priority.Rest ? undefined : (options.expiresAt ?? this.expiry()),
        owner: options.owner,
        // On two connections the older of two values could arrive last, and stay.
        lane: exchange.effect === 'read' ? undefined : name,
        work: (stillFresh) =>
          this.#dialogue.perform({ command, exchange, wire, byPassword: options.byPassword }, () => {
            stillFresh();
            options.beforeSending?.();
          }),
      });
      this.connection.answered();
      return result;
    } catch (error) {
      throw this.#explained(error, name);
    }
  }

  /** Checks an input, and adds the present values of parameters that the camera would otherwise misread. */
  async #complete(
    name: CommandName,
    command: Command,
    exchange: Exchange,
    input: Record<string, unknown>,
    options: SendOptions,
  ): Promise<Wire> {
    const wire = validate(command, exchange, input);
    const hidden = exchange === command.write ? hiddenParameters(command, wire) : [];
    if (hidden.length === 0 || !command.read) return wire;
    const present = (await this.#send(name, 'read', input, options)) as Record<string, unknown>;
    const missing = hidden.filter((parameter) => present[parameter] !== undefined);
    return validate(command, exchange, {
      ...Object.fromEntries(missing.map((parameter) => [parameter, present[parameter]])),
      ...input,
    });
  }

  /** An error about one of this camera's commands. */
  problem(command: string, code: ErrorCode, detail: string, reason?: string): CameraError {
    return this.#explained(new CameraError(code, detail, { reason }), command);
  }

  #explained(error: unknown, command: string): CameraError {
    if (!CameraError.is(error)) return new CameraError('BAD_RESPONSE', 'an answer could not be understood');
    this.connection.failed(error);
    return error.at(`${this.settings.name}: ${command}`, (text) => this.#dialogue.redact(text));
  }
}
