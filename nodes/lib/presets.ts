import { commands } from '../../camera/index';
import { isPlainObject, notAllowed, wholeNumber } from './payload';

/** Names of positions that a camera keeps by number. */
export type Presets = Readonly<Record<string, unknown>>;

/** What a configuration holds, if it is an object. */
export const presetsOf = (configured: unknown): Presets => (isPlainObject(configured) ? configured : {});

const { min: FIRST, max: LAST } = commands.ptz.parameters.call_preset;

/** The number of a preset, by its number or its name. @throws CameraError `INVALID_INPUT`. */
export function presetNumber(value: unknown, presets: Presets): number {
  if (typeof value !== 'string') return wholeNumber('preset', value, FIRST, LAST);
  if (Object.hasOwn(presets, value)) return wholeNumber(`preset "${value}"`, presets[value], FIRST, LAST);
  const names = Object.keys(presets);
  const known = names.length > 0 ? `one of ${names.join(', ')}` : 'a name kept in the camera, which has none';
  throw notAllowed('preset', value, `a whole number from ${FIRST} to ${LAST}, or ${known}`);
}

/** A preset as the dialog saves it: a name, or a number that may be text. */
export function configuredPreset(value: unknown, presets: Presets): unknown {
  if (typeof value !== 'string' || Object.hasOwn(presets, value)) return value ?? undefined;
  if (value.trim() === '') return undefined;
  return /^\d+$/.test(value.trim()) ? Number(value) : value;
}
