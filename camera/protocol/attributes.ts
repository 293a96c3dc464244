import { isAnswered, type Flag, type Parameter } from '../commands/schema';

/** What a command answers: parameters by the manual's names, and under `extra` what nobody documented. */
export type Result = Record<string, unknown>;

export type Pair = readonly [written: string, text: string];

/**
 * Names and types what a camera wrote.
 *
 * @returns undefined if none of it belongs to these parameters.
 */
export function fromPairs(
  parameters: Readonly<Record<string, Parameter>>,
  pairs: readonly Pair[],
): Result | undefined {
  const result: Result = {};
  const extra = new Map<string, string>();
  let known = 0;
  for (const [written, text] of pairs) {
    const [name, parameter] = parameterNamed(parameters, written) ?? [];
    if (parameter?.secret) continue;
    if (name !== undefined) known += 1;
    const value = parameter && !Object.hasOwn(result, name!) ? typed(parameter, text) : undefined;
    if (value !== undefined) result[name!] = value;
    // An empty number or flag says nothing; any other text that does not fit is kept.
    // Several elements may have an attribute of the same name.
    else if (!parameter || text.trim() !== '')
      extra.set(written, extra.has(written) ? `${extra.get(written)}, ${text}` : text);
  }
  if (known === 0) return undefined;
  return extra.size > 0 ? { ...result, extra: Object.fromEntries(extra) } : result;
}

type Named = readonly [name: string, parameter: Parameter];

/** The parameters of each row by what answers call them, in small letters; put together once. */
const named = new WeakMap<object, ReadonlyMap<string, Named>>();

function parameterNamed(parameters: Readonly<Record<string, Parameter>>, written: string): Named | undefined {
  let known = named.get(parameters);
  if (!known) named.set(parameters, (known = byWrittenName(parameters)));
  return known.get(written.toLowerCase());
}

function byWrittenName(parameters: Readonly<Record<string, Parameter>>): ReadonlyMap<string, Named> {
  const answered = Object.entries(parameters).filter(([, each]) => isAnswered(each) || each.secret);
  const names = answered.flatMap((entry) =>
    [entry[0], ...(entry[1].answeredAs ?? [])].map((name) => [name.toLowerCase(), entry] as const),
  );
  // The first of a name counts.
  return new Map(names.reverse());
}

function flagOf({ words }: Flag, text: string): boolean | undefined {
  if (['1', 'true', words?.yes.toLowerCase()].includes(text)) return true;
  return ['0', 'false', words?.no.toLowerCase()].includes(text) ? false : undefined;
}

/** The value of a text by the parameter's type, or undefined where it is none. Numbers may be padded with spaces. */
export function typed(parameter: Parameter, text: string): unknown {
  const trimmed = text.trim();
  switch (parameter.type) {
    case 'flag':
      return flagOf(parameter, trimmed.toLowerCase());
    case 'integer':
    case 'number-choice':
      return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : undefined;
    case 'colour': {
      const plain = text.replace(/\s+/g, '');
      const digits = /^0x([\da-f]{0,6})$/i.exec(plain)?.[1];
      if (digits !== undefined) return `0x${digits.toLowerCase().padStart(6, '0')}`;
      return /^\d{1,8}$/.test(plain) ? plain : undefined;
    }
    case 'choice':
    case 'text':
      return text;
    case 'picture':
    case 'list':
    case 'group':
    case 'area':
      return undefined;
  }
}
