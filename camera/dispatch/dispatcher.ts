import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import type { Result } from '../protocol/attributes';
import type { Clock } from '../core/clock';
import { commands, type CommandName } from '../commands/index';
import type { InputOf, ResultOf } from '../commands/types';
import { Priority, type Command, type Endpoint, type Quirks } from '../commands/schema';
import type { ConnectionMonitor } from '../session/connection-monitor';
import type { CgiClient } from '../session/cgi-client';
import { ResultMask, withoutSecrets } from '../session/result-mask';
import { abortReason } from '../core/abort';
import { CameraError, closed, type ErrorCode } from '../core/errors';
import type { Address } from '../http/transport';
import { CommandLog } from './command-log';
import { ExclusiveUse } from './exclusive-use';
import type { Section } from './job';
import { PriorityQueue } from './priority-queue';
import { SharedRequests } from './shared-requests';
import { fromCamera, toCamera } from '../protocol/quirks';
import { buildQuery, hiddenParameters } from '../protocol/query';
import { refusedInPart } from '../protocol/response';
import { validate, type EncodedParameters } from '../protocol/validate';

export interface SendOptions {
  /** How urgent it is; the command table's word unless given. */
  readonly priority?: Priority;
  /** When waiting turns stale, in ms since the epoch; by default the camera's timeout from now. */
  readonly expiresAt?: number;
  /** Aborted, the command is not sent any more; one that was sent is left to end. */
  readonly signal?: AbortSignal;
  /** The section that it belongs to; see `Dispatcher.section`. */
  readonly section?: Section;
  /** Takes the place in the queue of what waits there with the same key, which ends with `CLOSED`. */
  readonly replaces?: object;
  /** Told each time just before it is sent; the second time with what the first was lost by. May throw to prevent it. */
  readonly onSending?: (lost: CameraError | undefined) => void;
  /** Completes something that the camera has taken: it is sent although nothing else is any more. */
  readonly completes?: boolean;
  /** How long it may take, in ms; the camera's timeout unless given. */
  readonly timeoutMs?: number;
  /** What errors call the command, if it serves another. */
  readonly as?: string;
  /** Belongs to what the camera is being put through; see `exclusively`. */
  readonly bypassExclusive?: boolean;
  /** Sends user name and password instead of the uid (field note "getinfo"). */
  readonly byPassword?: boolean;
}

/** A command as it goes through the dispatcher. */
export interface PreparedCommand {
  /** What errors call it. */
  readonly name: string;
  readonly command: Command;
  readonly exchange: Endpoint;
  readonly input: Readonly<Record<string, unknown>>;
}

interface ResultEvents {
  /** A command was carried out: the values that were sent, and over them those that the camera answered. */
  result: [command: string, kind: 'read' | 'write', values: Readonly<Record<string, unknown>>];
}

export interface DispatcherSettings extends Quirks {
  readonly name: string;
  readonly timeoutMs: number;
  readonly address: Pick<Address, 'host' | 'port'>;
}

/** The way of every command to the camera: checked, in turn, and with errors that say where they belong. */
export class Dispatcher {
  readonly camera: DispatcherSettings;
  readonly clock: Clock;
  /** What happened lately. */
  readonly log: CommandLog;
  /** For who shows what the camera is set to, by whomever. */
  readonly results = new EventEmitter<ResultEvents>().setMaxListeners(0);
  readonly exclusive: ExclusiveUse;
  /** What of answers does not leave. */
  readonly mask: ResultMask;
  readonly #client: CgiClient;
  readonly #connection: ConnectionMonitor;
  readonly #queue: PriorityQueue;
  readonly #pictures: SharedRequests<Result>;
  /** How many commands have changed something; a picture from before is another one. */
  #changes = 0;

  constructor(camera: DispatcherSettings, client: CgiClient, connection: ConnectionMonitor, clock: Clock) {
    this.camera = camera;
    this.exclusive = new ExclusiveUse(camera.address);
    this.mask = new ResultMask(() => client.redactor);
    this.#client = client;
    this.#connection = connection;
    this.clock = clock;
    this.#queue = new PriorityQueue(clock);
    this.#pictures = new SharedRequests(clock);
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
    return (await this.send(prepare(name, 'read', input), options)) as ResultOf<N>;
  }

  /** @throws CameraError only. */
  async write<N extends CommandName>(
    name: N,
    input: InputOf<N>,
    options?: SendOptions,
  ): Promise<ResultOf<N>> {
    return (await this.send(prepare(name, 'write', input), options)) as ResultOf<N>;
  }

  /** @throws CameraError only. */
  async send(prepared: PreparedCommand, options: SendOptions = {}): Promise<Result> {
    const { name } = prepared;
    try {
      const { command, exchange, input } = prepared;
      const answer = await this.#begin(prepared, options);
      this.#connection.answered();
      this.log.succeeded();
      const result = this.mask.hide(name, command, input, answer);
      const kind = exchange.effect === 'read' ? 'read' : 'write';
      if (this.results.listenerCount('result') > 0)
        this.results.emit('result', name, kind, { ...withoutSecrets(command, input), ...result });
      return result;
    } catch (error) {
      throw this.#explained(error, options.as ?? name);
    }
  }

  /**
   * Makes several requests as one: no other write of this command comes between, except what safety needs. A
   * command that reads before it writes, or reads back, must not find what somebody else has set meanwhile.
   *
   * @param name the command whose writes wait meanwhile.
   * @param work gets the options for each of its requests, which expire together.
   * @throws CameraError `STALE` or `CLOSED` if it cannot begin, or what `work` throws.
   */
  section<T>(name: string, options: SendOptions, work: (inside: SendOptions) => Promise<T>): Promise<T> {
    if (options.section?.lane === name) return work(options);
    const { priority = Priority.Command, signal } = options;
    const expiresAt = priority === Priority.Safety ? undefined : (options.expiresAt ?? this.expiry());
    const begun = this.#queue.section({
      priority,
      expiresAt,
      signal,
      section: options.section,
      lane: name,
      work: (section) => work({ ...options, expiresAt, section }),
    });
    return begun.catch((error: unknown) => {
      throw this.located(error, options.as ?? name);
    });
  }

  /** Until it waits in the queue nothing else happens, so that commands keep the order they were given in. */
  #begin(prepared: PreparedCommand, options: SendOptions): Promise<Result> {
    const { name, command, exchange } = prepared;
    if (options.signal?.aborted) throw abortReason(options.signal);
    const input = this.mask.restore(name, command, prepared.input);
    const wire = validate(command, exchange, input);
    const hidden = exchange === command.write ? hiddenParameters(command, wire) : [];
    if (hidden.length === 0 || !command.read) return this.#enqueue(prepared, wire, options);
    return this.section(name, options, async (inside) =>
      this.#enqueue(prepared, await this.#complete(prepared, hidden, inside), inside),
    );
  }

  /** Adds the present values of parameters that the camera would otherwise misread. */
  async #complete(
    { name, command, exchange, input }: PreparedCommand,
    hidden: readonly string[],
    options: SendOptions,
  ): Promise<EncodedParameters> {
    const present = await this.#begin({ name, command, exchange: command.read!, input }, options);
    const missing = hidden.filter((parameter) => present[parameter] !== undefined);
    return validate(command, exchange, {
      ...Object.fromEntries(missing.map((parameter) => [parameter, present[parameter]])),
      ...input,
    });
  }

  #enqueue(prepared: PreparedCommand, wire: EncodedParameters, options: SendOptions): Promise<Result> {
    const { command, exchange } = prepared;
    const sent = toCamera(command, wire, this.camera);
    // Refuses what would be misread before anything waits for it.
    const query = buildQuery(command, exchange, sent);
    const priority = options.priority ?? exchange.priority ?? Priority.Command;
    if (priority !== Priority.Safety && !options.bypassExclusive) this.exclusive.assertFree();
    const expiresAt = priority === Priority.Safety ? undefined : (options.expiresAt ?? this.expiry());
    const { form } = exchange.answer;
    const run = (signal = options.signal, onSending = options.onSending) =>
      this.#queue.run({
        priority,
        expiresAt,
        signal,
        section: options.section,
        replaces: options.replaces,
        completes: options.completes,
        // On two connections the older of two values could arrive last, and stay.
        lane: form === 'picture' ? 'picture' : exchange.effect === 'read' ? undefined : prepared.name,
        gives: form === 'picture' ? 'picture' : exchange.effect === 'read' ? 'read' : undefined,
        work: (assertWanted) => {
          const { byPassword, timeoutMs } = options;
          const urgent = priority === Priority.Safety;
          const answer = this.#client
            .perform({ command, exchange, wire: sent, query, byPassword, urgent, timeoutMs }, (lost) => {
              assertWanted();
              onSending?.(lost);
            })
            .then((result) => fromCamera(command, result, this.camera));
          if (exchange.effect === 'read') return answer;
          return answer
            .catch((error: unknown) => {
              throw refusedInPart(error, command, exchange, sent);
            })
            .finally(() => (this.#changes += 1));
        },
      });
    if (form !== 'picture') return run();
    return this.#pictures.request({
      key: `${query} ${priority} ${this.#changes}`,
      expiresAt: expiresAt ?? Infinity,
      signal: options.signal,
      send: run,
      copy: copyOf,
    });
  }

  /** Sends a firmware image, in its turn: what runs when the camera is occupied ends first if there are two. */
  upload(body: Readable, bytes: number, signal: AbortSignal): Promise<void> {
    const work = () => this.#client.upload(body, bytes);
    return this.#queue.run({ priority: Priority.Command, signal, work });
  }

  /**
   * Refuses everything but safety with `BUSY` while the camera is put through something, also from other clients of
   * the same address: that of a node that is deployed meanwhile.
   *
   * @throws CameraError `BUSY`, or what `work` throws.
   */
  async exclusively<T>(why: string, work: () => Promise<T>): Promise<T> {
    return this.exclusive.run(why, (refusal) => this.#queue.reject(refusal), work);
  }

  /** Takes no more commands; sparing safety, a door can still be closed and a motor stopped. */
  close(options?: { sparingSafety: boolean }): void {
    this.#queue.close(closed(), options);
    if (!options?.sparingSafety) this.#client.close();
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
    if (known.where) return known;
    const explained = known.at(`${this.camera.name}: ${command}`, this.#client.redactor);
    this.#connection.failed(explained);
    // A thousand movements that gave way to a newer one are no trouble.
    if (explained.code !== 'CLOSED') this.log.failed(explained);
    return explained;
  }
}

function prepare(name: CommandName, direction: 'read' | 'write', input: object): PreparedCommand {
  const command: Command = commands[name];
  const exchange = command[direction];
  if (!exchange || exchange.answer.form === 'special')
    throw new TypeError(`"${name}" knows no ${direction} of its own`);
  return { name, command, exchange, input: input as Record<string, unknown> };
}

const copyOf = (result: Result): Result =>
  Object.fromEntries(
    Object.entries(result).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? Buffer.from(value) : value,
    ]),
  );
