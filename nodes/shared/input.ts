import { CameraError, formatValue } from '../../camera/index';
import type { Limit } from './limits';

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
  return invalid(`${name} must be ${allowed}, not ${formatValue(value)}`);
}

/** @throws CameraError `INVALID_INPUT` unless the value is one of the words. */
export function oneOf<W extends string>(name: string, value: unknown, words: readonly W[]): W {
  if (words.includes(value as W)) return value as W;
  throw notAllowed(name, value, `one of ${words.join(', ')}`);
}

/** A whole number within a limit. @throws CameraError `INVALID_INPUT`. */
export function wholeNumber(name: string, value: unknown, { min, max }: Limit, unit?: string): number {
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
  throw notAllowed(name, value, `a whole number ${unit ? `of ${unit} ` : ''}from ${min} to ${max}`);
}

/** What a payload says, or else what the node is set to. `null` says something, and that is not allowed. */
export const given = (payload: Record<string, unknown>, key: string, configured: unknown): unknown =>
  payload[key] === undefined ? configured : payload[key];

/** A number from a dialog, which may be text; an empty field means the default. */
export function configNumber(value: unknown, otherwise?: number): unknown {
  if (value === undefined || value === null || value === '') return otherwise;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

const invalid = (detail: string) => new CameraError('INVALID_INPUT', detail);
