import { mapMarked, printable, withoutMarks } from './outside-text';

/** What went wrong, in one word a flow can switch on. The contract with flows; never rename one. */
export type ErrorCode =
  | 'INVALID_INPUT'
  | 'UNKNOWN_CAMERA'
  | 'NOT_ALLOWED'
  | 'STALE'
  | 'BUSY'
  | 'CLOSED'
  | 'AUTH_FAILED'
  | 'LOCKED_OUT'
  | 'UNREACHABLE'
  | 'TIMEOUT'
  | 'CONNECTION_LOST'
  | 'CAMERA_FAULT'
  | 'NOT_SUPPORTED'
  | 'NOT_APPLIED'
  | 'BAD_RESPONSE';

/** The next thing to do about an error, for the person who reads it. Codes that explain themselves have none. */
const ADVICE: Partial<Record<ErrorCode, string>> = {
  AUTH_FAILED: 'Check user name and password in the camera configuration.',
  LOCKED_OUT: 'Wait a minute before trying again.',
  UNREACHABLE: 'Check that the camera is on and that its address and port are right.',
  BAD_RESPONSE: 'Check that the address is that of an Anjvision camera.',
  NOT_SUPPORTED: 'This camera or its firmware does not offer it.',
  STALE: 'The camera is too slow or gets too many commands.',
};

/** What became of a command: it did not reach the camera, was refused, may have been carried out, or was taken. */
export type Delivery = 'not-sent' | 'rejected' | 'unknown' | 'accepted';

/** What each code says of it, unless an error knows better. */
const DELIVERY: Record<ErrorCode, Delivery> = {
  INVALID_INPUT: 'not-sent',
  UNKNOWN_CAMERA: 'not-sent',
  NOT_ALLOWED: 'not-sent',
  STALE: 'not-sent',
  BUSY: 'not-sent',
  CLOSED: 'not-sent',
  AUTH_FAILED: 'not-sent',
  LOCKED_OUT: 'not-sent',
  UNREACHABLE: 'not-sent',
  TIMEOUT: 'unknown',
  CONNECTION_LOST: 'unknown',
  CAMERA_FAULT: 'rejected',
  NOT_SUPPORTED: 'rejected',
  NOT_APPLIED: 'accepted',
  BAD_RESPONSE: 'accepted',
};

/** What a request to a camera that is away ends with. */
export const OFFLINE_CODES = [
  'UNREACHABLE',
  'TIMEOUT',
  'CONNECTION_LOST',
] as const satisfies readonly ErrorCode[];

interface ErrorContext {
  readonly reason?: string;
  readonly where?: string;
  readonly delivery?: Delivery;
  /** Key of the sentence that dialogs show in their language instead of `detail`: `dialog.<key>` of the shared texts. */
  readonly key?: string;
}

/** Takes secrets out of texts. */
export interface Mask {
  /** Of words from outside. */
  redact(text: string): string;
  /** Of sentences of our own, which stay readable whatever the password is. */
  redactOurs(text: string): string;
}

const NO_MASK: Mask = { redact: (text) => text, redactOurs: (text) => text };

/**
 * Every error the client throws.
 *
 * `message` says which camera, which command, what was wrong and what to do, and holds no secret.
 * Neither it nor a `cause` ever carries an error of the HTTP library, which would know the password.
 */
export class CameraError extends Error {
  override readonly name = 'CameraError';
  readonly code: ErrorCode;
  /** The camera's own words, when it refused. */
  readonly reason?: string;
  /** The camera and the command, such as `Gate: relay`, once known. */
  readonly where?: string;
  /** What was wrong, without camera, command and advice. */
  readonly detail: string;
  readonly delivery: Delivery;
  readonly key?: string;

  /** The detail, in which `outside` has marked what came from outside. */
  readonly #marked: string;

  /** @param marked the detail, with `outside` around everything that came from a camera or a message. */
  constructor(
    code: ErrorCode,
    marked: string,
    { reason, where, delivery = DELIVERY[code], key }: ErrorContext = {},
  ) {
    const detail = withoutMarks(marked);
    const doubt = delivery === 'unknown' && 'The command may or may not have been carried out.';
    const advice = [doubt, ADVICE[code]].filter(Boolean).join(' ');
    super([where, advice ? `${detail}. ${advice}` : detail].filter(Boolean).join(': '));
    this.code = code;
    this.#marked = marked;
    this.detail = detail;
    this.delivery = delivery;
    if (reason !== undefined) this.reason = reason;
    if (where !== undefined) this.where = where;
    if (key !== undefined) this.key = key;
  }

  /** The command surely changed nothing at the camera. */
  get isNotDone(): boolean {
    return this.delivery === 'not-sent' || this.delivery === 'rejected';
  }

  /** The camera refused the command itself, and not the log-in that it needed. */
  get isRefusal(): boolean {
    return (this.code === 'CAMERA_FAULT' || this.code === 'NOT_SUPPORTED') && this.delivery !== 'not-sent';
  }

  /** The same error, with another word about what became of the command. */
  withDelivery(delivery: Delivery): CameraError {
    return new CameraError(this.code, this.#marked, {
      reason: this.reason,
      where: this.where,
      delivery,
      key: this.key,
    });
  }

  /** The same error with more words behind it. */
  adding(words: string, delivery: Delivery): CameraError {
    return new CameraError(this.code, this.#marked + words, { reason: this.reason, delivery });
  }

  /** The same error, saying where it happened, such as `Gate: relay`, with every secret masked, on one line. */
  at(where: string, mask: Mask = NO_MASK): CameraError {
    const redact = (text: string) => mask.redact(printable(text));
    const detail = mapMarked(this.#marked, redact, (text) => mask.redactOurs(printable(text)));
    // Cut first, a secret might lose its end, and not be known any more.
    const reason = this.reason === undefined ? undefined : onOneLine(redact(this.reason), 200);
    return new CameraError(this.code, onOneLine(detail, 500), {
      reason,
      where,
      delivery: this.delivery,
      key: this.key,
    });
  }

  /** The message alone: logs show this, and the class's name says nothing to who reads them. */
  override toString(): string {
    return this.message;
  }

  static is(error: unknown, ...codes: ErrorCode[]): error is CameraError {
    return error instanceof CameraError && (codes.length === 0 || codes.includes(error.code));
  }
}

const onOneLine = (text: string, length: number) =>
  [...text.replace(/\s+/g, ' ').trim()].slice(0, length).join('');

/** For commands whose node or camera went away while they waited. */
export const closed = () =>
  new CameraError('CLOSED', 'the node or the camera was removed before it was sent');
