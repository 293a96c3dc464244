import type { Node, NodeAPI } from 'node-red';
import { CameraError, commands, type CommandName } from '../../camera/index';
import type { TypedValue, TypedValues } from '../../shared/typed-value';
import type { Message } from './action-node';

/** Types of values that may be missing: it is not known before whether a message, a context or the environment has them. */
const SOUGHT = ['msg', 'flow', 'global', 'env', 'jsonata'];

/**
 * Evaluates the values a node is set to.
 *
 * @param given parameters that the message itself gives, whose values are not asked for.
 * @throws CameraError `INVALID_INPUT`, also for what a message, a context or the environment does not have: left out, it
 *   might turn a write into a read, or into a harsher command.
 */
export async function evaluate(
  RED: NodeAPI,
  node: Node,
  msg: Message,
  command: unknown,
  values: unknown,
  given: Readonly<Record<string, unknown>> = {},
): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const [name, { value, type }] of Object.entries((values || {}) as TypedValues)) {
    if ((value === '' && type !== 'str') || given[name] !== undefined) continue;
    const found = await evaluateOne(RED, node, msg, { value, type }).catch((error: unknown) => {
      const why = (error as Error).message;
      throw new CameraError('INVALID_INPUT', `the value of "${name}" cannot be worked out: ${why}`);
    });
    const isMissing = found === undefined || (type === 'env' && found === '');
    if (isMissing && SOUGHT.includes(type)) throw missing(name, type, value);
    if (found !== undefined) result[name] = type === 'env' ? fromText(command, name, found) : found;
  }
  return result;
}

function missing(name: string, type: string, value: string): CameraError {
  const what = type === 'jsonata' ? 'its expression gives nothing' : `${type}.${value} has no value`;
  return new CameraError('INVALID_INPUT', `the value of "${name}" is missing: ${what}`);
}

function evaluateOne(RED: NodeAPI, node: Node, msg: Message, { value, type }: TypedValue): Promise<unknown> {
  return new Promise((resolve, reject) => {
    RED.util.evaluateNodeProperty(value, type, node, msg, (error, found: unknown) => {
      // What JSONata throws is no Error.
      if (error) reject(new Error((error as { message?: string }).message));
      else resolve(found);
    });
  });
}

/** The environment knows only text; numbers are told by the parameter's type. */
function fromText(command: unknown, name: string, found: unknown): unknown {
  const row =
    typeof command === 'string' && Object.hasOwn(commands, command)
      ? commands[command as CommandName]
      : undefined;
  const parameter = (row?.parameters as Record<string, { type: string }> | undefined)?.[name];
  const isNumber = parameter?.type === 'integer' || parameter?.type === 'number-choice';
  return isNumber && typeof found === 'string' && /^-?\d+$/.test(found) ? Number(found) : found;
}
