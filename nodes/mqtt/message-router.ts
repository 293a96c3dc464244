import type { Message } from '../shared/action-node';
import type { Answer } from './answer';
import type { Bridge } from './bridge';
import type { CommandRunner } from './command-runner';
import { RefusalLog } from './refusal-log';
import type { SiteTopics } from './topics';

/** Sends what came in where it belongs: a command, the broker that is there, or Home Assistant that has started. */
export class MessageRouter {
  readonly #topics: SiteTopics;
  readonly #bridge: Bridge;
  readonly #runner: CommandRunner;
  readonly #log: RefusalLog;

  constructor(topics: SiteTopics, bridge: Bridge, runner: CommandRunner, warn: (text: string) => void) {
    this.#topics = topics;
    this.#bridge = bridge;
    this.#runner = runner;
    this.#log = new RefusalLog(warn);
  }

  /** Settles once a command is answered; what is none of this site's business ends at once. */
  async route(msg: Message, send: (msg: Message) => void): Promise<void> {
    const { topic } = msg;
    if (typeof topic !== 'string') return;
    if (topic === this.#topics.bridgeState) return this.#bridgeState(textOf(msg.payload));
    if (topic === this.#topics.birth) {
      if (textOf(msg.payload) === 'online') this.#bridge.tellAll();
      return;
    }
    const command = this.#topics.parseCommand(topic);
    if (!command) return;
    const answer = await this.#runner.run(command.camera, command.command, msg);
    this.#note(command, answer);
    send(this.#reply(msg, command, answer));
  }

  #bridgeState(state: string): void {
    if (state === 'online') this.#bridge.brokerOnline();
    else if (state === 'offline') this.#bridge.brokerOffline();
  }

  /** Where the sender wants it, unless somebody listens there or something is kept there. */
  #reply(msg: Message, { camera, command }: { camera: string; command: string }, answer: Answer): Message {
    const { _msgid, responseTopic, correlationData } = msg;
    const wanted = typeof responseTopic === 'string' && this.#topics.mayAnswerAt(responseTopic);
    return {
      _msgid,
      topic: wanted ? responseTopic : this.#topics.answer(camera, command),
      payload: JSON.stringify(answer),
      qos: 1,
      retain: false,
      ...(Buffer.isBuffer(correlationData) && { correlationData }),
    };
  }

  #note({ camera, command }: { camera: string; command: string }, answer: Answer): void {
    const { status, code = '', message = '', repeated } = answer;
    if (status === 'ok' || repeated) return;
    const what = `${shown(camera)}: ${shown(command)}`;
    this.#log.say(`${what} ${code}`, `${status} from the broker: ${what}: ${code}: ${message}`);
  }
}

const textOf = (payload: unknown): string =>
  typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.toString() : '';

/** Names in topics are a stranger's. */
const shown = (name: string) => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60);
