import type { Result } from '../protocol/attributes';
import type { Camera } from '../device/camera';
import { commandNames, commands, type CommandName } from '../commands/index';
import type { Command } from '../commands/schema';
import { CameraError } from '../core/errors';
import { buildQuery, hiddenParameters } from '../protocol/query';
import { setsSomething, validate } from '../protocol/validate';
import { formatValue } from '../protocol/encode-value';
import type { HandlerOptions, Input } from './handlers/handler';
import { handlers } from './handlers/index';
import { remember, withoutReported } from './reported';

export interface ExecuteOptions extends HandlerOptions {
  /** Permits what may cut the camera off, lock people out or lose settings. */
  readonly allowDestructive?: boolean;
  /** Refuses to set anything. */
  readonly readOnly?: boolean;
}

/**
 * Carries out a command by the name flows use: sets if there is something to set, and reads otherwise.
 * Write-only commands without parameters are carried out whatever the input.
 *
 * @returns the result, or undefined if a newer movement took its place.
 * @throws CameraError any but `UNKNOWN_CAMERA`.
 */
export async function execute(
  camera: Camera,
  name: unknown,
  input: Input,
  options: ExecuteOptions = {},
): Promise<Result | undefined> {
  const command = find(name);
  const { allowDestructive, readOnly, ...send } = options;
  try {
    if (!writesWith(command, input)) return await read(camera, name as CommandName, input, send);
    if (readOnly) throw new CameraError('NOT_ALLOWED', 'here it can only be read');
    if (command.write?.destructive && !allowDestructive) throw notAllowed();
    return await write(camera, name as CommandName, acceptable(camera, name as CommandName, input), send);
  } catch (error) {
    throw camera.dispatcher.located(error, name as string);
  }
}

const writesWith = (command: Command, input: Input) => !command.read || setsSomething(command, input);

async function read(
  camera: Camera,
  name: CommandName,
  input: Input,
  options: HandlerOptions,
): Promise<Result> {
  const result = await (handlers[name]?.read?.(camera, input, options) ?? camera.read(name, input, options));
  remember(camera, name, commands[name], input, result);
  return result;
}

function write(camera: Camera, name: CommandName, input: Input, options: HandlerOptions) {
  // Nothing is left to set of what was sent back as it is.
  if (!writesWith(commands[name], input)) return read(camera, name, input, options);
  return handlers[name]?.write?.(camera, input, options) ?? camera.write(name, input, options);
}

/** The input, or what is to be set of it where the table refuses what the camera itself has answered. */
function acceptable(camera: Camera, name: CommandName, input: Input): Input {
  const refusal = refusalOf(name, input);
  if (!refusal) return input;
  const isRefused = (other: Input) => refusalOf(name, other) !== undefined;
  const accepted = withoutReported(camera, name, commands[name], input, isRefused);
  if (!accepted) throw refusal;
  return accepted;
}

function refusalOf(name: CommandName, input: Input): CameraError | undefined {
  try {
    validateConfig(name, input, new Set(), true);
    return undefined;
  } catch (error) {
    if (CameraError.is(error)) return error;
    throw error;
  }
}

/**
 * Says beforehand what `execute` will say of an input, as far as that can be known.
 *
 * @param later parameters that will be given too, nobody knows yet with which values.
 * @throws CameraError `INVALID_INPUT` or `NOT_ALLOWED`.
 */
export function validateConfig(
  name: unknown,
  input: Input,
  later: ReadonlySet<string>,
  allowDestructive: boolean,
): void {
  const command = find(name);
  const given = { ...Object.fromEntries([...later].map((parameter) => [parameter, true])), ...input };
  const writes = writesWith(command, given);
  if (writes && command.write?.destructive && !allowDestructive) throw notAllowed();
  // With nothing given, all of it will come with the message.
  const exchange = writes ? command.write : command.read;
  if (!exchange || Object.keys(given).length === 0) return;
  const wire = validate(command, exchange, input, later);
  // Others may be read from the camera to make it unambiguous.
  const isAll = !command.read || !writes || hiddenParameters(command, wire).length === 0;
  if (isAll && later.size === 0) buildQuery(command, exchange, wire);
  if (writes) handlers[name as string]?.validateConfig?.(input, later);
}

function find(name: unknown): Command {
  if (typeof name === 'string' && commandNames.includes(name)) return commands[name as CommandName];
  throw new CameraError(
    'INVALID_INPUT',
    `unknown command ${formatValue(name)}; it is one of ${commandNames.join(', ')}`,
  );
}

function notAllowed(): CameraError {
  return new CameraError(
    'NOT_ALLOWED',
    'it is destructive; tick "Allow destructive commands" in the node to permit it',
  );
}
