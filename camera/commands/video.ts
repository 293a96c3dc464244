import type { Command, Rule } from './schema';

/** From one key frame a second to one in four (field note 28). */
const govFitsFramerate: Rule = {
  doc: '"govlength" must be 1 to 4 times "framerate".',
  compares: ['govlength', 'framerate'],
  isViolated(sent) {
    if (!sent.has('govlength') || !sent.has('framerate')) return false;
    const [gov, rate] = [Number(sent.get('govlength')), Number(sent.get('framerate'))];
    return gov < rate || gov > 4 * rate;
  },
};

/** The possible values depend on the camera, see `videoCapabilities`. */
const STREAM = {
  encode_mode: { type: 'text', doc: 'Encoding, as `videoCapabilities` names them, such as H264.' },
  resolution: { type: 'text', doc: 'Resolution, as `videoCapabilities` names them, such as 1080P.' },
  framerate: {
    type: 'integer',
    unit: 'fps',
    min: 1,
    max: 1000,
    doc: 'Frame rate in frames per second.',
    answeredAs: ['frame_rate'],
  },
  govlength: {
    type: 'integer',
    min: 1,
    max: 4000,
    doc: 'Key frame interval in frames, 1 to 4 times the frame rate.',
  },
  bitrate: { type: 'integer', unit: 'kbit/s', min: 1, max: 1_000_000, doc: 'Bit rate in kbit/s.' },
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

/** Encodings, their resolutions, and the ranges of each. */
const TREE = { type: 'group', members: {}, access: 'read-only' } as const;

/** Newer firmware reads all streams where older sets the first. */
const READ = { path: 'videoencoder', fallbackPath: 'videoencoder/stream1', effect: 'read' } as const;

const stream = (number: 1 | 2 | 3, doc: string) =>
  ({
    doc,
    section: '3.5.2',
    internal: true,
    parameters: STREAM,
    rules: [govFitsFramerate],
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
    doc: 'Possible settings of each stream.',
    section: '3.5.1',
    parameters: {
      stream1: { ...TREE, doc: 'Main stream.' },
      stream2: { ...TREE, doc: 'Sub stream.' },
      stream3: { ...TREE, doc: 'Third stream, where the camera has one.' },
    },
    read: { path: 'videoencoder/getcapabilities', effect: 'read', answer: { form: 'tree' } },
  },
  video: {
    doc: 'Encoding of the streams. Each part may also be set alone.',
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
      stream3: { type: 'group', members: STREAM, doc: 'Third stream, where the camera has one.' },
    },
    read: { ...READ, answer: { form: 'attributes' } },
    // Each part is set by a request of its own.
    write: { path: READ.path, effect: 'set', answer: { form: 'special' } },
  },
  videoStream1: stream(1, 'Encoding of the main stream.'),
  videoStream2: stream(2, 'Encoding of the sub stream.'),
  videoStream3: stream(3, 'Encoding of the third stream.'),
  videoProfile: {
    doc: 'Profile of the video encoding.',
    section: '3.5.2',
    parameters: { profile: PROFILE },
    // Asked for alone, it answers nothing and applies the settings again (field note 28).
    read: { ...READ, answer: { form: 'attributes', within: 'AdvanceEncodeConfig' } },
    write: {
      path: 'videoencoder/AdvanceEncodeConfig',
      effect: 'set',
      answer: { form: 'attributes', within: 'AdvanceEncodeConfig' },
    },
  },
} as const satisfies Record<string, Command>;
