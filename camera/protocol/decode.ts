import type { Answer, Command } from '../commands/schema';
import { CameraError } from '../core/errors';
import { outside } from '../core/outside-text';
import type { Element } from './xml';
import { fromPairs, typed, type Pair, type Result } from './attributes';
import { toObject, toTree } from './xml-tree';

/**
 * Turns a document into a result, with the types of the command table.
 *
 * @throws CameraError `BAD_RESPONSE` if it is not an answer to this command, `CAMERA_FAULT` if it says that it failed.
 */
export function decode(command: Command, answer: Answer, root: Element): Result {
  switch (answer.form) {
    case 'attributes':
      return attributes(command, answer, root);
    case 'text':
      if (root.children.length > 0) return unexpected(root);
      if (answer.like?.test(root.text) === false) return refusedOrUnexpected(root);
      return fromPairs(command.parameters, [[answer.parameter, root.text]]) ?? unexpected(root);
    case 'sentence': {
      const pairs = [...root.text.matchAll(/\b(\w+)\s*=\s*([^\s,;]+)/g)].map(([, name, value]): Pair => [
        name!,
        value!,
      ]);
      return fromPairs(command.parameters, pairs) ?? refusedOrUnexpected(root);
    }
    case 'done':
      return done(command, answer, root);
    case 'list':
      return { [answer.parameter]: list(command, answer.of, root) };
    case 'tree':
      return root.children.length > 0 ? toTree(root) : unexpected(root);
    case 'raw':
      return { [root.name]: toObject(root) };
    case 'special':
    case 'picture':
      return unexpected(root);
  }
}

/** What was sent, as a result, for commands whose answer only says that it was done. */
export function echo(command: Command, wire: ReadonlyMap<string, string>): Result {
  const sent = [...wire].filter(([name]) => !command.parameters[name]?.secret);
  return Object.fromEntries(sent.map(([name, text]) => [name, typed(command.parameters[name]!, text)]));
}

/** The camera refused, in its own words. */
export function cameraFault(reason: string): CameraError {
  const words = reason.trim();
  return new CameraError(
    'CAMERA_FAULT',
    `the camera refused: ${words ? outside(words) : 'it gave no reason'}`,
    {
      reason: words,
    },
  );
}

type Done = Extract<Answer, { form: 'done' }>;

/** Of what was sent, what the camera repeats as it has taken it. */
function done({ parameters }: Command, { like, repeats }: Done, root: Element): Result {
  if (like ? !like.test(root.text) : FAILURE.test(root.text)) return refusedOrUnexpected(root);
  const taken = repeats?.in.exec(root.text)?.[1];
  if (!repeats || taken === undefined) return {};
  return { [repeats.parameter]: typed(parameters[repeats.parameter]!, taken) };
}

type Attributes = Extract<Answer, { form: 'attributes' }>;

function attributes(
  { parameters }: Command,
  { within, text, mayBeEmpty }: Attributes,
  root: Element,
): Result {
  const groups = Object.entries(parameters).flatMap(([name, parameter]) => {
    const element = parameter.type === 'group' ? elementsNamed(name, root)[0] : undefined;
    const result =
      element && parameter.type === 'group' && fromPairs(parameter.members, everyAttribute(element));
    return result ? [[name, result] as const] : [];
  });
  const inGroup = (element: Element) => groups.some(([name]) => sameName(name, element));
  const named = within === undefined ? [] : elementsNamed(within, root);
  const elements = named.length > 0 ? named : [root];
  const pairs = elements.flatMap((element) => everyAttribute(element, inGroup));
  if (pairs.length === 0 && text !== undefined && root.text !== '') pairs.push([text, root.text]);
  const plain = fromPairs(parameters, pairs);
  if (!plain && groups.length === 0) return mayBeEmpty && root.text === '' ? {} : refusedOrUnexpected(root);
  return { ...plain, ...Object.fromEntries(groups) };
}

function list({ parameters }: Command, of: string, root: Element): Result[] {
  const entries = elementsNamed(of, root);
  if (entries.length === 0 && root.text !== '') refusedOrUnexpected(root);
  return entries.map((entry) => fromPairs(parameters, entry.attributes) ?? unexpected(entry));
}

function elementsNamed(name: string, root: Element): Element[] {
  return sameName(name, root) ? [root] : root.children.flatMap((child) => elementsNamed(name, child));
}

const sameName = (name: string, element: Element) => name.toLowerCase() === element.name.toLowerCase();

function everyAttribute(element: Element, except: (element: Element) => boolean = () => false): Pair[] {
  if (except(element)) return [];
  return [...element.attributes, ...element.children.flatMap((child) => everyAttribute(child, except))];
}

const FAILURE = /fail|error|false|invalid|\bnot\b/i;

/** Failure texts that are not faults, such as "Get status(0) fail" (field note 8); anything else is no answer. */
function refusedOrUnexpected(root: Element): never {
  if (FAILURE.test(root.text)) throw cameraFault(root.text);
  return unexpected(root);
}

function unexpected(root: Element): never {
  throw new CameraError(
    'BAD_RESPONSE',
    `<${outside(root.name.slice(0, 40))}> is not an answer to this command`,
  );
}
