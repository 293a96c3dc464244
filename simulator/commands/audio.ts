import { element, xml } from '../answer';
import type { Device } from '../device';
import type { Settings } from '../state';
import type { Call, Command } from './command';
import { flag, oneOf, range, refuse } from './fields';
import { settingsCommand, without } from './settings';

/** Section 3.5.3: each encode type has one sample rate and one bit rate. */
const TYPES: Record<string, { samplerate: string; bitrate: string }> = {
  'G.711': { samplerate: '8000', bitrate: '64000' },
  'G.711A': { samplerate: '8000', bitrate: '64000' },
  AAC: { samplerate: '16000', bitrate: '16000' },
};

/** Firmware G names one of them otherwise (note 16). */
const TYPES_OF_G: typeof TYPES = { 'G.711U': TYPES['G.711']!, ...without(TYPES, 'G.711') };

function typesOf({ isG }: Device): typeof TYPES {
  return isG ? TYPES_OF_G : TYPES;
}

export const audioCommands: readonly Command[] = [
  {
    path: '/cgi-bin/audioencoder/getcapabilities',
    section: '3.5.3',
    access: 'session',
    run: ({ device }) => xml(element('audio_capabilities', {}, capabilities(typesOf(device)))),
  },
  settingsCommand({
    path: '/cgi-bin/audioencoder',
    section: '3.5.4',
    fields: (device) => [
      flag('enable'),
      oneOf('encode_type', Object.keys(typesOf(device))),
      oneOf('samplerate', ['8000', '16000'], 'samplerate: 8000 or 16000'),
      oneOf('bitrate', ['64000', '16000'], 'bitrate: 64000 or 16000'),
      range('input_volume', 1, 100),
      range('output_volume', 1, 100),
      flag('amplify'),
    ],
    of: ({ settings }) => settings.audio,
    check: fitType,
    // Newer firmware leaves the amplifier out of its answer.
    answer: ({ settings: { audio }, newer }) =>
      element('audioencoder', newer ? without(audio, 'amplify') : audio),
  }),
];

/** A new type brings its own rates along unless they are given. */
function fitType(given: Settings, { device }: Call, kept: Settings): void {
  const type =
    typesOf(device)[given['encode_type'] ?? kept['encode_type'] ?? ''] ?? refuse('encode_type error');
  if (given['encode_type'] !== undefined) {
    given['samplerate'] ??= type.samplerate;
    given['bitrate'] ??= type.bitrate;
  }
  const wanted = { ...kept, ...given };
  if (wanted['samplerate'] !== type.samplerate) refuse('samplerate error');
  if (wanted['bitrate'] !== type.bitrate) refuse('bitrate error');
}

function capabilities(types: typeof TYPES): string {
  return Object.entries(types)
    .map(([name, { samplerate, bitrate }]) => {
      const rate = element('samplerate', { name: samplerate }, element('bitrate', {}, bitrate));
      return element('encode_type', { name }, rate);
    })
    .join('\n');
}
