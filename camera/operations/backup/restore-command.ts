import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';
import { CameraError } from '../../core/errors';
import { execute, validateConfig } from '../execute';
import { compareSettings, type Comparison, type PartDifference } from './differences';
import type { Settings, Values } from './parts';
import { readSettings } from './read-settings';

export interface CommandOutcome {
  /** What was set to what was saved. */
  readonly parameters: readonly string[];
  /** Nothing differed. */
  readonly isSame: boolean;
  readonly error?: CameraError;
}

/**
 * Some settings show, or change, only with others: the motion area once motion is on, a frame rate's key frame
 * interval. What differs after a round and was not written in it is written in the next.
 */
const ROUNDS = 3;

/**
 * Sets what differs from what was saved of one command, and reads it back. Never rejects with a `CameraError`.
 *
 * @param forbidden why nothing must be written, if so.
 */
export async function restoreCommand(
  camera: Camera,
  command: string,
  saved: Settings,
  forbidden: CameraError | undefined,
  options: SendOptions,
): Promise<CommandOutcome> {
  const written = new Set<string>();
  let failure: CameraError | undefined;
  let now: Comparison;
  try {
    now = await compareNow(camera, command, saved, options);
    if (now.changed.length === 0 && now.accounts.length === 0) return { parameters: [], isSame: true };
    if (forbidden) throw forbidden;
    for (let round = 1; round <= ROUNDS && !failure; round += 1) {
      const fresh = now.changed.filter(({ differences }) =>
        differences.some(({ parameter }) => !written.has(parameter)),
      );
      if (fresh.length === 0) break;
      failure = await writeParts(camera, command, fresh, written, options);
      now = await compareNow(camera, command, saved, options);
    }
  } catch (error) {
    const located = camera.dispatcher.located(error, command);
    if (!CameraError.is(located)) throw located;
    return {
      parameters: [],
      isSame: false,
      error: failure ?? afterWriting(camera, command, located, written),
    };
  }
  const differing = now.changed.flatMap(({ differences }) => differences).map(({ parameter }) => parameter);
  const parameters = [...written].filter((parameter) => !differing.includes(parameter));
  return { parameters, isSame: false, error: failure ?? remaining(camera, command, differing, now) };
}

async function compareNow(camera: Camera, command: string, saved: Settings, options: SendOptions) {
  return compareSettings(command, saved, await readSettings(camera, command, options));
}

/** Writes each part for itself, so that one that is refused does not keep the others back. */
async function writeParts(
  camera: Camera,
  command: string,
  parts: readonly PartDifference[],
  written: Set<string>,
  options: SendOptions,
): Promise<CameraError | undefined> {
  let failure: CameraError | undefined;
  for (const { part, values, differences } of parts) {
    for (const { parameter } of differences) written.add(parameter);
    try {
      if (command === 'users') refuseOwnAccount(camera, part.name);
      const input = withCompanions(command, part.values, values, part.input);
      await execute(camera, command, input, { ...options, allowDestructive: true });
    } catch (error) {
      const located = camera.dispatcher.located(error, command);
      if (!CameraError.is(located)) throw located;
      failure ??= located;
      if (CameraError.is(located, 'CLOSED')) break;
    }
  }
  return failure;
}

/** Adds saved values that have to go along: by the table's rules, and the motion area with its grid. */
function withCompanions(
  command: string,
  saved: Values,
  values: Values,
  input: (values: Values) => Record<string, unknown>,
): Record<string, unknown> {
  const { area } = saved;
  const wanted = Object.hasOwn(values, 'blockcount') && area ? { ...values, area } : values;
  const isAllowed = (some: Values) => isPermittedInput(command, input(some));
  if (isAllowed(wanted)) return input(wanted);
  const others = Object.entries(saved).filter(
    ([name, value]) => !Object.hasOwn(wanted, name) && value !== null,
  );
  const withOne = others.map(([name, value]) => ({ ...wanted, [name]: value })).find(isAllowed);
  if (withOne) return input(withOne);
  const withAll = { ...Object.fromEntries(others), ...wanted };
  return input(isAllowed(withAll) ? withAll : wanted);
}

function isPermittedInput(command: string, input: Record<string, unknown>): boolean {
  try {
    validateConfig(command, input, new Set(), true);
    return true;
  } catch (error) {
    if (CameraError.is(error)) return false;
    throw error;
  }
}

/** Whoever takes rights from the account that is logged in cannot give them back. */
function refuseOwnAccount({ client: _, ...camera }: Camera, part: string): void {
  if (part.toLowerCase() === `users.${camera.settings.username}`.toLowerCase())
    throw new CameraError('NOT_ALLOWED', 'the account that this camera is used with is left as it is');
}

/** The error of reading back. */
function afterWriting(
  camera: Camera,
  command: string,
  error: CameraError,
  written: ReadonlySet<string>,
): CameraError {
  if (written.size === 0) return error;
  const names = [...written].join(', ');
  const hint =
    command === 'network' || command === 'ports' ? '; the camera may answer at its new address or port' : '';
  return camera.dispatcher.problem(
    command,
    error.code,
    `${names} sent, but not read back (${error.detail})${hint}`,
  );
}

/** What is not as it was saved although everything was taken. */
function remaining(
  camera: Camera,
  command: string,
  differing: readonly string[],
  { accounts }: Comparison,
): CameraError | undefined {
  if (differing.length > 0)
    return camera.dispatcher.problem(command, 'NOT_APPLIED', `${differing.join(', ')} read back otherwise`);
  if (accounts.length === 0) return undefined;
  const names = accounts.map(({ parameter }) => parameter).join(', ');
  return camera.dispatcher.problem(
    command,
    'NOT_SUPPORTED',
    `${names} cannot be created or deleted from a backup, which holds no passwords; do it by hand`,
  );
}
