/** A thousand cameras: what they hold, and what they send while nobody asks anything of them. */
import { join } from 'node:path';
import { CannedCameras } from './canned-cameras';
import { Child, type FixedCamera } from './child';
import type { Thousand } from './thousand';

const MINUTE = 60_000;

export async function measureThousand(client: string, camera: FixedCamera): Promise<Thousand> {
  const child = await Child.start<Thousand>('thousand.ts', [client, String(camera.port), '1000']);
  await child.stop();
  return child.ready;
}

export const clientIn = (installed: string, name: string): string =>
  join(installed, 'node_modules', name, 'dist/camera/client.js');

export interface Idle {
  readonly perMinute: number;
  readonly cameras: number;
  readonly minutes: number;
  /** The most requests in one second. */
  readonly busiest: number;
}

/** Requests of cameras that are kept alive, by a clock that is turned by hand. */
export async function computeIdle(count: number, minutes: number, keep = true): Promise<Idle> {
  const cameras = new CannedCameras(count);
  try {
    if (keep) for (const client of cameras.clients) client.keep();
    else await Promise.all(cameras.clients.map((client) => client.read('image')));
    await cameras.clock.advance(10 * MINUTE);
    cameras.requests.length = 0;
    const from = cameras.clock.now();
    await cameras.clock.advance(minutes * MINUTE);
    const perMinute = cameras.requests.length / count / minutes;
    return { perMinute, cameras: count, minutes, busiest: Math.max(0, ...cameras.perSecond(from)) };
  } finally {
    await cameras.putAway();
  }
}

/** The same, observed at a real camera, in real time. */
export async function observeIdle(
  client: string,
  camera: FixedCamera,
  count: number,
  minutes: number,
): Promise<Idle> {
  const child = await Child.start<Thousand>('thousand.ts', [client, String(camera.port), String(count)]);
  await camera.counts();
  let all = 0;
  let busiest = 0;
  const until = performance.now() + minutes * MINUTE;
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const second = Object.values(await camera.counts()).reduce((sum, times) => sum + times, 0);
    busiest = Math.max(busiest, second);
    all += second;
  }
  await child.stop();
  return { perMinute: all / count / minutes, cameras: count, minutes, busiest };
}
