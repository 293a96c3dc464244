import type { Result } from '../protocol/attributes';
import type { Clock } from '../core/clock';
import { commands, type CommandName } from '../commands/index';
import type { InputOf, ResultOf } from '../commands/types';
import { Priority, type Command, type Endpoint } from '../commands/schema';
import type { ConnectionMonitor } from '../session/connection-monitor';
import type { CgiClient } from '../session/cgi-client';
import { CameraError, closed, type ErrorCode } from '../core/errors';
import { CommandLog } from './command-log';
import { Queue } from './priority-queue';
import { buildQuery, hiddenParameters } from '../protocol/query';
import { validate, type EncodedParameters } from '../protocol/validate';
import { REQUESTS_AT_A_TIME } from '../core/limits';

export interface SendOptions {
  /** How urgent it is; the command table's word unless given. */
  readonly priority?: Priority;
  /** When waiting turns stale, in ms since the epoch; by default the camera's timeout from now. */
  readonly expiresAt?: number;
  /** Who asked; what he asked for can be withdrawn. */
  readonly owner?: object;
  /** Called each time just before it is sent; may throw to prevent that. */
  readonly beforeSending?: () => void;
  /** What errors call the command, if it serves another. */
  readonly as?: string;
  /** Belongs to what the camera is being put through; see `occupy`. */
  readonly bypassExclusive?: boolean;
  /** Sends user name and password instead of the uid (field note "getinfo"). */
  readonly byPassword?: boolean;
}

/** A command as it goes through a channel. */
export interface PreparedCommand {
  /** What errors call it. */
  readonly name: string;
  readonly command: Command;
  readonly exchange: Endpoint;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The way of every command to the camera: checked, in turn, and with errors that say where they belong. */
export class Dispatcher {
  readonly camera: { readonly name: string; readonly timeoutMs: number };
  readonly #dialogue: CgiClient;
  readonly #connection: ConnectionMonitor;
  readonly clock: Clock;
  readonly #queue: Queue;
  /** What happened lately. */
  readonly log: CommandLog;
  #occupied: CameraError | undefined;
  /** Those who went away; what they still ask for is not sent. */
  readonly #gone = new WeakSet();

  constructor(
    camera: { readonly name: string; readonly timeoutMs: number },
    dialogue: CgiClient,
    connection: ConnectionMonitor,
    clock: Clock,
  ) {
    this.camera = camera;
    this.#dialogue = dialogue;
    this.#connection = connection;
    this.clock = clock;
    this.#queue = new Queue(REQUESTS_AT_A_TIME, clock);
    this.log = new CommandLog(clock);
  }

  /** The latest moment at which a command asked for now may still be sent, in ms since the epoch. */
  expiry(): number {
    return this.clock.now() + this.camera.timeoutMs;
  }

  /** @throws CameraError only. */
  async read<N extends CommandName>(
    name: N,
    input: InputOf<N> = {},
    options?: SendOptions,
  ): Promise<ResultOf<N>> {
    return (await this.send(order(name, 'read', input), options)) as ResultOf<N>;
  }

  /** @throws CameraError only. */
  async write<N extends CommandName>(
    name: N,
    input: InputOf<N>,
    options?: SendOptions,
  ): Promise<ResultOf<N>> {
    return (await this.send(order(name, 'write', input), options)) as ResultOf<N>;
  }

  /** @throws CameraError only. */
  async send(order: PreparedCommand, options: SendOptions = {}): Promise<Result> {
    const { name, command, exchange } = order;
    try {
      if (this.hasForgotten(options.owner)) throw closed();
      const wire = await this.#complete(order, options);
      // Refuses what would be misread before anything waits for it.
      const query = buildQuery(command, exchange, wire);
      const priority = options.priority ?? exchange.priority ?? Priority.Command;
      if (this.#occupied && priority !== Priority.Safety && !options.bypassExclusive) throw this.#occupied;
      const result: Result = await this.#queue.run({
        priority,
        expiresAt: priority === Priority.Safety ? undefined : (options.expiresAt ?? this.expiry()),
        owner: options.owner,
        // On two connections the older of two values could arrive last, and stay.
        lane: exchange.effect === 'read' ? undefined : name,
        work: (stillFresh) =>
          this.#dialogue.perform({ command, exchange, wire, query, byPassword: options.byPassword }, () => {
            stillFresh();
            options.beforeSending?.();
          }),
      });
      this.#connection.answered();
      this.log.succeeded();
      return result;
    } catch (error) {
      throw this.#explained(error, options.as ?? name);
    }
  }

  /** Sends a firmware image, in its turn: what runs when the camera is occupied ends first if there are two. */
  upload(body: NodeJS.ReadableStream, bytes: number): Promise<void> {
    const work = () => this.#dialogue.upload(body, bytes);
    return this.#queue.run({ priority: Priority.Command, work });
  }

  /** Checks an input, and adds the present values of parameters that the camera would otherwise misread. */
  async #complete(
    { name, command, exchange, input }: PreparedCommand,
    options: SendOptions,
  ): Promise<EncodedParameters> {
    const wire = validate(command, exchange, input);
    const hidden = exchange === command.write ? hiddenParameters(command, wire) : [];
    if (hidden.length === 0 || !command.read) return wire;
    const present = await this.send({ name, command, exchange: command.read, input }, options);
    const missing = hidden.filter((parameter) => present[parameter] !== undefined);
    return validate(command, exchange, {
      ...Object.fromEntries(missing.map((parameter) => [parameter, present[parameter]])),
      ...input,
    });
  }

  /** @throws CameraError `BUSY` while the camera is put through something. */
  assertNotExclusive(): void {
    if (this.#occupied) throw this.#occupied;
  }

  /** Refuses everything but rest with `BUSY`, because of what the camera is being put through. @throws CameraError `BUSY`. */
  beginExclusive(why: string): void {
    this.assertNotExclusive();
    this.#occupied = new CameraError('BUSY', why);
    this.#queue.reject(this.#occupied);
  }

  endExclusive(): void {
    this.#occupied = undefined;
  }

  /** Rejects what waits on behalf of an owner, and what he may still ask for. */
  forget(owner: object): void {
    this.#gone.add(owner);
    this.#queue.withdraw(owner, closed());
  }

  hasForgotten(owner: object | undefined): boolean {
    return owner !== undefined && this.#gone.has(owner);
  }

  /** Takes no more commands; sparing rest, a door can still be closed and a motor stopped. */
  close(options?: { sparingRest: boolean }): void {
    this.#queue.close(closed(), options);
    if (!options?.sparingRest) this.#dialogue.close();
  }

  /** An error about one of this camera's commands. */
  problem(command: string, code: ErrorCode, detail: string, reason?: string): CameraError {
    return this.#explained(new CameraError(code, detail, { reason }), command);
  }

  /** What was thrown by a way around `send`: an error of the client says where it happened, as all do. */
  located(error: unknown, command: string): unknown {
    return CameraError.is(error) && !error.where ? this.#explained(error, command) : error;
  }

  #explained(error: unknown, command: string): CameraError {
    const known = CameraError.is(error)
      ? error
      : new CameraError('BAD_RESPONSE', 'the answer could not be understood');
    const explained = known.at(`${this.camera.name}: ${command}`, (text) => this.#dialogue.redact(text));
    this.#connection.failed(explained);
    this.log.failed(explained);
    return explained;
  }
}

function order(name: CommandName, direction: 'read' | 'write', input: object): PreparedCommand {
  const command: Command = commands[name];
  const exchange = command[direction];
  if (!exchange || exchange.answer.form === 'special')
    throw new TypeError(`"${name}" knows no ${direction} of its own`);
  return { name, command, exchange, input: input as Record<string, unknown> };
}
