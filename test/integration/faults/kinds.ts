import assert from 'node:assert/strict';
import { execute } from '../../../camera/operations/execute';
import type { Stage } from './stage';

/** A kind of command: a column of the matrix. */
export interface Kind {
  /** Where the fault strikes. */
  readonly path: string;
  /** The requests that carry the command. */
  readonly carries: RegExp;
  /** What has to be so before. */
  readonly prepare?: (stage: Stage) => Promise<unknown>;
  /** Gives the command, and sees it through to its end. */
  readonly give: (stage: Stage) => Promise<unknown>;
  /** How often it has taken effect. */
  readonly effects?: (stage: Stage) => number;
  /** Acts each time it arrives: that must be once at most, whatever goes wrong. */
  readonly once?: true;
}

const LONG_MS = 60_000;
const SHORT_MS = 30;
/** Time enough to look at the relay before it is at rest. */
const PULSE_MS = 300;

/** So long that the session is not trusted any more. */
const IDLE_MS = 55_000;

async function move({ client, gone: { signal }, onTrouble }: Stage, stopAfterMs: number) {
  let onEnd!: () => void;
  const ended = new Promise<void>((resolve) => (onEnd = resolve));
  const input = { move_x: 1, speed: 1 } as const;
  assert.equal(await client.ptz.move({ input, stopAfterMs, signal, onTrouble, onEnd }), true);
  return { ended };
}

function pulse({ client, gone: { signal }, onTrouble }: Stage, durationMs: number) {
  return client.relay.pulse({ durationMs, restOpen: false, verify: true, signal, onTrouble });
}

async function shortPulse(stage: Stage): Promise<void> {
  const { end } = await pulse(stage, PULSE_MS);
  assert.equal(await end, 'completed');
}

const openings = ({ camera }: Stage) => camera.history.relay.filter(({ open }) => open).length;
const alarms = ({ camera }: Stage) => camera.history.alarms.length;

export const KINDS = {
  /** The log-in that an alarm needs. */
  'log-in': {
    path: '/cgi-bin/getuid',
    carries: /setManualInputAlarm/,
    give({ client, clock }) {
      clock.leap(IDLE_MS);
      return execute(client, 'alarm', {});
    },
    effects: alarms,
    once: true,
  },
  read: {
    path: '/cgi-bin/image',
    carries: /image\?uid=\w+$/,
    give: ({ client }) => execute(client, 'image', {}),
  },
  absolute: {
    path: '/cgi-bin/image',
    carries: /image.*brightness=77/,
    give: ({ client }) => execute(client, 'image', { brightness: 77 }),
    effects: ({ camera }) => Number(camera.state.settings.image['brightness'] === '77'),
  },
  alarm: {
    path: '/cgi-bin/setManualInputAlarm',
    carries: /setManualInputAlarm/,
    give: ({ client }) => execute(client, 'alarm', {}),
    effects: alarms,
    once: true,
  },
  upload: {
    path: '/cgi-bin/snapshot.cgi',
    carries: /snapshot.*upload=0/,
    give: ({ client }) => client.write('snapshot', { stream: 1, upload: 0 }),
    effects: ({ camera }) => camera.history.uploads.length,
    once: true,
  },
  picture: {
    path: '/cgi-bin/snapshot.cgi',
    carries: /snapshot.*stream=0$/,
    async give({ client }) {
      const { picture } = await client.read('snapshot', { stream: 0 });
      assert.ok(Buffer.isBuffer(picture) && picture.length > 1_000);
    },
  },
  movement: {
    path: '/cgi-bin/ptz_ctrl',
    carries: /ptz_ctrl.*move_x=1/,
    async give(stage) {
      await (
        await move(stage, SHORT_MS)
      ).ended;
    },
    effects: ({ camera }) => camera.history.ptz.filter(({ kind }) => kind === 'move').length,
    once: true,
  },
  stop: {
    path: '/cgi-bin/ptz_ctrl',
    carries: /ptz_ctrl.*stop=1/,
    prepare: (stage) => move(stage, LONG_MS),
    give: ({ client, onTrouble }) => client.ptz.stop(onTrouble),
  },
  pulse: {
    path: '/cgi-bin/setRelayStatus',
    carries: /setRelayStatus.*status=1/,
    give: shortPulse,
    effects: openings,
  },
  /** The question whether a pulse has opened the relay. */
  'read-back': {
    path: '/cgi-bin/getRelayStatus',
    carries: /setRelayStatus.*status=1/,
    give: shortPulse,
    effects: openings,
  },
  /** The end of a pulse. */
  rest: {
    path: '/cgi-bin/setRelayStatus',
    carries: /setRelayStatus.*status=0/,
    prepare: (stage) => pulse(stage, LONG_MS),
    give: ({ client, gone }) => client.release(gone.signal),
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
