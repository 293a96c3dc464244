import { isPlainObject } from '../shared/input';
import { Refusal } from './answer';

/** A message of an `mqtt in`, as far as commands need it. */
export interface MqttMessage {
  readonly topic?: unknown;
  readonly payload?: unknown;
  readonly retain?: unknown;
  /** MQTT 5: seconds that the message may still wait. */
  readonly messageExpiryInterval?: unknown;
  /** MQTT 5: where the answer is to go. */
  readonly responseTopic?: unknown;
  /** MQTT 5: what the answer is to carry. */
  readonly correlationData?: unknown;
}

/** What a command says, apart from what it is and whom it is for. */
export interface CommandContent {
  /** As the node of that name takes it. */
  readonly payload: unknown;
  /** When it was sent, in ms since the epoch. */
  readonly at: number | undefined;
  readonly id: string | number | undefined;
}

/** A motion area as rows of text has 500 bytes, the longest settings a few thousand. */
export const PAYLOAD_LIMIT_BYTES = 65_536;

const ID_LIMIT = 128;

/**
 * Reads the payload of a command: JSON, or a bare word such as `open`; `at` and `id` of an object are the
 * command's own.
 *
 * @param binary leaves a Buffer as it is, whatever its size.
 * @throws Refusal `INVALID_INPUT`.
 */
export function readContent(payload: unknown, binary = false): CommandContent {
  if (binary && Buffer.isBuffer(payload)) return { payload, at: undefined, id: undefined };
  const value = Buffer.isBuffer(payload) || typeof payload === 'string' ? fromText(payload) : payload;
  if (value === undefined || value === null || value === '') throw invalid('the payload is empty');
  if (typeof value === 'object' && sizeOf(value) > PAYLOAD_LIMIT_BYTES) throw tooLong();
  if (!isPlainObject(value)) return { payload: value, at: undefined, id: undefined };
  const { at, id, ...rest } = value;
  if (at !== undefined && !Number.isFinite(at)) throw invalid('"at" must be a number of ms since 1970');
  return { payload: rest, at: at as number | undefined, id: id === undefined ? undefined : checkId(id) };
}

/** The identity that MQTT 5 carries beside the payload, as text. @throws Refusal `INVALID_INPUT`. */
export function correlationId(correlationData: unknown): string | undefined {
  if (!Buffer.isBuffer(correlationData) || correlationData.length === 0) return undefined;
  const text = correlationData.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(correlationData);
  return checkId(isText ? text : correlationData.toString('base64')) as string;
}

function checkId(id: unknown): string | number {
  if (typeof id === 'number' && Number.isFinite(id)) return id;
  if (typeof id === 'string' && id !== '' && id.length <= ID_LIMIT) return id;
  throw invalid(`"id" must be a number or a text of 1 to ${ID_LIMIT} characters`);
}

function fromText(payload: Buffer | string): unknown {
  if (Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES) throw tooLong();
  const text = (Buffer.isBuffer(payload) ? decode(payload) : payload).trim();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (/^[{["]/.test(text)) throw invalid('the payload is no valid JSON');
    return text;
  }
}

function decode(payload: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    throw invalid('the payload is no UTF-8 text');
  }
}

function sizeOf(value: object): number {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    throw invalid('the payload cannot be written as JSON');
  }
}

const invalid = (what: string) => new Refusal('INVALID_INPUT', what);
const tooLong = () => invalid(`the payload has more than ${PAYLOAD_LIMIT_BYTES} bytes`);
