import { createHash } from 'node:crypto';
import { CameraError } from '../../camera/index';
import type { OperationContext } from '../shared/operation';
import { failed, Refusal, succeeded, superseded, type Answer, type Outcome } from './answer';
import { brokerCommands, prepareCommand, type PreparedCommand } from './broker-command';
import type { CameraLink } from './camera-link';
import { correlationId, readContent, type CommandContent, type MqttMessage } from './command-message';
import { assertFresh } from './freshness';
import type { IdempotencyStore } from './idempotency-store';

export interface RunnerOptions {
  readonly site: string;
  /** The camera of that name in topics. */
  readonly find: (slug: string) => CameraLink | undefined;
  readonly isAllowed: (command: string) => boolean;
  readonly snapshotRetain: boolean;
  readonly store: IdempotencyStore;
  /** Tells of trouble that no answer tells of: a relay that is not closed yet. */
  readonly report: (error: Error) => void;
  readonly now?: () => number;
}

/** A command that passed every rule, and is new. */
interface Admitted {
  readonly link: CameraLink;
  readonly command: string;
  readonly prepared: PreparedCommand;
  readonly keys: readonly string[];
  /** @throws Refusal `STALE` once it has become too old to be sent. */
  readonly assertFresh: () => void;
}

/** Carries out the commands of a broker, by the rules for what may open a gate. */
export class CommandRunner {
  readonly #options: RunnerOptions;
  readonly #now: () => number;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** @returns the answer; never rejects. */
  async run(slug: string, command: string, message: MqttMessage): Promise<Answer> {
    let id: Answer['id'] = null;
    try {
      id = correlationId(message.correlationData) ?? null;
      const content = readOrRefusal(message.payload, command);
      if (!(content instanceof Error)) id ??= content.id ?? null;
      const admitted = await this.#admit(slug, command, message, content);
      return { id, ...(await this.#carryOutOnce(admitted)) };
    } catch (error) {
      return { id, ...failed(error) };
    }
  }

  /** @throws Refusal or CameraError of every rule that a command may break. */
  async #admit(
    slug: string,
    command: string,
    message: MqttMessage,
    content: CommandContent | Error,
  ): Promise<Admitted> {
    const { find, isAllowed, site } = this.#options;
    if (message.retain === true)
      throw new Refusal('RETAINED', 'retained commands are never carried out; clear this one at the broker');
    const link = find(slug);
    if (!link) throw new Refusal('UNKNOWN_CAMERA', `this site has no camera ${JSON.stringify(slug)}`);
    if (!brokerCommands.includes(command))
      throw new Refusal('UNKNOWN_COMMAND', `there is no command ${JSON.stringify(command.slice(0, 100))}`);
    if (!isAllowed(command))
      throw new Refusal('NOT_ALLOWED', `this bridge does not allow ${command}; allow it in its node`);
    if (content instanceof Error) throw content;
    const known = { presets: link.node.presets, light: link.light };
    const prepared = await prepareCommand(command, content.payload, known);
    const identities = identitiesOf(message, content, prepared.acts);
    const keys = identities.map((identity) => JSON.stringify([site, link.node.id, command, ...identity]));
    return { link, command, prepared, keys, assertFresh: this.#freshness(prepared, message, content) };
  }

  /** Looked at again when it may be sent: a slow disk delays as a broker does. */
  #freshness({ acts }: PreparedCommand, message: MqttMessage, content: CommandContent): () => void {
    const arrived = this.#now();
    return () => {
      if (acts) assertFresh(content.at, message.messageExpiryInterval, this.#now(), arrived);
    };
  }

  /** @returns the outcome, or that of an earlier command of the same identity. */
  async #carryOutOnce(admitted: Admitted): Promise<Outcome & { repeated?: true }> {
    const { store } = this.#options;
    const { prepared, keys } = admitted;
    // However often somebody says stop, it stops.
    if (prepared.isStop) return this.#carryOut(admitted);
    // Also of one that has become old meanwhile: that nothing was sent would be wrong.
    const earlier = store.find(keys);
    if (earlier) return { ...(await earlier), repeated: true };
    admitted.assertFresh();
    if (prepared.acts && store.isFull)
      throw new CameraError('BUSY', 'more commands came in 10 minutes than can be told apart');
    const { written, end } = store.begin(keys, prepared.acts);
    await written;
    const outcome = await this.#sendIfFresh(admitted);
    end(outcome);
    return outcome;
  }

  async #sendIfFresh(admitted: Admitted): Promise<Outcome> {
    try {
      admitted.assertFresh();
    } catch (error) {
      return failed(error);
    }
    return this.#carryOut(admitted);
  }

  /** The first result answers: a pulse has opened, and is still to end. */
  #carryOut({ link, command, prepared }: Admitted): Promise<Outcome> {
    const { report } = this.#options;
    const before = link.told(command);
    return new Promise((resolve) => {
      let isAnswered = false;
      const answer = (outcome: Outcome) => {
        isAnswered = true;
        resolve(outcome);
      };
      const succeed = (result: unknown) => answer(succeeded(this.#publish(link, command, result, before)));
      const context: Omit<OperationContext, 'camera'> = {
        signal: link.signal,
        status: SILENT,
        send: succeed,
        sendFirst: succeed,
        report,
      };
      const work = async () => prepared.execute({ ...context, camera: link.use() });
      work().then(
        // Without a result, something newer took its place.
        () => answer(superseded()),
        (error: unknown) => {
          if (isAnswered || !isExpected(error)) report(error as Error);
          answer(failed(error));
        },
      );
    });
  }

  /** Tells the state that a command leaves behind, and puts a picture where pictures are. */
  #publish(link: CameraLink, command: string, result: unknown, before: number): unknown {
    if (Buffer.isBuffer(result)) {
      link.states.picture(result, this.#options.snapshotRetain);
      return { bytes: result.length };
    }
    // Most are told already, when the camera's answer was seen.
    if (link.told(command) === before) link.tellResult(command, result);
    return result;
  }
}

const ignore = () => undefined;
const SILENT = { working: ignore, done: ignore, waiting: ignore, incomplete: ignore, failed: ignore };

const isExpected = (error: unknown) => error instanceof Refusal || CameraError.is(error);

function readOrRefusal(payload: unknown, command: string): CommandContent | Error {
  try {
    return readContent(payload, command === 'firmware');
  } catch (error) {
    return error as Error;
  }
}

/**
 * What makes a command the same as an earlier one. Without an id it is when it was sent, and what it says: a broker
 * that delivers it twice repeats both.
 */
function identitiesOf(message: MqttMessage, content: CommandContent, acts: boolean): string[][] {
  const ids = [correlationId(message.correlationData), content.id].filter((id) => id !== undefined);
  if (ids.length > 0) return [...new Set(ids.map(String))].map((id) => ['id', id]);
  if (!acts || content.at === undefined) return [];
  const hash = createHash('sha256').update(JSON.stringify(content.payload));
  return [['at', String(content.at), hash.digest('base64')]];
}
