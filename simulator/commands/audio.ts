import { element, xml } from '../answer';
import type { Settings } from '../state';
import type { Command } from './command';
import { flag, oneOf, range, refuse } from './fields';
import { settingsCommand, without } from './settings';

/** Section 3.5.3: each encode type has one sample rate and one bit rate. */
const TYPES: Record<string, { samplerate: string; bitrate: string }> = {
  'G.711': { samplerate: '8000', bitrate: '64000' },
  'G.711A': { samplerate: '8000', bitrate: '64000' },
  AAC: { samplerate: '16000', bitrate: '16000' },
};

export const audioCommands: readonly Command[] = [
  {
    path: '/cgi-bin/audioencoder/getcapabilities',
    section: '3.5.3',
    access: 'session',
    run: () => xml(element('audio_capabilities', {}, capabilities())),
  },
  settingsCommand({
    path: '/cgi-bin/audioencoder',
    section: '3.5.4',
    fields: [
      flag('enable'),
      oneOf('encode_type', Object.keys(TYPES)),
      oneOf('samplerate', ['8000', '16000'], 'samplerate: 8000 or 16000'),
      oneOf('bitrate', ['64000', '16000'], 'bitrate: 64000 or 16000'),
      range('input_volume', 1, 100),
      range('output_volume', 1, 100),
      flag('amplify'),
    ],
    of: ({ settings }) => settings.audio,
    check: fitType,
    // Newer firmware leaves the amplifier out of its answer.
    answer: ({ settings: { audio }, field }) =>
      element('audioencoder', field ? without(audio, 'amplify') : audio),
  }),
];

/** A new type brings its own rates along unless they are given. */
function fitType(given: Settings, _call: unknown, kept: Settings): void {
  const type = TYPES[given['encode_type'] ?? kept['encode_type'] ?? ''] ?? refuse('encode_type error');
  if (given['encode_type'] !== undefined) {
    given['samplerate'] ??= type.samplerate;
    given['bitrate'] ??= type.bitrate;
  }
  const wanted = { ...kept, ...given };
  if (wanted['samplerate'] !== type.samplerate) refuse('samplerate error');
  if (wanted['bitrate'] !== type.bitrate) refuse('bitrate error');
}

function capabilities(): string {
  return Object.entries(TYPES)
    .map(([name, { samplerate, bitrate }]) => {
      const rate = element('samplerate', { name: samplerate }, element('bitrate', {}, bitrate));
      return element('encode_type', { name }, rate);
    })
    .join('\n');
}
