import { CameraError } from '../../camera/index';

/** Why a command never got as far as the camera's client. */
export type RefusalCode =
  'RETAINED' | 'STALE' | 'NOT_ALLOWED' | 'INVALID_INPUT' | 'UNKNOWN_COMMAND' | 'UNKNOWN_CAMERA';

export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
  }
}

/** What the sender of a command gets back. */
export interface Answer {
  /** As the command gave it; null when it gave none. */
  readonly id: string | number | null;
  readonly status: 'ok' | 'error' | 'refused';
  readonly code?: string;
  readonly message?: string;
  readonly result?: unknown;
  /** Whether the camera may have got the command. */
  readonly mayHaveReached: boolean;
  /** It is the answer to an earlier command of the same id. */
  readonly repeated?: true;
}

/** An answer before it is known whom it goes to. */
export type Outcome = Omit<Answer, 'id' | 'repeated'>;

export const succeeded = (result: unknown): Outcome => ({ status: 'ok', result, mayHaveReached: true });

/** A newer movement took the place of this one. */
export const superseded = (): Outcome => ({
  status: 'ok',
  result: { superseded: true },
  mayHaveReached: false,
});

/** Of a command that was carried out when Node-RED ended, so that its outcome was never known. */
export const interrupted = (): Outcome => ({
  status: 'error',
  code: 'CONNECTION_LOST',
  message: 'Node-RED ended before the outcome was known. The command may or may not have been carried out.',
  mayHaveReached: true,
});

export function failed(error: unknown): Outcome {
  if (error instanceof Refusal) {
    return { status: 'refused', code: error.code, message: error.message, mayHaveReached: false };
  }
  if (CameraError.is(error)) {
    const { code, message, delivery } = error;
    const status = CameraError.is(error, 'INVALID_INPUT', 'NOT_ALLOWED') ? 'refused' : 'error';
    return { status, code, message, mayHaveReached: delivery !== 'not-sent' };
  }
  return {
    status: 'error',
    code: 'BAD_RESPONSE',
    message: 'the command failed unexpectedly; see the log',
    mayHaveReached: true,
  };
}
