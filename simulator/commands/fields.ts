import type { Settings } from '../state';
import type { Call } from './command';

/** Thrown where a camera answers a fault. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    reason: string,
    readonly status = 400,
  ) {
    super(reason);
  }
}

export function refuse(reason: string, status?: number): never {
  throw new Refusal(reason, status);
}

/** One settable parameter: what it accepts, and what the camera says when it does not. */
export interface Field {
  name: string;
  reason: string;
  /** The value as the camera keeps it, or undefined when it does not accept it. */
  accept(value: string): string | undefined;
  /** The reason given when the value is empty; without it an empty value counts as absent (field notes, 3). */
  whenEmpty?: string;
  /** Takes everything to the end of the URL (field notes, 2). */
  toEnd?: boolean;
}

export function oneOf(name: string, values: readonly string[], reason = `${name} error`): Field {
  return { name, reason, accept: (value) => (values.includes(value) ? value : undefined) };
}

export function flag(name: string, reason = `${name}: 0 or 1`): Field {
  return oneOf(name, ['0', '1'], reason);
}

export function range(
  name: string,
  min: number,
  max: number,
  reason = `${name} range: ${min}-${max}`,
): Field {
  return { name, reason, accept: (value) => (isWithin(value, min, max) ? String(Number(value)) : undefined) };
}

export function text(name: string): Field {
  return { name, reason: `${name} error`, accept: (value) => value };
}

/** Text that may not be empty: `server is NULL`. */
export function filledText(name: string): Field {
  return { ...text(name), whenEmpty: `${name} is NULL` };
}

export function matching(name: string, pattern: RegExp, reason = `${name} error`): Field {
  return { name, reason, accept: (value) => (pattern.test(value) ? value : undefined) };
}

export function isWithin(value: string, min: number, max: number): boolean {
  return /^-?\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max;
}

/** The values that were given, all of them accepted; refuses at the first that is not. */
export function readFields(call: Call, fields: readonly Field[]): Settings {
  const given: Settings = {};
  for (const field of fields) {
    const value = call.raw(field.name, field.toEnd);
    if (value === undefined) continue;
    if (value === '') {
      if (field.whenEmpty !== undefined) refuse(field.whenEmpty);
      continue;
    }
    given[field.name] = field.accept(value) ?? refuse(field.reason);
  }
  return given;
}
