import type { Command } from './schema';

const VOLUME = { type: 'integer', min: 0, max: 100 } as const;

/** Chapter 3.5.3 and 3.5.4: audio. What it can be set to depends on the camera, see `audioCapabilities`. */
export const audio = {
  audioCapabilities: {
    doc: 'Possible audio settings.',
    section: '3.5.3',
    parameters: {
      encode_type: {
        type: 'group',
        members: {},
        doc: 'Encodings, their sample rates, and the bit rates of each.',
        access: 'read-only',
      },
    },
    read: { path: 'audioencoder/getcapabilities', effect: 'read', answer: { form: 'tree' } },
  },
  audio: {
    doc: 'Encoding and volume of audio.',
    section: '3.5.4',
    parameters: {
      enable: { type: 'flag', doc: 'Audio enabled.' },
      encode_type: {
        type: 'text',
        doc: 'Encoding, as `audioCapabilities` names them, such as G.711 or AAC.',
      },
      samplerate: {
        type: 'integer',
        unit: 'Hz',
        min: 1,
        max: 1_000_000,
        doc: 'Samples per second, such as 8000.',
      },
      bitrate: {
        type: 'integer',
        unit: 'bit/s',
        min: 1,
        max: 10_000_000,
        doc: 'Bits per second, such as 64000.',
      },
      input_volume: { ...VOLUME, doc: 'Volume of the microphone.' },
      output_volume: { ...VOLUME, doc: 'Volume of the speaker.' },
      amplify: { type: 'flag', doc: 'Amplifier on.' },
    },
    read: { path: 'audioencoder', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'audioencoder', effect: 'set', answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>;
