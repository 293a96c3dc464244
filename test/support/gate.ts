import type { PulseEnd, PulseOptions } from '../../camera';
import type { CameraError } from '../../camera/core/errors';
import type { Bench } from './bench';
import { settle } from '../../tools/fake-clock';

export const GET = '/cgi-bin/getRelayStatus';
export const SET = '/cgi-bin/setRelayStatus';

/** A simulated camera whose relay opens a gate, its client, and what became of its pulses. */
export async function gateOn(bench: Bench, options: Parameters<Bench['simulate']>[0] = {}) {
  const { camera, client, clock } = await bench.pair(options);
  const troubles: { error: CameraError; ended: Promise<unknown> }[] = [];
  const began = clock.now();

  /** A pulse that closes after a second, unless said otherwise. */
  const pulse = (more: Partial<PulseOptions> = {}): Promise<{ end: Promise<PulseEnd> }> =>
    client.relay.pulse({
      durationMs: 1_000,
      restOpen: false,
      verify: true,
      signal: new AbortController().signal,
      onTrouble: (error, ended) => troubles.push({ error, ended }),
      ...more,
    });

  /** Every change of the relay: `open` or `close`, and ms since the beginning. */
  const changes = () => camera.history.relay.map(({ open, at }) => [open ? 'open' : 'close', at - began]);

  /** The values the camera was told to set. */
  const written = () => camera.received(SET).map(({ query }) => Number(query.at(-1)));

  /** Lets time pass in small steps, so that what travels over the network arrives in between. */
  async function pass(ms: number, stepMs = 100): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      await clock.advance(Math.min(stepMs, left));
      for (let turn = 0; turn < 30; turn += 1) await settle();
    }
  }

  return { camera, client, clock, relay: client.relay, troubles, pulse, changes, written, pass };
}
