import type { Rule } from './schema';

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** All of them, or none. */
export function together(...names: string[]): Rule {
  return {
    doc: `${list(names)} go together.`,
    isViolated: (sent) => names.some((name) => sent.has(name)) && !names.every((name) => sent.has(name)),
  };
}

/** A parameter, or one of its values, that is worth nothing without others. */
export function needs(name: string, others: readonly string[], value?: string): Rule {
  return {
    doc: `"${name}"${value === undefined ? '' : ` ${value}`} needs ${list(others)} too.`,
    compares: value === undefined ? [] : [name],
    isViolated: (sent) =>
      sent.has(name) &&
      (value === undefined || sent.get(name) === value) &&
      !others.every((other) => sent.has(other)),
  };
}

/** Parameters that only make sense with one value of another. */
export function onlyWith(names: readonly string[], name: string, value: string): Rule {
  return {
    doc: `${list(names)} goes only with "${name}" ${value}.`,
    compares: [name],
    isViolated: (sent) => names.some((other) => sent.has(other)) && sent.get(name) !== value,
  };
}

/** A limit of some numbers that depends on another parameter, if that is sent. */
export function atMost(names: readonly string[], limit: number, name: string, value: string): Rule {
  return {
    doc: `${list(names)} must be 0 to ${limit} when "${name}" is ${value}.`,
    compares: [name, ...names],
    isViolated: (sent) =>
      sent.get(name) === value && names.some((other) => Number(sent.get(other) ?? 0) > limit),
  };
}
