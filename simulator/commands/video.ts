import { element, xml } from '../answer';
import type { Device } from '../device';
import type { Settings } from '../state';
import type { Command } from './command';
import { isWithin, oneOf, range, refuse, text, type Field } from './fields';
import { settingsCommand } from './settings';
import { capabilitiesOf, capabilitiesTree, type Modes, type Range } from './video-capabilities';

/** A group of pictures lasts from one to four seconds (note 28). */
const GOV_PER_FRAMERATE = 4;

const streamFields = ({ isG }: Device): Field[] => [
  oneOf('encode_mode', ['H264', 'H265', ...(isG ? ['H265+'] : [])]),
  text('resolution'),
  range('framerate', 1, isG ? 60 : 30),
  text('govlength'),
  text('bitrate'),
  oneOf('bitrate_control', ['CBR', 'VBR'], 'bitrate_control: CBR or VBR'),
];

export const videoCommands: readonly Command[] = [
  {
    path: '/cgi-bin/videoencoder/getcapabilities',
    section: '3.5.1',
    access: 'session',
    run: ({ device }) => xml(element('video_capabilities', {}, capabilitiesTree(device))),
  },
  {
    path: '/cgi-bin/videoencoder',
    section: '3.5.2',
    access: 'session',
    // Newer firmware reads both streams under either stream's path only.
    styles: ['manual'],
    run: ({ device }) => xml(configuration(device)),
  },
  ...(['stream1', 'stream2', 'stream3'] as const).map((stream) =>
    settingsCommand({
      path: `/cgi-bin/videoencoder/${stream}`,
      section: '3.5.2',
      ...(stream === 'stream3' && { styles: ['firmware-g'] }),
      fields: streamFields,
      of: ({ settings }) => settings.video[stream],
      check(given, { device }, kept) {
        checkStream(capabilitiesOf(device)[stream] ?? {}, given, kept);
        device.encoderRestarts++;
      },
      answer: (device) => configuration(device),
    }),
  ),
  settingsCommand({
    path: '/cgi-bin/videoencoder/AdvanceEncodeConfig',
    section: '3.5.2',
    fields: [range('profile', 0, 2)],
    of: ({ settings }) => settings.video.advanced,
    answer(device, _call, write) {
      // Firmware G applies the settings again when it is only read, and does not tell the profile (note 28).
      if (write || device.isG) device.encoderRestarts++;
      return configuration(device, write || !device.isG ? undefined : '');
    },
  }),
];

function configuration(
  { settings: { video }, isG }: Device,
  profile = video.advanced['profile'] ?? '',
): string {
  const advanced = element('AdvanceEncodeConfig', { EncodeProfile: profile });
  const streams = element('stream1', video.stream1) + element('stream2', video.stream2);
  const third = isG ? element('stream3', video.stream3) : '';
  return element('videoencoder', {}, advanced + streams + third);
}

/** What is possible depends on mode and resolution together, also on those already set. */
function checkStream(modes: Modes, given: Settings, kept: Settings): void {
  const wanted = { ...kept, ...given };
  const limits =
    modes[wanted['encode_mode'] ?? '']?.[wanted['resolution'] ?? ''] ?? refuse('resolution error');
  const rate = Number(wanted['framerate']);
  demand('framerate', wanted, limits.framerate);
  // A frame rate alone leaves a group of pictures as it is, whether it still fits or not.
  if (given['govlength'] !== undefined) demand('govlength', wanted, [rate, rate * GOV_PER_FRAMERATE]);
  demand('bitrate', wanted, limits.bitrate);
}

function demand(name: string, wanted: Settings, [min, max]: Range): void {
  if (!isWithin(wanted[name] ?? '', min, max)) refuse(`${name} range: ${min}-${max}`);
}
