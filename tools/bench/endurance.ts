/** What many commands leave behind, and how many requests they take. */
import type { FixedCamera } from './child';
import type { BenchedNodeRed } from './node-red';

export interface Endurance {
  readonly messages: number;
  /** Commands per command, and log-ins, as the camera counted them. */
  readonly requestsPerCommand: number;
  readonly logIns: number;
  readonly heapBeforeBytes: number;
  readonly heapAfterBytes: number;
}

const WARM_UP = 2_000;

export async function measureEndurance(
  red: BenchedNodeRed,
  camera: FixedCamera,
  messages: number,
): Promise<Endurance> {
  const run = (count: number) =>
    red.load({ source: 'relay-source', atATime: 8, messages: count, ms: Infinity });
  await run(WARM_UP);
  const heapBeforeBytes = await red.heapBytes();
  await camera.counts();
  const measured = await run(messages);
  const counts = await camera.counts();
  return {
    messages: measured.messages,
    requestsPerCommand: (counts['getRelayStatus'] ?? 0) / measured.messages,
    logIns: counts['getuid'] ?? 0,
    heapBeforeBytes,
    heapAfterBytes: await red.heapBytes(),
  };
}
