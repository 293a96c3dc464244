import { getActiveResourcesInfo, memoryUsage } from 'node:process';
import { collectGarbage } from '../collect-garbage';

/** What the process holds when nothing goes on. */
export interface Sample {
  readonly heapBytes: number;
  readonly timers: number;
  readonly sockets: number;
}

/** Counts timers and sockets at once; the heap only with `thorough`, for that takes a while. */
export function sample(thorough = true): Sample {
  if (thorough) collectGarbage();
  const resources = getActiveResourcesInfo();
  const count = (...names: string[]) => resources.filter((name) => names.includes(name)).length;
  return {
    heapBytes: memoryUsage().heapUsed,
    timers: count('Timeout', 'Immediate'),
    sockets: count('TCPSocketWrap', 'TCPConnectWrap', 'TLSWrap', 'GetAddrInfoReqWrap'),
  };
}

/** Code, caches and pools come to their size in the first rounds. */
const WARM_UP = 2;
const HEAP_GROWTH_BYTES = 10_000_000;

/** How much the heap has grown between the first and the last third of the samples, by their smallest. */
export function heapGrowth(samples: readonly Sample[]): number {
  const steady = samples.slice(WARM_UP).map(({ heapBytes }) => heapBytes);
  const third = Math.max(1, Math.floor(steady.length / 3));
  if (steady.length < 2) return 0;
  return Math.min(...steady.slice(-third)) - Math.min(...steady.slice(0, third));
}

export function growthViolations(samples: readonly Sample[]): string[] {
  const growth = heapGrowth(samples);
  return growth > HEAP_GROWTH_BYTES ? [`the heap has grown by ${Math.round(growth / 1e6)} MB`] : [];
}
