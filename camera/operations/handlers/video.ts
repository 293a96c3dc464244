import { commands } from '../../commands/index';
import type { InputOf } from '../../commands/types';
import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';
import { CameraError } from '../../core/errors';
import { formatValue } from '../../protocol/encode-value';
import { validate } from '../../protocol/validate';
import { isRecord } from '../../core/type-guards';
import type { Input, CommandHandler } from './handler';

const STREAMS = { stream1: 'videoStream1', stream2: 'videoStream2', stream3: 'videoStream3' } as const;
type StreamName = keyof typeof STREAMS;
type PartName = StreamName | 'profile';

/** The streams and the profile, each set by a request of its own; or one stream by `{ stream, … }`. */
export const video: CommandHandler = {
  validateConfig(input, later) {
    const coming = Object.fromEntries([...later].map((name) => [name, true]));
    // Of streams alike it does not matter which it will be.
    const parts = partsOf({ ...coming, ...input, ...(later.has('stream') && { stream: 1 }) });
    for (const [part, values] of parts) {
      const known = Object.entries(values).filter(([name]) => !later.has(name));
      checkPart(part, Object.fromEntries(known), later);
    }
  },

  async write(camera, input, options) {
    const parts = partsOf(input);
    if (parts.every(([, values]) => Object.keys(values).length === 0))
      return camera.read('video', {}, options);
    // Nothing is sent unless all of it can be.
    for (const [part, values] of parts) checkPart(part, values);
    return camera.dispatcher.section('video', { ...options, as: 'video' }, async (inside) => {
      for (const [part, values] of parts) await checkWithStored(camera, part, values, inside);
      const result: Input = {};
      for (const [part, values] of parts) {
        if (part === 'profile') Object.assign(result, await camera.write('videoProfile', values, inside));
        else result[part] = await camera.write(STREAMS[part], values, inside);
      }
      return result;
    });
  },
};

type Part = readonly [part: PartName, values: Input];

function partsOf(input: Input): Part[] {
  const { stream, profile, stream1, stream2, stream3, extra: _, ...rest } = input;
  if (stream !== undefined) {
    if (stream !== 1 && stream !== 2) throw invalid('"stream" must be 1 or 2');
    const wrong = ['profile', ...Object.keys(STREAMS)].find((name) => input[name] !== undefined);
    if (wrong) throw invalid(`"${wrong}" does not go with "stream"`);
    return [[`stream${stream}`, rest]];
  }
  const [homeless] = Object.keys(rest);
  if (homeless !== undefined)
    throw invalid(
      `${formatValue(homeless)} needs "stream", 1 or 2, or belongs into stream1, stream2 or stream3`,
    );
  const parts: Part[] = profile === undefined ? [] : [['profile', { profile }]];
  for (const [name, values] of Object.entries({ stream1, stream2, stream3 })) {
    if (values === undefined) continue;
    if (!isRecord(values)) throw invalid(`"${name}" must be an object of parameters`);
    parts.push([name as StreamName, values]);
  }
  return parts;
}

function checkPart(part: PartName, values: Input, later?: ReadonlySet<string>): void {
  const command = commands[part === 'profile' ? 'videoProfile' : STREAMS[part]];
  validate(command, command.write, values, later);
}

/** A key frame interval alone must go with the frame rate that is set (field note 28). */
async function checkWithStored(
  camera: Camera,
  part: PartName,
  { framerate, govlength }: InputOf<'videoStream1'>,
  options: SendOptions,
): Promise<void> {
  if (part === 'profile' || govlength === undefined || framerate !== undefined) return;
  const { framerate: rate } = await camera.read(STREAMS[part], {}, options);
  if (rate === undefined || (govlength >= rate && govlength <= 4 * rate)) return;
  throw invalid(
    `"govlength" must be from ${rate} to ${4 * rate}, 1 to 4 times the "framerate" that is set, not ${govlength}`,
  );
}

const invalid = (detail: string) => new CameraError('INVALID_INPUT', detail);
