import type { IncomingHttpHeaders } from 'node:http';

/** One request as it arrived. */
export interface RequestRecord {
  method: string;
  /** The request's target, byte for byte. */
  url: string;
  path: string;
  /** What stands behind the question mark, undecoded. */
  query: string;
  headers: IncomingHttpHeaders;
  at: number;
  /** The number of the TCP connection, counted from 1. */
  connection: number;
  httpVersion: string;
  /** The start of a body, for requests that have one. */
  body?: Buffer;
  /** What went wrong on purpose. */
  fault?: string;
  /** The answer's status, once there was one. */
  status?: number;
}

interface Waiting {
  path: string;
  count: number;
  resolve: (record: RequestRecord) => void;
}

/** A camera that runs for days forgets its oldest requests. */
const KEPT = 50_000;

/** Every request the camera received, and how many it worked on at once. */
export class RequestLog {
  readonly requests: RequestRecord[] = [];
  readonly concurrency = { now: 0, max: 0 };
  connections = 0;
  private waiting: Waiting[] = [];

  add(record: RequestRecord): void {
    this.requests.push(record);
    if (this.requests.length > KEPT) this.requests.splice(0, KEPT / 10);
    const arrived = this.received(record.path).length;
    const due = this.waiting.filter((wait) => wait.path === record.path && wait.count <= arrived);
    this.waiting = this.waiting.filter((wait) => !due.includes(wait));
    for (const wait of due) wait.resolve(record);
  }

  begin(): void {
    this.concurrency.now++;
    this.concurrency.max = Math.max(this.concurrency.max, this.concurrency.now);
  }

  end(): void {
    this.concurrency.now--;
  }

  received(path?: string): RequestRecord[] {
    return path === undefined ? [...this.requests] : this.requests.filter((entry) => entry.path === path);
  }

  /** Resolves with the `count`th request for this path, at once if it already came. */
  when(path: string, count: number): Promise<RequestRecord> {
    const early = this.received(path)[count - 1];
    if (early) return Promise.resolve(early);
    return new Promise((resolve) => this.waiting.push({ path, count, resolve }));
  }

  clear(): void {
    this.requests.length = 0;
    this.concurrency.max = this.concurrency.now;
  }
}
