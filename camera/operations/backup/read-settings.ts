import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';
import type { Parameter } from '../../commands/schema';
import { CameraError } from '../../core/errors';
import { isRecord } from '../../core/type-guards';
import { execute } from '../execute';
import {
  commandNamed,
  entriesOf,
  listOf,
  numberingOf,
  settable,
  type Numbering,
  type Settings,
} from './parts';
import { isPossible } from './values';

/**
 * Reads what a command is set to: only what can be written back, and no text in which a secret of this camera
 * stands. What nobody documented is left out, since it may be anything.
 *
 * @throws CameraError also `NOT_SUPPORTED` if the camera tells nothing of it.
 */
export async function readSettings(camera: Camera, command: string, options: SendOptions): Promise<Settings> {
  const row = commandNamed(command);
  const parameters = settable(row.parameters);
  const numbering = numberingOf(row);
  const answer = numbering
    ? { [numbering.group]: await readNumbered(camera, command, numbering, options) }
    : await execute(camera, command, {}, options);
  const clean = (values: unknown, of = parameters) => kept(camera, values, of);
  const list = listOf(row);
  const settings = numbering
    ? { [numbering.group]: eachOf(answer![numbering.group], clean) }
    : list !== undefined
      ? { [list]: entriesOf(answer![list]).map((entry) => clean(entry)) }
      : clean(answer);
  if (Object.keys(settings).length > 0) return settings;
  throw camera.dispatcher.problem(command, 'NOT_SUPPORTED', 'the camera does not report its settings');
}

async function readNumbered(
  camera: Camera,
  command: string,
  { selector, numbers }: Numbering,
  options: SendOptions,
): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const number of numbers) {
    try {
      all[number] = await execute(camera, command, { [selector]: number }, options);
    } catch (error) {
      // Some cameras have fewer of them.
      const isFewer = number !== numbers[0] && CameraError.is(error, 'CAMERA_FAULT', 'NOT_SUPPORTED');
      if (!isFewer) throw error;
    }
  }
  return all;
}

function eachOf(values: unknown, clean: (one: unknown) => Settings): Record<string, Settings> {
  const entries = Object.entries(isRecord(values) ? values : {});
  return Object.fromEntries(entries.map(([number, one]) => [number, clean(one)]));
}

/** The values that can be written back. */
function kept(camera: Camera, values: unknown, parameters: Readonly<Record<string, Parameter>>): Settings {
  const result: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = isRecord(values) ? values[name] : undefined;
    if (value === undefined) continue;
    if (parameter.type !== 'group') {
      if (isPossible(name, parameter, value) && !holdsSecret(camera, parameter, value)) result[name] = value;
      continue;
    }
    const members = kept(camera, value, settable(parameter.members));
    if (Object.keys(members).length > 0) result[name] = members;
  }
  return result;
}

const holdsSecret = ({ dispatcher }: Camera, { type }: Parameter, value: unknown) =>
  type === 'text' && typeof value === 'string' && dispatcher.mask.isChanged(value);
