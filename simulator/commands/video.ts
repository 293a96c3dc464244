import { element, xml } from '../answer';
import type { Device } from '../device';
import type { Settings } from '../state';
import type { Command } from './command';
import { isWithin, oneOf, range, refuse, text } from './fields';
import { settingsCommand } from './settings';

type Range = readonly [min: number, max: number];
type Modes = Record<string, Record<string, { framerate: Range; bitrate: Range }>>;

/** Section 3.5.1, as the manual's camera has it. */
const CAPABILITIES: Record<'stream1' | 'stream2', Modes> = {
  stream1: {
    H264: {
      '2592X1944': { framerate: [1, 15], bitrate: [500, 8000] },
      '1080P': { framerate: [1, 30], bitrate: [500, 6000] },
    },
    H265: {
      '2592X1944': { framerate: [1, 15], bitrate: [500, 6000] },
      '1080P': { framerate: [1, 30], bitrate: [500, 4000] },
    },
  },
  stream2: {
    H264: {
      VGA: { framerate: [1, 30], bitrate: [50, 2000] },
      '480X360': { framerate: [1, 30], bitrate: [50, 2000] },
    },
    H265: {
      VGA: { framerate: [1, 30], bitrate: [50, 2000] },
      '480X360': { framerate: [1, 30], bitrate: [50, 2000] },
    },
  },
};

/** A group of pictures may last from one frame to four seconds. */
const GOV_PER_FRAMERATE = 4;

const STREAM_FIELDS = [
  oneOf('encode_mode', ['H264', 'H265']),
  text('resolution'),
  range('framerate', 1, 30),
  text('govlength'),
  text('bitrate'),
  oneOf('bitrate_control', ['CBR', 'VBR'], 'bitrate_control: CBR or VBR'),
];

export const videoCommands: readonly Command[] = [
  {
    path: '/cgi-bin/videoencoder/getcapabilities',
    section: '3.5.1',
    access: 'session',
    run: () => xml(element('video_capabilities', {}, capabilities())),
  },
  {
    path: '/cgi-bin/videoencoder',
    section: '3.5.2',
    access: 'session',
    // Newer firmware reads both streams under either stream's path only.
    style: 'manual',
    run: ({ device }) => xml(configuration(device)),
  },
  ...(['stream1', 'stream2'] as const).map((stream) =>
    settingsCommand({
      path: `/cgi-bin/videoencoder/${stream}`,
      section: '3.5.2',
      fields: STREAM_FIELDS,
      of: ({ settings }) => settings.video[stream],
      check: (given, _call, kept) => checkStream(CAPABILITIES[stream], { ...kept, ...given }),
      answer: configuration,
    }),
  ),
  settingsCommand({
    path: '/cgi-bin/videoencoder/AdvanceEncodeConfig',
    section: '3.5.2',
    fields: [range('profile', 0, 2)],
    of: ({ settings }) => settings.video.advanced,
    answer: configuration,
  }),
];

function configuration({ settings: { video } }: Device): string {
  const advanced = element('AdvanceEncodeConfig', { EncodeProfile: video.advanced['profile'] ?? '' });
  const streams = element('stream1', video.stream1) + element('stream2', video.stream2);
  return element('videoencoder', {}, advanced + streams);
}

/** What is possible depends on mode and resolution together, also on those already set. */
function checkStream(modes: Modes, wanted: Settings): void {
  const limits =
    modes[wanted['encode_mode'] ?? '']?.[wanted['resolution'] ?? ''] ?? refuse('resolution error');
  const rate = Number(wanted['framerate']);
  demand('framerate', wanted, limits.framerate);
  demand('govlength', wanted, [1, rate * GOV_PER_FRAMERATE]);
  demand('bitrate', wanted, limits.bitrate);
}

function demand(name: string, wanted: Settings, [min, max]: Range): void {
  if (!isWithin(wanted[name] ?? '', min, max)) refuse(`${name} range: ${min}-${max}`);
}

function capabilities(): string {
  return Object.entries(CAPABILITIES)
    .map(([stream, modes]) => {
      const inner = Object.entries(modes).map(([name, sizes]) =>
        element('encode_mode', { name }, resolutions(sizes)),
      );
      return element(stream, {}, inner.join('\n'));
    })
    .join('\n');
}

function resolutions(sizes: Modes[string]): string {
  return Object.entries(sizes)
    .map(([name, { framerate, bitrate }]) => {
      const ranges = [
        element('framerate_range', {}, framerate.join('-')),
        element('bitrate_range', {}, bitrate.join('-')),
      ];
      return element('resolution', { name }, ranges.join('\n'));
    })
    .join('\n');
}
