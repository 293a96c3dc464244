import { placeOf, type Command, type Parameter } from '../commands/schema';
import { isRecord } from '../core/type-guards';
import type { Result } from '../protocol/attributes';
import { canEncode } from '../protocol/encode-value';
import { MASK, type Redactor } from './redact';

type Parameters = Readonly<Record<string, Parameter>>;
type Input = Readonly<Record<string, unknown>>;

/** Shorter numbers occur by chance. */
const SHORTEST_NUMBER = 5;

/**
 * Takes secrets and control characters out of what a camera answers: out of every text, unknown name and long number.
 * What the command table itself names, such as the choices of a parameter, is no echo and stays.
 *
 * What was changed is known again when it is sent back, so that nothing is written into the camera that was never in it.
 */
export class ResultMask {
  readonly #redactor: () => Redactor;
  /** What was shown, and in place of what, by command and parameter. */
  readonly #changed = new Map<string, { readonly shown: string; readonly original: string }>();

  /** @param redactor as it is by now: it learns each new uid. */
  constructor(redactor: () => Redactor) {
    this.#redactor = redactor;
  }

  /** The result as it may leave; `input` is what was asked with. */
  hide(name: string, command: Command, input: Input, result: Result): Result {
    const place = placeOf(name, command, input);
    return this.#record(place, command.parameters, result, command.parameters);
  }

  /** The input with what stood in the camera in place of what was shown; left out where that cannot be written. */
  restore(name: string, command: Command, input: Input): Input {
    if (this.#changed.size === 0) return input;
    const place = placeOf(name, command, input);
    const restored = Object.entries(input).flatMap(([key, value]): [string, unknown][] => {
      const change = this.#changed.get(`${place} ${key}`);
      if (!change || value !== change.shown) return [[key, value]];
      const parameter = command.parameters[key];
      return parameter && canEncode(parameter, change.original) ? [[key, change.original]] : [];
    });
    return Object.fromEntries(restored);
  }

  /** Whether a text is one that was shown in place of another. */
  isChanged(text: string): boolean {
    return [...this.#changed.values()].some(({ shown }) => shown === text);
  }

  /** @param ofEntries of the records in a list. */
  #record(place: string, parameters: Parameters, values: Input, ofEntries: Parameters = {}): Result {
    const shown: [string, unknown][] = [];
    const names = new Set<string>();
    for (const [key, value] of Object.entries(values)) {
      const parameter = Object.hasOwn(parameters, key) ? parameters[key] : undefined;
      let name = parameter || key === 'extra' ? key : this.#redactor().redact(key);
      while (names.has(name)) name += '*';
      names.add(name);
      shown.push([name, this.#value(`${place} ${key}`, parameter, value, ofEntries)]);
    }
    return Object.fromEntries(shown);
  }

  #value(
    place: string,
    parameter: Parameter | undefined,
    value: unknown,
    ofEntries: Parameters = {},
  ): unknown {
    if (typeof value === 'string') return this.#text(place, parameter, value);
    if (typeof value === 'number') return this.#number(parameter, value);
    if (Array.isArray(value))
      return value.map((each, at) => this.#value(`${place} ${at}`, parameter, each, ofEntries));
    if (!isRecord(value) || Buffer.isBuffer(value)) return value;
    return this.#record(place, parameter?.type === 'list' ? ofEntries : membersOf(parameter), value);
  }

  #text(place: string, parameter: Parameter | undefined, text: string): string {
    if (parameter && isOfTable(parameter, text)) return text;
    if (!parameter) return this.#redactor().redact(text);
    const shown = this.#redactor().redactValue(text);
    if (shown === text) this.#changed.delete(place);
    else this.#changed.set(place, { shown, original: text });
    return shown;
  }

  #number(parameter: Parameter | undefined, number: number): number | string {
    const text = String(number);
    if (text.length < SHORTEST_NUMBER || (parameter && isInBounds(parameter, number))) return number;
    return this.#redactor().redact(text) === MASK ? MASK : number;
  }
}

const membersOf = (parameter: Parameter | undefined): Parameters =>
  parameter?.type === 'group' ? parameter.members : {};

function isOfTable(parameter: Parameter, text: string): boolean {
  if (parameter.type === 'area' || parameter.type === 'colour') return true;
  return (
    parameter.type === 'choice' && parameter.values.some((each) => each.toLowerCase() === text.toLowerCase())
  );
}

const isInBounds = (parameter: Parameter, number: number) =>
  parameter.type === 'integer' && number >= parameter.min && number <= parameter.max;

/** What was sent, but for what nobody is to see again. */
export const withoutSecrets = ({ parameters }: Command, input: Input): Input =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !parameters[name]?.secret));
