import { commands } from '../../commands/index';
import { CameraError } from '../../core/errors';
import { validate } from '../../protocol/validate';
import { isRecord } from '../../core/type-guards';
import type { Input, CommandHandler } from './handler';

const STREAMS = { stream1: 'videoStream1', stream2: 'videoStream2' } as const;

/** Both streams and the profile, each set by a request of its own; or one stream by `{ stream, … }`. */
export const video: CommandHandler = {
  validateConfig(input, later) {
    const coming = Object.fromEntries([...later].map((name) => [name, true]));
    // Of two streams alike it does not matter which it will be.
    for (const [command, part] of partsOf({
      ...coming,
      ...input,
      ...(later.has('stream') && { stream: 1 }),
    })) {
      const known = Object.entries(part).filter(([name]) => !later.has(name));
      validate(commands[command], commands[command].write, Object.fromEntries(known), later);
    }
  },

  async write(camera, input, options) {
    const parts = partsOf(input);
    if (parts.every(([, part]) => Object.keys(part).length === 0)) return camera.read('video', {}, options);
    // Nothing is sent unless all of it can be.
    for (const [command, part] of parts) validate(commands[command], commands[command].write, part);
    const result: Input = {};
    for (const [command, part] of parts) {
      const answer = await camera.write(command, part, { ...options, as: 'video' });
      if (command === 'videoProfile') Object.assign(result, answer);
      else result[command === 'videoStream1' ? 'stream1' : 'stream2'] = answer;
    }
    return result;
  },
};

type Part = readonly [command: 'videoProfile' | 'videoStream1' | 'videoStream2', values: Input];

function partsOf(input: Input): Part[] {
  const { stream, profile, stream1, stream2, extra: _, ...rest } = input;
  if (stream !== undefined) {
    if (stream !== 1 && stream !== 2) throw new CameraError('INVALID_INPUT', '"stream" must be 1 or 2');
    const wrong = ['profile', 'stream1', 'stream2'].find((name) => input[name] !== undefined);
    if (wrong) throw new CameraError('INVALID_INPUT', `"${wrong}" does not go with "stream"`);
    return [[`videoStream${stream}`, rest]];
  }
  const [homeless] = Object.keys(rest);
  if (homeless !== undefined) {
    throw new CameraError(
      'INVALID_INPUT',
      `"${homeless}" needs "stream", 1 or 2, or belongs into stream1 or stream2`,
    );
  }
  const parts: Part[] = profile === undefined ? [] : [['videoProfile', { profile }]];
  for (const [name, values] of Object.entries({ stream1, stream2 })) {
    if (values === undefined) continue;
    if (!isRecord(values))
      throw new CameraError('INVALID_INPUT', `"${name}" must be an object of parameters`);
    parts.push([STREAMS[name as keyof typeof STREAMS], values]);
  }
  return parts;
}
