/** What a Node-RED process has reported so far, and waiting for what is still to come. Every wait has an end. */
import type { ErrorReport, Message, NodeRedEvent, NodeStatus } from './protocol';

interface Waiter {
  look(): void;
  fail(error: Error): void;
}

type EventOf<Kind extends NodeRedEvent['kind']> = Extract<NodeRedEvent, { kind: Kind }>;

export interface Ending {
  msgid: string;
  error?: ErrorReport | undefined;
}

/** Generous, for machines that do other things as well. */
export const REPLY_MS = 15_000;

export class Journal {
  /** Every line of output, across restarts. */
  readonly log: string[] = [];
  protected readonly events: NodeRedEvent[] = [];
  private readonly waiters = new Set<Waiter>();
  private looking: NodeJS.Immediate | undefined;

  /** All that a node has sent, from one of its outputs or from all. */
  outputs(node: string, port?: number): Message[] {
    return this.eventsOf('output', node)
      .filter((event) => port === undefined || event.port === port)
      .map((event) => event.msg);
  }

  /** Every status a node has shown. */
  statuses(node: string): NodeStatus[] {
    return this.eventsOf('status', node).map((event) => event.status);
  }

  /** How the messages that went into a node have ended. */
  endings(node: string): Ending[] {
    return this.eventsOf('done', node).map(({ msgid, error }) => ({ msgid, error }));
  }

  /** A node's outputs, as soon as there are `count` of them. */
  async waitForOutputs(node: string, count = 1, ms = REPLY_MS): Promise<Message[]> {
    const find = (): Message[] | undefined => {
      const outputs = this.outputs(node);
      return outputs.length >= count ? outputs : undefined;
    };
    return this.until(find, `${count} messages out of ${node}`, ms);
  }

  /** A node's latest status, as soon as it is one that `matches`. */
  async waitForStatus(
    node: string,
    matches: (status: NodeStatus) => boolean,
    ms = REPLY_MS,
  ): Promise<NodeStatus> {
    const find = (): NodeStatus | undefined => {
      const latest = this.statuses(node).at(-1);
      return latest && matches(latest) ? latest : undefined;
    };
    return this.until(find, `a status of ${node}`, ms);
  }

  /** The first line of output that matches. */
  async waitForLog(pattern: RegExp, ms = REPLY_MS): Promise<string> {
    return this.until(() => this.log.find((line) => pattern.test(line)), `a line like ${pattern}`, ms);
  }

  protected add(entry: NodeRedEvent | string): void {
    if (typeof entry === 'string') this.log.push(entry);
    else this.events.push(entry);
    // Once for all that arrives together: each look goes through all events, of which a burst brings thousands.
    this.looking ??= setImmediate(() => {
      this.looking = undefined;
      for (const waiter of [...this.waiters]) waiter.look();
    });
  }

  /** Ends every wait, for what is waited for cannot come any more. */
  protected failWaiters(why: string): void {
    for (const waiter of [...this.waiters]) waiter.fail(this.explain(why));
  }

  /** What `find` returns, as soon as that is something; what it throws ends the wait. */
  protected async until<T>(find: () => T | undefined, what: string, ms: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const finish = (action: () => void): void => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        action();
      };
      const waiter: Waiter = {
        look: () => {
          try {
            const found = find();
            if (found !== undefined)
              finish(() => {
                resolve(found);
              });
          } catch (error) {
            waiter.fail(error as Error);
          }
        },
        fail: (error) => {
          finish(() => {
            reject(error);
          });
        },
      };
      const timer = setTimeout(() => {
        waiter.fail(this.explain(`Waited ${ms} ms in vain for ${what}.`));
      }, ms);
      this.waiters.add(waiter);
      waiter.look();
    });
  }

  protected explain(problem: string): Error {
    return new Error(`${problem} Node-RED's last lines:\n${this.log.slice(-25).join('\n')}`);
  }

  private eventsOf<Kind extends 'output' | 'status' | 'done'>(kind: Kind, node: string): EventOf<Kind>[] {
    return this.events.filter(
      (event): event is EventOf<Kind> => event.kind === kind && 'node' in event && event.node === node,
    );
  }
}
