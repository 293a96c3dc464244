import {
  isSent,
  isSettable,
  type Command,
  type Endpoint,
  type Parameter,
  type Rule,
} from '../commands/schema';
import { CameraError } from '../core/errors';
import { describeAllowed, invalidValue, formatValue, encodeValue } from './encode-value';

/** Parameter values as text, ready for the query string, in the table's order. */
export type EncodedParameters = ReadonlyMap<string, string>;

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
  input: Readonly<Record<string, unknown>>,
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
    if (parameter.required && !wire.has(name) && !later.has(name)) {
      if (Object.hasOwn(input, name)) throw invalidValue(name, parameter, input[name]);
      throw new CameraError(
        'INVALID_INPUT',
        `"${name}" is missing; it must be ${describeAllowed(parameter)}`,
      );
    }
  }
  for (const rule of command.rules ?? []) {
    if (isBroken(rule, wire, later)) throw new CameraError('INVALID_INPUT', rule.doc.replace(/\.$/, ''));
  }
  return wire;
}

/** Whether a rule is broken by what is known. */
function isBroken(rule: Rule, wire: EncodedParameters, later: ReadonlySet<string>): boolean {
  if (later.size === 0) return rule.isViolated(wire);
  try {
    return rule.isViolated(new PartialWire(wire, later));
  } catch (error) {
    if (error === NOT_KNOWN) return false;
    throw error;
  }
}

const NONE: ReadonlySet<string> = new Set();
const NOT_KNOWN = new Error('not known yet');

/** A wire with gaps: what comes later is there, but nobody can say what it is. */
class PartialWire extends Map<string, string> {
  readonly #later: ReadonlySet<string>;

  constructor(wire: EncodedParameters, later: ReadonlySet<string>) {
    super(wire);
    this.#later = later;
  }

  override has(name: string): boolean {
    return super.has(name) || this.#later.has(name);
  }

  override get(name: string): string | undefined {
    if (this.#later.has(name)) throw NOT_KNOWN;
    return super.get(name);
  }
}

/** The parameters an exchange can send: reading takes only what chooses what to read. */
export function sendable(command: Command, exchange: Endpoint): [string, Parameter][] {
  return Object.entries(command.parameters).filter(([name, parameter]) => {
    if (exchange === command.write) return isSent(parameter);
    return parameter.access === 'selector' || exchange.readParameters?.includes(name);
  });
}

/** Whether an input holds anything that a command could set. */
export function setsSomething(command: Command, input: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(command.parameters).some(
    ([name, parameter]) => isSettable(parameter) && input[name] !== undefined,
  );
}

/** Empty counts as absent for most parameters (field note 3), so empty text is left out unless it has a meaning. */
function sentText(name: string, parameter: Parameter, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = encodeValue(name, parameter, value);
  if (parameter.type === 'flag' && parameter.falseIsAbsent && text === '0') return undefined;
  if (text !== '') return text;
  return parameter.type === 'text' ? parameter.emptyAs : undefined;
}

function unknown(name: string, command: Command): CameraError {
  const names = Object.entries(command.parameters)
    .filter(([, parameter]) => parameter.access !== 'read-only')
    .map(([known]) => known);
  const known = names.length > 0 ? `it knows ${names.join(', ')}` : 'it has no parameters';
  return new CameraError('INVALID_INPUT', `unknown parameter ${formatValue(name)}; ${known}`);
}
