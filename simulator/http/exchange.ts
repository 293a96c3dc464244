import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answer';
import { cameraPage, unknownPage } from '../camera-pages';
import { dispatch } from '../dispatch';
import type { Device } from '../device';
import { FIRMWARE_PATH, receiveFirmware } from '../firmware';
import type { Onvif } from '../onvif/server';
import { page } from '../pages';
import type { Timers } from '../timers';
import { pathOf, queryOf } from '../url';
import { delayFor, type Delays } from './delays';
import type { RequestLog, RequestRecord } from './log';
import { AFTERWARDS, INSTEAD, type FaultyExchange } from './faulty-responses';
import type { FaultQueue } from './faults';
import { reset, type Connection, type Wire } from './wire';
import { write, writeHttp10 } from './write';

/** What a port serves. */
export type Serves = 'all' | 'camera' | 'onvif';

/** Shared by all exchanges. */
export interface ExchangeContext {
  device: Device;
  log: RequestLog;
  faults: FaultQueue;
  wire: Wire;
  delays: Delays;
  onvif: Onvif;
  /** Timers that a pulled plug does not cancel, only a reboot. */
  begun: Timers;
  serves: Serves;
}

const BODY_KEPT_BYTES = 64 * 1024;

/** One request and its answer, with whatever was ordered to go wrong. */
export async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  connection: Connection,
  context: ExchangeContext,
): Promise<void> {
  const { device, log, faults, wire, delays, onvif, begun, serves } = context;
  if (connection.dead) return reset(connection.socket);
  const url = request.url ?? '';
  if (url.length > device.options.maxUrlLength) return reset(connection.socket);
  const path = pathOf(url);
  const isOnvif = serves !== 'camera' && onvif.serves(path);
  const own = serves === 'onvif' ? undefined : await page(device, path, log.requests);
  if (own) return write(response, own, false);

  const record = recordOf(request, connection, device.now);
  // A pull that waits for an alarm does not count as work.
  if (!isOnvif) {
    log.begin();
    response.once('close', () => log.end());
  }
  const order = faults.take(path);
  if (order) record.fault = order.kind;
  log.add(record);

  const faulty: FaultyExchange | undefined = order && {
    request,
    response,
    connection,
    wire,
    injected: order,
    url,
    path,
    device,
    carryOut,
    later: (ms, action) => begun.after(ms, action),
  };
  const instead = faulty && INSTEAD[faulty.injected.kind];
  if (instead) {
    const answer = instead(faulty);
    if (answer) finish(answer);
    return;
  }
  const subject = order?.kind === 'pretend' ? device.shadow() : device;
  const answer = await answerTo(subject);
  if (answer === 'closed') request.socket.destroy();
  else finish(answer);

  async function answerTo(subject: Device): Promise<Answer | 'closed'> {
    try {
      if (isOnvif) return await onvif.answer(request, (record.body = await bodyOf(request)));
      return serves === 'onvif' ? unknownPage() : await cameraAnswer(subject, request, record);
    } catch (error) {
      // A mistake in the simulator must be seen, not mistaken for a camera's behaviour.
      const body = `simulator: ${error instanceof Error ? error.stack : String(error)}`;
      return { status: 500, type: 'text/plain', body, refused: true };
    }
  }

  /** Carries the command out without an answer. */
  async function carryOut(): Promise<void> {
    const answer = await answerTo(device);
    if (answer !== 'closed') answer.after?.();
  }

  function finish(answer: Answer): void {
    record.status = answer.status;
    const late = delayFor(delays, path);
    const send = (): void => {
      const { http10, closing } = device.options;
      const afterwards = faulty && AFTERWARDS[faulty.injected.kind];
      if (answer.after) whenSent(answer.after, afterwards !== undefined);
      if (response.destroyed) return;
      if (afterwards) afterwards(faulty, answer);
      else if (http10) writeHttp10(response, answer);
      else write(response, answer, closing, device.isG);
    };
    if (late > 0) wire.later(late, send);
    else send();
  }

  /** A camera that says it will reboot says so first; one that fails to say so reboots all the same. */
  function whenSent(after: () => void, atOnce: boolean): void {
    const begin = (): void => void wire.later(device.options.shutdownMs, after);
    if (atOnce || response.destroyed) begin();
    else response.once('close', begin);
  }
}

async function cameraAnswer(
  device: Device,
  request: IncomingMessage,
  record: RequestRecord,
): Promise<Answer> {
  if (record.path === FIRMWARE_PATH) return receiveFirmware(device, request);
  if (record.method !== 'GET') record.body = await bodyOf(request);
  return record.path.startsWith('/cgi-bin/') ? dispatch(device, record.url) : cameraPage(device, record.url);
}

function recordOf(request: IncomingMessage, connection: Connection, at: number): RequestRecord {
  const url = request.url ?? '';
  return {
    method: request.method ?? '',
    url,
    path: pathOf(url),
    query: queryOf(url),
    headers: request.headers,
    at,
    connection: connection.number,
    httpVersion: request.httpVersion,
  };
}

/** The start of a body; a client that leaves in the middle leaves what came so far. */
function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('close', () => resolve(Buffer.concat(pieces).subarray(0, BODY_KEPT_BYTES)));
    request.on('end', () => resolve(Buffer.concat(pieces).subarray(0, BODY_KEPT_BYTES)));
  });
}
