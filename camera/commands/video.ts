import type { Command, Rule } from './schema';

/** Field note "videoencoder". */
const govWithinFramerate: Rule = {
  doc: '"govlength" must be 1 to 4 times "framerate".',
  isViolated: (sent) =>
    sent.has('govlength') &&
    sent.has('framerate') &&
    Number(sent.get('govlength')) > 4 * Number(sent.get('framerate')),
};

const STREAM = {
  encode_mode: { type: 'choice', values: ['H264', 'H265'], doc: 'Encoding.' },
  resolution: {
    type: 'text',
    pattern: { like: /^[\dA-Za-z]{1,20}$/, words: 'a resolution such as 1080P or 2592X1944' },
    doc: 'Resolution, as `videoCapabilities` names them.',
  },
  framerate: { type: 'integer', min: 1, max: 30, doc: 'Pictures a second.', answeredAs: ['frame_rate'] },
  govlength: { type: 'integer', min: 1, max: 120, doc: 'Pictures from one key frame to the next.' },
  bitrate: { type: 'integer', min: 50, max: 16_000, doc: 'Kilobits a second.' },
  bitrate_control: { type: 'choice', values: ['CBR', 'VBR'], doc: 'Constant or variable bit rate.' },
} as const;

const PROFILE = {
  type: 'integer',
  min: 0,
  max: 2,
  doc: 'Profile: 0 is default, 1 is baseline; 2 depends on the model.',
  answeredAs: ['EncodeProfile'],
} as const;

/** The same, beside `stream`. */
const OF_STREAM = Object.fromEntries(
  Object.entries(STREAM).map(([name, parameter]) => [name, { ...parameter, access: 'write-only' }]),
) as { [K in keyof typeof STREAM]: (typeof STREAM)[K] & { readonly access: 'write-only' } };

/** Newer firmware reads both streams where older sets the first. */
const READ = { path: 'videoencoder', fallbackPath: 'videoencoder/stream1', effect: 'read' } as const;

const stream = (number: 1 | 2, doc: string) =>
  ({
    doc,
    section: '3.5.2',
    internal: true,
    parameters: STREAM,
    rules: [govWithinFramerate],
    read: { ...READ, answer: { form: 'attributes', within: `stream${number}` } },
    write: {
      path: `videoencoder/stream${number}`,
      effect: 'set',
      answer: { form: 'attributes', within: `stream${number}` },
    },
  }) as const satisfies Command;

/** Chapter 3.5.1 and 3.5.2: video. */
export const video = {
  videoCapabilities: {
    doc: 'What each stream can be set to.',
    section: '3.5.1',
    parameters: {},
    read: { path: 'videoencoder/getcapabilities', effect: 'read', answer: { form: 'tree' } },
  },
  video: {
    doc: 'Encoding of both streams. Each part may also be set alone.',
    section: '3.5.2',
    parameters: {
      profile: PROFILE,
      stream: {
        type: 'number-choice',
        values: [1, 2],
        doc: 'Sets the following for stream 1 (main) or 2 (sub) alone.',
        access: 'write-only',
      },
      ...OF_STREAM,
      stream1: { type: 'group', members: STREAM, doc: 'Main stream.' },
      stream2: { type: 'group', members: STREAM, doc: 'Sub stream.' },
    },
    read: { ...READ, answer: { form: 'attributes' } },
    // Each part is set by a request of its own.
    write: { path: READ.path, effect: 'set', answer: { form: 'special' } },
  },
  videoStream1: stream(1, 'Encoding of the main stream.'),
  videoStream2: stream(2, 'Encoding of the sub stream.'),
  videoProfile: {
    doc: 'Profile of the video encoding.',
    section: '3.5.2',
    parameters: { profile: PROFILE },
    read: {
      path: 'videoencoder/AdvanceEncodeConfig',
      effect: 'read',
      answer: { form: 'attributes', within: 'AdvanceEncodeConfig' },
    },
    write: {
      path: 'videoencoder/AdvanceEncodeConfig',
      effect: 'set',
      answer: { form: 'attributes', within: 'AdvanceEncodeConfig' },
    },
  },
} as const satisfies Record<string, Command>;
