import type { Node, NodeAPI } from 'node-red';
import { CameraError, foresee } from '../../../camera/index';
import { isPlainObject } from '../input';
import {
  environmentVariable,
  LITERAL_TYPES,
  type TypedValue,
  type TypedValues,
} from '../../../shared/typed-value';
import { evaluate } from '../values';

/** What a node is set to that carries out a command. */
export interface Question {
  command?: unknown;
  values?: unknown;
  allowDestructive?: unknown;
}

/**
 * Why the values that a node is set to would be refused, if no message adds to them; nothing if they would not.
 * What comes from a message, a context or the environment counts as right.
 */
export async function refusal(RED: NodeAPI, question: unknown): Promise<string | undefined> {
  const { command, values, allowDestructive }: Question = isPlainObject(question) ? question : {};
  const [literals, later] = split(values);
  try {
    const input = await evaluate(RED, undefined as unknown as Node, { _msgid: '' }, command, literals);
    foresee(command, input, new Set(later), allowDestructive === true);
    return undefined;
  } catch (error) {
    if (CameraError.is(error)) return error.message;
    throw error;
  }
}

/** Those values that are known by now, and the names of the others. */
function split(values: unknown): [TypedValues, string[]] {
  const entries = Object.entries(isPlainObject(values) ? values : {}).filter(isTyped);
  const isLiteral = ({ value, type }: TypedValue) =>
    // The environment fills these in at deploy.
    LITERAL_TYPES.includes(type) && environmentVariable(value) === undefined;
  const literals = entries.filter(([, typed]) => isLiteral(typed));
  const later = entries.filter(([, typed]) => !isLiteral(typed));
  return [Object.fromEntries(literals), later.map(([name]) => name)];
}

function isTyped(entry: [string, unknown]): entry is [string, TypedValue] {
  const [, typed] = entry;
  return isPlainObject(typed) && typeof typed['value'] === 'string' && typeof typed['type'] === 'string';
}
