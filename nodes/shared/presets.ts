import { PRESET } from './limits';
import { isPlainObject, invalidInput, wholeNumber } from './input';

/** Names of positions that a camera keeps by number. */
export type Presets = Readonly<Record<string, unknown>>;

/** What a configuration holds, if it is an object. */
export const presetsOf = (configured: unknown): Presets => (isPlainObject(configured) ? configured : {});

/** The number of a preset, by its number or its name. @throws CameraError `INVALID_INPUT`. */
export function presetNumber(value: unknown, presets: Presets): number {
  if (typeof value !== 'string') return wholeNumber('preset', value, PRESET);
  if (Object.hasOwn(presets, value)) return wholeNumber(`preset "${value}"`, presets[value], PRESET);
  const names = Object.keys(presets);
  const known = names.length > 0 ? `one of ${names.join(', ')}` : 'a name kept in the camera, which has none';
  throw invalidInput('preset', value, `a whole number from ${PRESET.min} to ${PRESET.max}, or ${known}`);
}

/** A preset as the dialog saves it: a name, or a number that may be text. */
export function configuredPreset(value: unknown, presets: Presets): unknown {
  if (typeof value !== 'string' || Object.hasOwn(presets, value)) return value ?? undefined;
  if (value.trim() === '') return undefined;
  return /^\d+$/.test(value.trim()) ? Number(value) : value;
}
