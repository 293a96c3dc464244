import type { Parameter } from '../../commands/schema';
import { CameraError } from '../../core/errors';
import { checkShape } from '../../protocol/motion-area';
import { encodeValue } from '../../protocol/encode-value';

/** Longer than any title, server or path of a camera. */
const LONGEST_TEXT = 2000;

/** Refuses what a camera could not be set to; `null` is a value that was not told. @throws CameraError `INVALID_INPUT`. */
export function checkValue(name: string, parameter: Parameter, value: unknown): void {
  if (value === null) return;
  if (typeof value === 'string' && value.length > LONGEST_TEXT)
    throw new CameraError('INVALID_INPUT', `"${name}" is longer than ${LONGEST_TEXT} characters`);
  if (parameter.type === 'area') checkShape(value);
  else encodeValue(name, parameter, value);
}

export function isPossible(name: string, parameter: Parameter, value: unknown): boolean {
  try {
    checkValue(name, parameter, value);
    return true;
  } catch (error) {
    if (CameraError.is(error)) return false;
    throw error;
  }
}

/** Whether two values are the same to the camera, which may write a word in other capitals, and `ntp` for `NTP`. */
export function isSameValue(parameter: Parameter, one: unknown, other: unknown): boolean {
  return asWritten(parameter, one) === asWritten(parameter, other);
}

function asWritten(parameter: Parameter, value: unknown): string {
  if (parameter.type === 'area' || value === null) return JSON.stringify(value);
  // A title is cleared with a blank where the camera takes no empty one (field note 21).
  if (parameter.type === 'text' && typeof value === 'string') return value.replace(/^\s+$/, '');
  return isPossible('', parameter, value) ? encodeValue('', parameter, value) : JSON.stringify(value);
}
