import { isAnswered, type Answer, type Command, type Parameter } from '../commands/vocabulary';
import { CameraError } from '../errors';
import type { Element } from './document';

/** What a command answers: parameters by the manual's names, and under `extra` what nobody documented. */
export type Result = Record<string, unknown>;

/** What was sent, as a result, for commands whose answer only says that it was done. */
export function echo(command: Command, wire: ReadonlyMap<string, string>): Result {
  const sent = [...wire].filter(([name]) => !command.parameters[name]?.secret);
  return Object.fromEntries(sent.map(([name, text]) => [name, typed(command.parameters[name]!, text)]));
}

/**
 * Turns a document into a result, with the types of the command table.
 *
 * @throws CameraError `BAD_RESPONSE` if it is not an answer to this command, `CAMERA_FAULT` if it says that it failed.
 */
export function decode(command: Command, answer: Answer, root: Element): Result {
  switch (answer.form) {
    case 'attributes':
      return fromPairs(command, everyAttribute(root), root);
    case 'text':
      return fromPairs(command, [[answer.parameter, root.text]], root);
    case 'sentence':
      return fromPairs(command, Object.entries(matched(answer.like, root).groups ?? {}), root);
    case 'done':
      matched(answer.like, root);
      return {};
    case 'picture':
      throw foreign(root);
  }
}

function everyAttribute(element: Element): (readonly [string, string])[] {
  return [...element.attributes, ...element.children.flatMap(everyAttribute)];
}

function matched(like: RegExp, root: Element): RegExpExecArray {
  const match = like.exec(root.text);
  if (match) return match;
  // Failure texts that are not faults, such as "Get status(0) fail" (field note 8).
  if (/fail|error|false|invalid|not /i.test(root.text)) throw saidNo(root.text);
  throw foreign(root);
}

/** The camera refused, in its own words. */
export function saidNo(reason: string): CameraError {
  const words = [...reason.replace(/\s+/g, ' ').trim()].slice(0, 200).join('');
  return new CameraError('CAMERA_FAULT', `the camera refused: ${words || 'it gave no reason'}`, {
    reason: words,
  });
}

function foreign(root: Element): CameraError {
  return new CameraError('BAD_RESPONSE', `<${root.name.slice(0, 40)}> is not an answer to this command`);
}

function fromPairs(command: Command, pairs: readonly (readonly [string, string])[], root: Element): Result {
  const result: Result = {};
  const extra: Record<string, string> = {};
  let known = 0;
  for (const [written, text] of pairs) {
    const [name, parameter] = parameterNamed(command, written) ?? [];
    if (parameter?.secret) continue;
    if (name !== undefined) known += 1;
    const value = parameter && !Object.hasOwn(result, name!) ? typed(parameter, text) : undefined;
    if (value !== undefined) result[name!] = value;
    // An empty number or flag says nothing; any other text that does not fit is kept.
    // Several elements may have an attribute of the same name.
    else if (!parameter || text.trim() !== '')
      extra[written] = Object.hasOwn(extra, written) ? `${extra[written]}, ${text}` : text;
  }
  if (known === 0) throw foreign(root);
  return Object.keys(extra).length > 0 ? { ...result, extra } : result;
}

function parameterNamed(command: Command, written: string): [string, Parameter] | undefined {
  const same = (name: string) => name.toLowerCase() === written.toLowerCase();
  return Object.entries(command.parameters).find(
    ([name, parameter]) =>
      (isAnswered(parameter) || parameter.secret) && (same(name) || parameter.answeredAs?.some(same)),
  );
}

/** The value of a text by the parameter's type, or undefined where it is none. Numbers may be padded with spaces. */
function typed(parameter: Parameter, text: string): unknown {
  const trimmed = text.trim();
  switch (parameter.type) {
    case 'flag':
      return trimmed === '1' ? true : trimmed === '0' ? false : undefined;
    case 'integer':
    case 'number-choice':
      return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : undefined;
    case 'colour': {
      const digits = /^0x([\da-f]{0,6})$/i.exec(text.replace(/\s+/g, ''))?.[1];
      return digits === undefined ? undefined : `0x${digits.toLowerCase().padStart(6, '0')}`;
    }
    case 'choice':
    case 'text':
      return text;
    case 'picture':
      return undefined;
  }
}
