import type { Command, Quirks } from '../commands/schema';
import type { Result } from './attributes';
import type { EncodedParameters } from './validate';

/** The parameters as this camera means them (field note 23). */
export function toCamera(command: Command, sent: EncodedParameters, quirks: Quirks): EncodedParameters {
  const swapped = swappedIn(command, quirks).filter(([name]) => sent.has(name));
  if (swapped.length === 0) return sent;
  const others = swapped.map(([name, values]) => [name, String(otherOf(values, sent.get(name)))] as const);
  return new Map([...sent, ...others]);
}

/** A result in the manual's meaning, from a camera that means the opposite. */
export function fromCamera(command: Command, result: Result, quirks: Quirks): Result {
  const swapped = swappedIn(command, quirks).filter(([name]) => result[name] !== undefined);
  if (swapped.length === 0) return result;
  const others = swapped.map(([name, values]) => [name, otherOf(values, result[name])] as const);
  return { ...result, ...Object.fromEntries(others) };
}

type Values = readonly (number | string)[];

function swappedIn({ parameters }: Command, quirks: Quirks): [name: string, values: Values][] {
  return Object.entries(parameters).flatMap(([name, parameter]) =>
    'swappedBy' in parameter && parameter.swappedBy && quirks[parameter.swappedBy]
      ? [[name, parameter.values] as [string, Values]]
      : [],
  );
}

/** The other one of two values; what is neither stays. */
function otherOf(values: Values, value: unknown): unknown {
  const at = values.findIndex((each) => String(each) === String(value));
  return at < 0 ? value : values[1 - at];
}
