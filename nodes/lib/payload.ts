import { CameraError, shown } from '../../camera/index';

/** Whether a value is an object of named values, not a list, a Buffer or an instance of something. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** @throws CameraError `INVALID_INPUT` if a payload has keys that nobody knows. */
export function refuseUnknownKeys(payload: Record<string, unknown>, known: readonly string[]): void {
  const unknown = Object.keys(payload).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw invalid(`unknown "${unknown}" in the payload; it knows ${known.join(', ')}`);
}

/** A payload or setting that is not allowed: what it is and what it must be. */
export function notAllowed(name: string, value: unknown, allowed: string): CameraError {
  return invalid(`${name} must be ${allowed}, not ${shown(value)}`);
}

/** @throws CameraError `INVALID_INPUT` unless the value is one of the words. */
export function oneOf<W extends string>(name: string, value: unknown, words: readonly W[]): W {
  if (words.includes(value as W)) return value as W;
  throw notAllowed(name, value, `one of ${words.join(', ')}`);
}

/** Milliseconds; at most what a timer of Node.js can hold. @throws CameraError `INVALID_INPUT`. */
export function milliseconds(name: string, value: unknown, min: number): number {
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= LONGEST_MS)
    return value as number;
  throw notAllowed(name, value, `a whole number of milliseconds from ${min} to ${LONGEST_MS}`);
}

/** Seconds, at least one. @throws CameraError `INVALID_INPUT`. */
export function seconds(name: string, value: unknown): number {
  const longest = Math.floor(LONGEST_MS / 1000);
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= longest)
    return value as number;
  throw notAllowed(name, value, `a whole number of seconds from 1 to ${longest}`);
}

/** A whole number. @throws CameraError `INVALID_INPUT`. */
export function wholeNumber(name: string, value: unknown, min: number, max: number): number {
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
  throw notAllowed(name, value, `a whole number from ${min} to ${max}`);
}

/** What a payload says, or else what the node is set to. `null` says something, and that is not allowed. */
export const given = (payload: Record<string, unknown>, key: string, configured: unknown): unknown =>
  payload[key] === undefined ? configured : payload[key];

/** The longest that a timer of Node.js can wait, in ms. */
export const LONGEST_MS = 2 ** 31 - 1;

/** A number from a dialog, which may be text; an empty field means the default. */
export function configNumber(value: unknown, otherwise?: number): unknown {
  if (value === undefined || value === null || value === '') return otherwise;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

const invalid = (detail: string) => new CameraError('INVALID_INPUT', detail);
