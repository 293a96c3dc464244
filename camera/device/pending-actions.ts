import { join } from 'node:path';
import { isRecord } from '../core/type-guards';
import { PendingStore } from './pending-store';
import type { RelayDoubt } from './relay-writes';
import { RecordFile } from './record-file';

/** In Node-RED's user directory; they hold addresses of cameras and no secrets. */
const RELAYS_FILE = '.anjvision-relays.json';
const MOVEMENTS_FILE = '.anjvision-movements.json';

/** A relay that was brought away from rest, and where it belongs. */
export interface PendingReset {
  /** Its state at rest. */
  readonly open: boolean;
  /** Reads back whether it came to rest. */
  readonly verify: boolean;
  /** Until then, in ms since the epoch, a command may still be carried out that brings it away from rest. */
  readonly until?: number;
}

/** A camera that moves, or that may still carry out a movement until then, in ms since the epoch. */
export interface PendingStop {
  readonly until?: number;
}

/**
 * Everything that is owed to cameras: relays that belong at rest, and motors that are to be stopped. Kept in files
 * so that a Node-RED that was killed makes up for it at its next start.
 */
export class PendingActions {
  readonly resets: PendingStore<PendingReset>;
  readonly #doubts = new Map<string, Set<RelayDoubt>>();
  readonly stops: PendingStore<PendingStop>;

  /**
   * @param folder where the files are kept; without one nothing survives the process.
   * @param warn is told of a file that cannot be read or written, and of records that make no sense.
   */
  constructor(folder?: string, warn: (trouble: string) => void = () => undefined) {
    const warnOf = (consequence: string) => (trouble: string) => warn(`${trouble}: ${consequence}`);
    const relayTrouble = warnOf('after a Node-RED that was killed during a pulse, see to the relay yourself');
    const motorTrouble = warnOf(
      'after a Node-RED that was killed during a movement, see to the camera yourself',
    );
    const fileOf = (name: string, trouble: (text: string) => void) =>
      folder === undefined ? undefined : new RecordFile(join(folder, name), trouble);
    this.resets = new PendingStore(fileOf(RELAYS_FILE, relayTrouble), parseReset, relayTrouble);
    this.stops = new PendingStore(fileOf(MOVEMENTS_FILE, motorTrouble), parseStop, motorTrouble);
  }

  /** What the relay of a camera was told and may still do, by whichever client of this process. */
  relayDoubts(cameraAddress: string): Set<RelayDoubt> {
    const address = cameraAddress.toLowerCase();
    const doubts = this.#doubts.get(address) ?? new Set();
    this.#doubts.set(address, doubts);
    return doubts;
  }

  /** What is owed to cameras that nobody is configured to talk to, one sentence each. */
  describeOrphans(): string[] {
    return [
      ...this.resets.orphans.map(
        ({ address, record }) =>
          `the relay of ${address} is still to be ${record.open ? 'opened' : 'closed'}, but no camera with this address is in use; configure it again, or see to the relay and remove its record from ${RELAYS_FILE}`,
      ),
      ...this.stops.orphans.map(
        ({ address }) =>
          `the camera at ${address} is still to be stopped, but no camera with this address is in use; configure it again, or see to it and remove its record from ${MOVEMENTS_FILE}`,
      ),
    ];
  }
}

function parseReset(value: unknown): PendingReset | undefined {
  if (!isRecord(value) || typeof value['open'] !== 'boolean') return undefined;
  return { open: value['open'], verify: value['verify'] !== false, ...parseUntil(value) };
}

const parseStop = (value: unknown): PendingStop | undefined =>
  isRecord(value) ? parseUntil(value) : undefined;

const parseUntil = ({ until }: Record<string, unknown>): PendingStop =>
  typeof until === 'number' ? { until } : {};
