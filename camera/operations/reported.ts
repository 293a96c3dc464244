import { isDeepStrictEqual } from 'node:util';
import { placeOf, type Command, type Parameter } from '../commands/schema';
import { isRecord } from '../core/type-guards';
import type { Camera } from '../device/camera';
import type { Result } from '../protocol/attributes';
import { canEncode } from '../protocol/encode-value';
import type { Input } from './handlers/handler';

/** What was read last of each camera, by command and by what chooses among several of a kind. */
const answers = new WeakMap<Camera, Map<string, Result>>();

/** Keeps what was read of a setting. */
export function remember(camera: Camera, name: string, command: Command, input: Input, result: Result): void {
  if (command.write?.effect !== 'set') return;
  const known = answers.get(camera) ?? new Map<string, Result>();
  answers.set(camera, known.set(placeOf(name, command, input), result));
}

/**
 * What is to be set of an input that the table refuses. What a camera answers is accepted when it is sent back, also
 * where the table does not take it (field note 16): a port out of bounds, or `ircutmode` 3 without its time. It is left
 * out then, since that is how the camera is set.
 *
 * @param isRefused whether the table refuses an input.
 * @returns undefined if the refused part is not what was read.
 */
export function withoutReported(
  camera: Camera,
  name: string,
  command: Command,
  input: Input,
  isRefused: (input: Input) => boolean,
): Input | undefined {
  const known = answers.get(camera)?.get(placeOf(name, command, input));
  if (!known) return undefined;
  const part = (isKept: Test) => partOf(input, known, command.parameters, isKept);
  const possible = part((parameter, value, isReported) => !isReported || canEncode(parameter, value));
  if (!isRefused(possible)) return possible;
  const changed = part((_parameter, _value, isReported) => !isReported);
  const unchanged = part((_parameter, _value, isReported) => isReported);
  return isRefused(unchanged) && !isRefused(changed) ? changed : undefined;
}

type Test = (parameter: Parameter, value: unknown, isReported: boolean) => boolean;

/** Some values of an input, and whatever it cannot do without. */
function partOf(
  input: Input,
  known: Result,
  parameters: Readonly<Record<string, Parameter>>,
  isKept: Test,
): Input {
  const kept = Object.entries(input).flatMap(([name, value]): [string, unknown][] => {
    const [parameter, reported] = [parameters[name], known[name]];
    if (!parameter || parameter.access === 'selector' || parameter.required) return [[name, value]];
    if (parameter.type === 'group' && isRecord(value) && isRecord(reported)) {
      const members = partOf(value, reported, parameter.members, isKept);
      return Object.keys(members).length > 0 ? [[name, members]] : [];
    }
    return isKept(parameter, value, isDeepStrictEqual(value, reported)) ? [[name, value]] : [];
  });
  return Object.fromEntries(kept);
}
