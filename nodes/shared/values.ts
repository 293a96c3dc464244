import type { Node, NodeAPI } from 'node-red';
import { CameraError, commands, type CommandName } from '../../camera/index';
import type { Message } from './action-node';

/** A value as typedInput makes it. */
export interface TypedValue {
  value: string;
  type: string;
}

/** The property `values` of a node: parameter names with what they are set to. */
export type TypedValues = Record<string, TypedValue>;

/**
 * Evaluates the values a node is set to. What a message or context does not have is left out.
 *
 * @throws CameraError `INVALID_INPUT`.
 */
export async function evaluate(
  RED: NodeAPI,
  node: Node,
  msg: Message,
  command: unknown,
  values: unknown,
): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const [name, { value, type }] of Object.entries((values || {}) as TypedValues)) {
    if (value === '' && type !== 'str') continue;
    const found = await evaluateOne(RED, node, msg, { value, type }).catch((error: unknown) => {
      const why = (error as Error).message;
      throw new CameraError('INVALID_INPUT', `the value of "${name}" cannot be worked out: ${why}`);
    });
    if (found !== undefined) result[name] = type === 'env' ? fromText(command, name, found) : found;
  }
  return result;
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
