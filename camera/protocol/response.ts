import type { Command, Endpoint } from '../commands/schema';
import { CameraError, type Delivery } from '../core/errors';
import { outside } from '../core/outside-text';
import type { Response } from '../http/transport';
import { decode, cameraFault } from './decode';
import { readDocument } from './xml';
import { isCompleteJpeg } from './jpeg';
import type { Result } from './attributes';
import { readText } from './charset';

/** The camera does not know the uid any more (field note 9). Never leaves the client. */
export class SessionLost extends CameraError {
  constructor(reason = '', delivery?: Delivery) {
    super('CAMERA_FAULT', `the camera refused: ${outside(reason)}`, { reason, delivery });
  }
}

/**
 * What an answer means. The body decides, not the status (field note 5).
 *
 * @throws CameraError `CAMERA_FAULT`, `NOT_SUPPORTED`, `LOCKED_OUT`, `BAD_RESPONSE`, or SessionLost.
 */
export function readAnswer(command: Command, exchange: Endpoint, { status, body }: Response): Result {
  const { answer } = exchange;
  if (body.length === 0) throw statusAlone(status, 'the answer is empty');
  if (answer.form === 'picture' && body.readUInt8(0) === 0xff) return { [answer.parameter]: picture(body) };
  const text = readText(body);
  const reason = faultIn(text);
  if (reason !== undefined) throw fault(status, reason);
  if (isPlainText(text) && /\b(?:user|account)\b.*\blocked\b/i.test(text))
    throw new CameraError('LOCKED_OUT', 'the account is locked');
  if (isPlainText(text) || isPage(text)) throw statusAlone(status, 'the answer is a page, not data');
  const root = readDocument(text);
  if (status >= 400 && root.text !== '') throw cameraFault(root.text);
  if (status >= 300)
    throw statusAlone(status, `<${outside(root.name.slice(0, 40))}> is not an answer to this command`);
  return decode(command, answer, root);
}

/** Refuses what is no success where any other answer is one, even an empty or odd one (field note "OnvifFirmwareUpgrade"). */
export function refuseFault({ status, body }: Response): void {
  const reason = faultIn(readText(body));
  if (reason !== undefined) throw fault(status, reason);
  if (status >= 300) throw statusAlone(status, 'the camera did not take it');
}

const isPlainText = (text: string) => !text.trimStart().startsWith('<');

const isPage = (text: string) => /^\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype|html|head|body)\b/i.test(text);

function picture(body: Buffer): Buffer {
  if (isCompleteJpeg(body)) return body;
  throw new CameraError('BAD_RESPONSE', 'the picture is not a complete JPEG');
}

/**
 * The reason in a `<fault>`, or undefined if the answer is none. The value beside it may be the whole URL with
 * its raw `&` (field note 5), and some firmware forgets the end tag (manual 3.2.1), so this is no work for a parser.
 */
function faultIn(text: string): string | undefined {
  const fault = /^\s*(?:<\?xml[^>]*\?>\s*)?<fault\b[^>]*>([^]*)/i.exec(text)?.[1];
  if (fault === undefined) return undefined;
  // Not one expression: over many openings without an end it would start anew at each.
  const [, reason] = fault.split(/<reason>/i, 2);
  const end = reason?.search(/<\/reason>/i) ?? -1;
  if (end >= 0) return reason!.slice(0, end);
  return /<\/fault>\s*$/i.test(fault) ? '' : undefined;
}

function fault(status: number, reason: string): CameraError {
  if (/\b(?:uid error|parse uid|invalid uid)\b/i.test(reason)) return new SessionLost(reason.trim());
  if (status === 404) return new CameraError('NOT_SUPPORTED', 'the camera does not support this command');
  return cameraFault(reason);
}

/** A refusal of one of several parameters: what stands before it may be in force (field note 14). */
export function refusedInPart(
  error: unknown,
  command: Command,
  { atomic }: Endpoint,
  sent: ReadonlyMap<string, string>,
): unknown {
  const isRefusal =
    CameraError.is(error, 'CAMERA_FAULT') && error.isRefusal && !(error instanceof SessionLost);
  const settings = [...sent.keys()].filter((name) => command.parameters[name]?.access !== 'selector');
  if (!isRefusal || atomic || settings.length < 2) return error;
  return error.adding('; a part may be in force', 'unknown');
}

/** What an answer without usable content means. */
function statusAlone(status: number, otherwise: string): CameraError {
  if (status === 404) return new CameraError('NOT_SUPPORTED', 'the camera does not support this command');
  // What it means is for the log-in to say: a command that an account may not send is none of its business.
  if (status === 401) return cameraFault('401 Unauthorized');
  if (status === 403) return cameraFault('403 Forbidden');
  // What G answers where taking a picture failed (field note 15).
  if (status === 407) return cameraFault('it could not take the picture');
  if (status >= 300 && status < 400) return new CameraError('BAD_RESPONSE', 'the answer sends elsewhere');
  return new CameraError('BAD_RESPONSE', `${otherwise} (status ${status})`);
}
