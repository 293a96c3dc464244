import assert from 'node:assert/strict';
import { CameraError, type ErrorCode } from '../../camera/core/errors';

/** The `CameraError` of this code with which a promise was rejected; anything else fails the test. */
export async function refusal(promise: Promise<unknown>, code: ErrorCode): Promise<CameraError> {
  try {
    await promise;
  } catch (error) {
    return checked(error, code);
  }
  assert.fail(`expected ${code}, but it was done`);
}

/** The `CameraError` of this code that an action throws; anything else fails the test. */
export function refusalOf(action: () => unknown, code: ErrorCode): CameraError {
  try {
    action();
  } catch (error) {
    return checked(error, code);
  }
  assert.fail(`expected ${code}, but it was done`);
}

function checked(error: unknown, code: ErrorCode): CameraError {
  if (!(error instanceof CameraError)) throw error;
  assert.equal(error.code, code, error.stack);
  return error;
}

/** A promise that is looked at later; until then its rejection is no stray one. */
export function later<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
