import type { Command } from './schema';

/** Chapter 3.5.3 and 3.5.4: audio. */
export const audio = {
  audioCapabilities: {
    doc: 'What audio can be set to.',
    section: '3.5.3',
    parameters: {},
    read: { path: 'audioencoder/getcapabilities', effect: 'read', answer: { form: 'tree' } },
  },
  audio: {
    doc: 'Encoding and volume of audio.',
    section: '3.5.4',
    parameters: {
      enable: { type: 'flag', doc: 'Audio is on.' },
      encode_type: { type: 'choice', values: ['G.711', 'G.711A', 'AAC'], doc: 'Encoding.' },
      samplerate: { type: 'number-choice', values: [8000, 16_000], doc: 'Samples a second.' },
      bitrate: { type: 'number-choice', values: [64_000, 16_000], doc: 'Bits a second.' },
      input_volume: { type: 'integer', min: 1, max: 100, doc: 'Volume of the microphone.' },
      output_volume: { type: 'integer', min: 1, max: 100, doc: 'Volume of the speaker.' },
      amplify: { type: 'flag', doc: 'Amplifier is on.' },
    },
    read: { path: 'audioencoder', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'audioencoder', effect: 'set', answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>;
