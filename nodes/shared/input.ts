import { CameraError, formatValue } from '../../camera/index';
import { asFlag } from '../../shared/value-checks';
import type { Limit } from '../../shared/forms';

/** Whether a value is an object of named values, not a list, a Buffer or an instance of something. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** A value that is not allowed: what it is and what it must be. */
export const invalidInput = (name: string, value: unknown, allowed: string): CameraError =>
  new CameraError('INVALID_INPUT', `${name} must be ${allowed}, not ${formatValue(value)}`);

/** @throws CameraError `INVALID_INPUT` if a payload has other keys. */
export function assertKnownKeys(payload: Record<string, unknown>, known: readonly string[]): void {
  const unknown = Object.keys(payload).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const detail = `unknown "${unknown}" in the payload; it knows ${known.join(', ')}`;
  throw new CameraError('INVALID_INPUT', detail);
}

/** What a payload chooses, and the options that it gives beside. */
export interface Choice {
  readonly choice: unknown;
  /** What errors call the choice: `the payload`, or its key in an object. */
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Reads a payload for a node that does one of several things. What the node is set to goes first, unless that is
 * `payload`; an object overrides it key by key.
 *
 * @param choiceKey names what is chosen, in an object: `action`, `mode`.
 * @param optionKeys may stand beside it.
 * @throws CameraError `INVALID_INPUT` for any other key.
 */
export function parseChoice(
  payload: unknown,
  configured: string,
  choiceKey: string,
  optionKeys: readonly string[],
): Choice {
  const own = configured === 'payload' ? undefined : configured;
  if (!isPlainObject(payload)) {
    if (own !== undefined) return { choice: own, name: choiceKey, options: {} };
    return { choice: payload, name: 'the payload', options: {} };
  }
  const { [choiceKey]: choice, ...options } = payload;
  assertKnownKeys(payload, [choiceKey, ...optionKeys]);
  return { choice: choice === undefined ? own : choice, name: choiceKey, options };
}

/** @throws CameraError `INVALID_INPUT` unless the value is one of the words. */
export function oneOf<W extends string>(name: string, value: unknown, words: readonly W[]): W {
  if (words.includes(value as W)) return value as W;
  throw invalidInput(name, value, `one of ${words.join(', ')}`);
}

/** Whether a value is a whole number within a limit. */
export const isWithin = (value: unknown, { min, max }: Limit): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

/** A whole number within a limit. @throws CameraError `INVALID_INPUT`. */
export function wholeNumber(name: string, value: unknown, limit: Limit, unit?: string): number {
  if (isWithin(value, limit)) return value;
  const { min, max } = limit;
  throw invalidInput(name, value, `a whole number ${unit ? `of ${unit} ` : ''}from ${min} to ${max}`);
}

/** @throws CameraError `INVALID_INPUT` unless the value is a flag in one of its spellings. */
export function flag(name: string, value: unknown): boolean {
  const is = asFlag(value);
  if (is === undefined) throw invalidInput(name, value, 'true or false');
  return is;
}

/** What a payload says, or else what the node is set to. `null` says something, and that is not allowed. */
export const option = (options: Choice['options'], key: string, configured: unknown): unknown =>
  options[key] === undefined ? configured : options[key];

/** A number from a dialog, or the environment, which may be text. */
export const configNumber = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
