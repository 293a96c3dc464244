import { PRESET } from './limits';
import { invalidInput, isPlainObject, wholeNumber } from './input';

/** The presets that a camera's node names: what stands for their numbers, by name. */
export type Presets = ReadonlyMap<string, unknown>;

/**
 * Reads what a camera's node saves: a list of `{ name, number }`, since a name such as `__proto__` cannot be the key of
 * an object; or the object of older flows.
 */
export function presetsOf(saved: unknown): Presets {
  if (isPlainObject(saved)) return new Map(Object.entries(saved));
  const rows = Array.isArray(saved) ? saved.filter(isPlainObject) : [];
  return new Map(rows.map(({ name, number }) => [String(name), number]));
}

/** The number of a preset, by its number or its name. @throws CameraError `INVALID_INPUT`. */
export function presetNumber(value: unknown, presets: Presets): number {
  if (typeof value !== 'string') return wholeNumber('preset', value, PRESET);
  if (presets.has(value)) return wholeNumber(`preset "${value}"`, presets.get(value), PRESET);
  const names = [...presets.keys()];
  const known = names.length > 0 ? `one of ${names.join(', ')}` : 'a name kept in the camera, which has none';
  throw invalidInput('preset', value, `a whole number from ${PRESET.min} to ${PRESET.max}, or ${known}`);
}

/** A preset as the dialog saves it: a name, or a number that may be text. */
export function configuredPreset(value: unknown, presets: Presets): unknown {
  if (typeof value !== 'string' || presets.has(value)) return value;
  if (value.trim() === '') return undefined;
  return /^\d+$/.test(value.trim()) ? Number(value) : value;
}
