import { randomUUID } from 'node:crypto';
import type { RecordFile } from './record-file';

/** What is owed to one camera, as its client sees it. */
export interface PendingLease<R> {
  /** What was owed to the camera when the lease began, and is now this client's to do. */
  readonly recovered: R | undefined;
  /** Resolves once it is safe on the disk; `undefined` if nothing is owed any more. */
  write(record: R | undefined): Promise<void>;
  /** As `write`, but at once: it survives the end of the process, though perhaps not that of the machine. */
  writeNow(record: R | undefined): void;
  /** The latest moment, in ms since the epoch, up to which another client in this process wants what `isAlike`. */
  heldByOthers(isAlike: (record: R) => boolean): number;
  /** How long this client wants what it has written to stay, in ms since the epoch. */
  hold(until: number): void;
  /** The client is closing: whoever leases next takes over what is owed, which `onTakenOver` tells. */
  handOver(onTakenOver: () => void): void;
}

/** Something that is owed to a camera that no client cares for. */
export interface Orphan<R> {
  readonly address: string;
  readonly record: R;
}

interface Entry<R> {
  readonly address: string;
  record: R | undefined;
  heldUntil: number;
  /** No client cares for it. */
  isLeft: boolean;
  onTakenOver?: () => void;
  /** Under which key, and by which process, it stands in the file. */
  stored?: { readonly key: string; readonly by: unknown };
}

/**
 * Remembers what is owed to cameras, so that even a process that was killed can make up for it.
 *
 * It goes by the camera's address: whoever talks to that camera next takes over what was left. Node-RED's own context
 * stores would keep such a note in memory for up to 30 s.
 */
export class PendingStore<R extends object> {
  readonly #file: RecordFile | undefined;
  /** Tells the records of this process from those of others. */
  readonly #process = randomUUID();
  /** The newest last; two clients may owe the same camera something. */
  readonly #entries = new Set<Entry<R>>();
  /** What stands in the file and is this process's to remove: keys, and who wrote them. */
  readonly #stored = new Map<string, unknown>();

  /**
   * @param parse reads a record, `undefined` if it makes no sense.
   * @param warn is told of what makes no sense.
   */
  constructor(
    file?: RecordFile,
    parse?: (value: unknown) => R | undefined,
    warn?: (trouble: string) => void,
  ) {
    this.#file = file;
    for (const [key, value] of Object.entries(file?.load() ?? {})) {
      const record = parse?.(value);
      if (record) this.#entries.add(entryOf(key, value, record));
      else warn?.(`the record of "${key}" makes no sense`);
    }
  }

  /** Whether anything is owed to this camera. */
  isPending(address: string): boolean {
    return [...this.#entries].some((entry) => entry.address === address.toLowerCase());
  }

  /** What was left, be it by a process that was killed or by a client of this one, and was not taken over. */
  get orphans(): readonly Orphan<R>[] {
    return [...this.#entries].flatMap(({ address, record, isLeft }) =>
      isLeft && record ? [{ address, record }] : [],
    );
  }

  /** @param cameraAddress compared without regard to capitals, as host names are. */
  lease(cameraAddress: string): PendingLease<R> {
    const address = cameraAddress.toLowerCase();
    const left = [...this.#entries].filter((entry) => entry.isLeft && entry.address === address);
    for (const entry of left) this.#takeOver(entry);
    const recovered = left.at(-1)?.record;
    const mine: Entry<R> = { address, record: recovered, heldUntil: 0, isLeft: false };
    if (recovered) this.#entries.add(mine);
    /** @returns whether anything has changed. */
    const set = (record: R | undefined): boolean => {
      if (!this.#entries.delete(mine) && !record) return false;
      mine.record = record;
      if (record) this.#entries.add(mine);
      return true;
    };
    return {
      recovered,
      write: async (record) => {
        if (set(record)) await this.#file?.change(this.#merge);
      },
      writeNow: (record) => {
        if (set(record)) this.#file?.changeNow(this.#merge);
      },
      heldByOthers: (isAlike) => {
        const others = [...this.#entries].filter(
          (entry) => entry !== mine && entry.address === address && entry.record && isAlike(entry.record),
        );
        return Math.max(0, ...others.map(({ heldUntil }) => heldUntil));
      },
      hold: (until) => {
        mine.heldUntil = until;
      },
      handOver: (onTakenOver) => {
        mine.isLeft = true;
        mine.heldUntil = 0;
        mine.onTakenOver = onTakenOver;
      },
    };
  }

  #takeOver(entry: Entry<R>): void {
    const { stored, onTakenOver } = entry;
    this.#entries.delete(entry);
    if (stored) this.#stored.set(stored.key, stored.by);
    onTakenOver?.();
  }

  /** Puts the records of this process in the place of those it had stored; what others have stored stays. */
  readonly #merge = (records: Record<string, unknown>): void => {
    for (const [key, by] of this.#stored) if (processOf(records[key]) === by) delete records[key];
    this.#stored.clear();
    for (const { address, record, stored } of this.#entries) {
      if (!record || stored) continue;
      const key = freeKey(records, address);
      records[key] = { ...record, by: this.#process };
      this.#stored.set(key, this.#process);
    }
  };
}

function entryOf<R>(key: string, value: unknown, record: R): Entry<R> {
  const [address = ''] = key.toLowerCase().split(' ');
  return { address, record, heldUntil: 0, isLeft: true, stored: { key, by: processOf(value) } };
}

const processOf = (value: unknown): unknown => (value as { by?: unknown } | undefined)?.by;

/** Several records of one camera are told apart by a number. */
function freeKey(records: Record<string, unknown>, address: string): string {
  let key = address;
  for (let number = 2; key in records; number += 1) key = `${address} ${number}`;
  return key;
}
