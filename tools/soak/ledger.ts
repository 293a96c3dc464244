import type { ErrorCode } from '../../camera/core/errors';

export type Ending = 'done' | 'superseded' | ErrorCode;

/** One thing that a flow asked for. */
export interface Message {
  readonly kind: string;
  readonly issuedAt: number;
  endedAt?: number;
  ending?: Ending;
  /** How often it ended. */
  ends: number;
  /** By which the camera's log tells what acts; see `keyOf`. */
  readonly key?: string;
  /** What it sets absolutely. */
  readonly sets?: { readonly what: 'relay' | 'brightness'; readonly to?: string };
  /** May bring the relay away from rest. */
  readonly leavesRest?: boolean;
  /** A movement that nothing but a stop ends. */
  readonly endless?: boolean;
  /** What it came to, if that is only known at its end. */
  result?: string;
}

/** What a movement without a limit may not come to until the client is closed. */
export const MOVEMENT_END = 'the end of a movement';

/** What is known of a message when it begins. */
export type About = Pick<Message, 'kind' | 'key' | 'sets' | 'leavesRest' | 'endless'>;

/** What has happened to one camera's messages since the round began. */
export class Ledger {
  readonly messages: Message[] = [];
  /** Times at which the relay was brought to rest by the client, as it said. */
  readonly rests: number[] = [];
  readonly #now: () => number;
  readonly #expected = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(message: About): Message {
    const begun: Message = { ...message, issuedAt: this.#now(), ends: 0 };
    this.messages.push(begun);
    return begun;
  }

  end(message: Message, ending: Ending, result?: string): void {
    message.ends += 1;
    message.endedAt = this.#now();
    message.ending = ending;
    if (result !== undefined) message.result = result;
  }

  /** Something promised, which must come before the round is over. */
  expect(what: string): () => void {
    this.#add(what, 1);
    return () => this.#add(what, -1);
  }

  #add(what: string, count: number): void {
    this.#expected.set(what, (this.#expected.get(what) ?? 0) + count);
  }

  /** What has not come as often as it was promised. */
  get unkept(): string[] {
    return [...this.#expected]
      .filter(([, count]) => count !== 0)
      .map(([what, count]) => `${what} (${count})`);
  }

  get open(): number {
    return this.messages.filter(({ ends }) => ends === 0).length;
  }
}
