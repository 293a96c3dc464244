import type { SpecialFault } from './special-faults';

/** What a camera can do wrong, each with one sentence. `after` kinds take effect first. */
export const INJECTABLE_FAULTS = {
  'reset-before': 'resets the connection, and nothing took effect',
  'reset-after': 'takes effect, then resets the connection without an answer',
  'reset-midway': 'resets the connection in the middle of the request body; nothing took effect',
  'half-closed': 'ends its side of the connection without an answer; nothing took effect',
  silent: 'never answers; nothing took effect',
  'silent-after': 'takes effect and never answers',
  drip: 'sends the head, then one byte of the body at a time',
  'cut-short': 'closes the connection in the middle of the declared body',
  'half-body': 'sends the beginning of the body with a length that agrees',
  'half-document': 'the beginning of the body over HTTP/1.0 without a length, so that its end looks complete',
  oversize: 'declares 600 MB and sends them',
  'compressed-bomb': 'a small gzip body that unpacks to 600 MB',
  'entity-bomb': 'XML whose entities grow to a gigabyte',
  proto: 'XML with elements and attributes such as __proto__ and constructor',
  html: 'status 200 and a page for people',
  empty: 'status 200 and nothing',
  'fault-200': 'refuses with status 200 and a fault; nothing took effect',
  'fault-400': 'refuses with status 400 and a fault; nothing took effect',
  'uid-error': 'says `uid error` although the uid is good; nothing took effect',
  locked: 'says that the user is locked; nothing took effect',
  'echoed-404': 'does not know the command and echoes the whole URL in the fault',
  'error-500': 'status 500 and an HTML page; nothing took effect',
  redirect: 'sends the client to another address; nothing took effect',
  'wrong-length': 'declares ten bytes fewer than it sends',
  'chunk-garbage': 'declares chunks and sends something else',
  garbage: 'answers something that is not HTTP',
  http10: 'HTTP/1.0 without a length, complete when the connection ends',
  closing: 'a good answer with `Connection: close`',
  'close-idle': 'a good answer; the next request on the same connection is met with a reset',
  'hang-up': 'a good answer; a moment later the connection is closed without a word',
  pretend: 'says success without doing anything',
} as const;

export type FaultKind = keyof typeof INJECTABLE_FAULTS;

export type AnyFault = FaultKind | SpecialFault;

export interface FaultOptions {
  /** Only requests for exactly this path; otherwise any. */
  path?: string;
  /** How often; `Infinity` for always. Default 1. */
  times?: number;
  /** `drip`: ms between two bytes, default 100. `hang-up`: ms after the answer, default 0. `slow`: 3000. */
  intervalMs?: number;
  /** `redirect`: where to. */
  location?: string;
  /** `fault-200`, `fault-400` and `refusal`: the reason given. */
  reason?: string;
  /** `refusal`: the status. */
  status?: number;
  /** `late`: ms from the request to its effect, default 4000. */
  effectMs?: number;
}

export interface InjectedFault extends FaultOptions {
  kind: AnyFault;
  left: number;
}

/** The faults ordered for coming requests; each request takes the first that concerns it. */
export class FaultQueue {
  private queue: InjectedFault[] = [];

  /** Gives back a function that calls this order off. */
  order(kind: AnyFault, options: FaultOptions = {}): () => void {
    const injected: InjectedFault = { ...options, kind, left: options.times ?? 1 };
    this.queue.push(injected);
    return () => this.drop(injected);
  }

  take(path: string): InjectedFault | undefined {
    const injected = this.queue.find((entry) => entry.path === undefined || entry.path === path);
    if (injected && --injected.left <= 0) this.drop(injected);
    return injected;
  }

  /** How many orders are still to be carried out. */
  get pending(): number {
    return this.queue.length;
  }

  clear(): void {
    this.queue = [];
  }

  private drop(injected: InjectedFault): void {
    this.queue = this.queue.filter((entry) => entry !== injected);
  }
}
