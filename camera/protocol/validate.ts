import {
  isAnswered,
  isSent,
  isSettable,
  type Command,
  type Endpoint,
  type Parameter,
  type Rule,
} from '../commands/schema';
import { CameraError } from '../core/errors';
import { describeAllowed, invalidValue, formatValue, encodeValue } from './encode-value';
import { readsBack } from './reads-back';

/** Parameter values as text, ready for the query string, in the table's order. */
export type EncodedParameters = ReadonlyMap<string, string>;

type Input = Readonly<Record<string, unknown>>;

/**
 * Checks an input against a row of the table.
 *
 * What a read returned is accepted as it is: read-only parameters, `extra` and empty text are left out.
 *
 * @param later parameters whose values are not known yet; they count as given and right.
 * @throws CameraError `INVALID_INPUT`, naming the parameter and what is allowed.
 */
export function validate(
  command: Command,
  exchange: Endpoint,
  input: Input,
  later: ReadonlySet<string> = NONE,
): EncodedParameters {
  for (const name of Object.keys(input)) {
    if (name !== 'extra' && !Object.hasOwn(command.parameters, name)) throw unknown(name, command);
  }
  const wire = new Map<string, string>();
  const parameters = sendable(command, exchange);
  for (const [name, parameter] of parameters) {
    const value = Object.hasOwn(input, name) ? sentText(name, parameter, input[name]) : undefined;
    if (value !== undefined) wire.set(name, value);
  }
  for (const [name, parameter] of parameters) {
    if (parameter.required && !wire.has(name) && !later.has(name)) throw missing(name, parameter, input);
  }
  if (wire.size === 0 && later.size === 0) refuseNothingButEmpty(parameters, input);
  for (const rule of command.rules ?? []) {
    if (isViolated(rule, wire, later)) throw new CameraError('INVALID_INPUT', rule.doc.replace(/\.$/, ''));
  }
  for (const name of command.unneeded?.(wire) ?? []) wire.delete(name);
  return wire;
}

const NONE: ReadonlySet<string> = new Set();

/** Whether a rule is violated by what is known. What comes later is there, but nobody can say what it is. */
function isViolated(rule: Rule, wire: EncodedParameters, later: ReadonlySet<string>): boolean {
  if (rule.compares?.some((name) => later.has(name))) return false;
  const sent = later.size > 0 ? new Map([...[...later].map((name) => [name, ''] as const), ...wire]) : wire;
  return rule.isViolated(sent);
}

/** The parameters an exchange can send: reading takes only what chooses what to read. */
export function sendable(command: Command, exchange: Endpoint): [string, Parameter][] {
  return Object.entries(command.parameters).filter(([name, parameter]) => {
    if (exchange === command.write) return isSent(parameter);
    return parameter.access === 'selector' || exchange.readParameters?.includes(name);
  });
}

/** Whether an input holds anything that a command could set. */
export function setsSomething(command: Command, input: Input): boolean {
  return Object.entries(command.parameters).some(
    ([name, parameter]) => isSettable(parameter) && input[name] !== undefined,
  );
}

/** Empty counts as absent for most parameters (field note 3), so empty text is left out unless it has a meaning. */
function sentText(name: string, parameter: Parameter, value: unknown): string | undefined {
  if (value === undefined || (value === null && parameter.nullable)) return undefined;
  const text = encodeValue(name, parameter, value);
  if (parameter.type === 'flag' && parameter.falseIsAbsent && text === '0') return undefined;
  if (parameter.type !== 'text') return text;
  if (text === '') return parameter.emptyAs;
  refuseOtherMeaning(name, parameter.emptyAs, text);
  if (isAnswered(parameter) && !readsBack(text))
    throw invalid(
      `"${name}" would be cut when it is read, since cameras escape no quote: ${formatValue(text)}`,
    );
  return text;
}

/** What clears a text cannot be one. A blank can: it looks the same. */
function refuseOtherMeaning(name: string, emptyAs: string | undefined, text: string): void {
  if (emptyAs?.trim() && text.toLowerCase() === emptyAs.toLowerCase())
    throw invalid(
      `"${name}" cannot be ${formatValue(text)}: the camera would clear it; send an empty text for that`,
    );
}

/** Beside others an empty text is left out; alone, it would turn a write into a read. */
function refuseNothingButEmpty(parameters: readonly [string, Parameter][], input: Input): void {
  const given = Object.keys(input).filter((name) => input[name] !== undefined);
  const empty = parameters.filter(([name]) => given.includes(name) && input[name] === '');
  const [first] = empty;
  if (first && empty.length === given.length) throw invalid(`"${first[0]}" cannot be empty`);
}

function missing(name: string, parameter: Parameter, input: Input): CameraError {
  if (Object.hasOwn(input, name)) return invalidValue(name, parameter, input[name]);
  return invalid(`"${name}" is missing; it must be ${describeAllowed(parameter)}`);
}

function unknown(name: string, command: Command): CameraError {
  const names = Object.entries(command.parameters)
    .filter(([, parameter]) => parameter.access !== 'read-only')
    .map(([known]) => known);
  const known = names.length > 0 ? `it knows ${names.join(', ')}` : 'it has no parameters';
  return invalid(`unknown parameter ${formatValue(name)}; ${known}`);
}

const invalid = (detail: string) => new CameraError('INVALID_INPUT', detail);
