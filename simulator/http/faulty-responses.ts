import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Device } from '../device';
import { fault, html, text, xml, type Answer } from '../answer';
import { entityBomb, gzipBomb, PROTO_XML } from './malicious-bodies';
import type { AnyFault, InjectedFault } from './faults';
import { SPECIAL_AFTERWARDS, SPECIAL_INSTEAD } from './special-faults';
import { reset, type Connection, type Wire } from './wire';
import { bodyOf, head, headersOf, write, writeHttp10 } from './write';

export interface FaultyExchange {
  request: IncomingMessage;
  response: ServerResponse;
  connection: Connection;
  wire: Wire;
  injected: InjectedFault;
  url: string;
  path: string;
  device: Device;
  /** Carries the command out and drops its answer. */
  carryOut(): Promise<unknown>;
  /** Starts a timer that only a reboot cancels, not a pulled plug. */
  later(ms: number, action: () => void): void;
}

export type Instead = (exchange: FaultyExchange) => Answer | void;
export type Afterwards = (exchange: FaultyExchange, answer: Answer) => void;

/** Kinds where the command is not carried out; those that return an answer have it written as usual. */
export const INSTEAD: Partial<Record<AnyFault, Instead>> = {
  ...SPECIAL_INSTEAD,
  'reset-before': ({ connection }) => reset(connection.socket),
  'reset-midway': resetMidway,
  'half-closed': ({ response }) => void response.socket?.end(),
  silent: () => undefined,
  oversize: ({ response }) => oversize(response),
  'compressed-bomb': () => ({ ...xml(''), body: gzipBomb(), headers: { 'Content-Encoding': 'gzip' } }),
  'entity-bomb': () => ({ ...xml(''), body: entityBomb() }),
  proto: () => ({ ...xml(''), body: PROTO_XML }),
  html: () => html('<head><title>IP Camera</title></head><body>Welcome &nbsp; <br></body>'),
  empty: () => ({ ...text(''), type: 'text/xml' }),
  'fault-200': ({ path, injected }) => fault(path, injected.reason ?? 'error', 200),
  'fault-400': ({ path, injected }) => fault(path, injected.reason ?? 'error'),
  'uid-error': ({ path }) => fault(path, 'uid error'),
  locked: () => text('The user is locked'),
  'echoed-404': ({ url }) => fault(url, 'unsupported command', 404),
  'error-500': () => html('<body><h1>500 Internal Server Error</h1></body>', 500),
  redirect: ({ injected }) => ({
    ...html('<body>Moved</body>', 302),
    headers: { Location: injected.location ?? 'http://127.0.0.1:1/elsewhere' },
  }),
  garbage: ({ response }) => void response.socket?.end('\u0000\u0001 IPCAM ready\r\n\r\nwhat?\r\n'),
};

/** Kinds where the command is carried out first. */
export const AFTERWARDS: Partial<Record<AnyFault, Afterwards>> = {
  ...SPECIAL_AFTERWARDS,
  'reset-after': ({ connection }) => reset(connection.socket),
  'silent-after': () => undefined,
  drip,
  'cut-short': ({ response }, answer) => {
    const body = bodyOf(answer);
    response.socket?.write(head('1.1', answer.status, headersOf(answer, body.length)));
    response.socket?.end(firstPart(body));
  },
  'half-body': ({ response }, answer) =>
    write(response, { ...answer, body: firstPart(bodyOf(answer)) }, false),
  'half-document': ({ response }, answer) => writeHttp10(response, answer, firstPart(bodyOf(answer))),
  'wrong-length': ({ response }, answer) => {
    const body = bodyOf(answer);
    response.socket?.write(head('1.1', answer.status, headersOf(answer, Math.max(0, body.length - 10))));
    response.socket?.end(body);
  },
  'chunk-garbage': ({ response }, answer) => {
    const headers = { 'Content-Type': answer.type, 'Transfer-Encoding': 'chunked' };
    response.socket?.write(head('1.1', answer.status, headers));
    response.socket?.end(bodyOf(answer));
  },
  http10: ({ response }, answer) => writeHttp10(response, answer),
  closing: ({ response }, answer) => write(response, answer, true),
  'close-idle': ({ response, connection }, answer) => {
    connection.dead = true;
    write(response, answer, false);
  },
  'hang-up': ({ request, response, wire, injected }, answer) => {
    write(response, answer, false);
    wire.later(injected.intervalMs ?? 0, () => request.socket.destroy());
  },
};

const OVERSIZE_BYTES = 600_000_000;
const OVERSIZE_PIECE = Buffer.alloc(64 * 1024, ' ');

function oversize(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': String(OVERSIZE_BYTES) });
  let left = OVERSIZE_BYTES;
  const pour = (): void => {
    while (left > 0 && !response.destroyed) {
      const piece = OVERSIZE_PIECE.subarray(0, left);
      left -= piece.length;
      if (!response.write(piece)) return;
    }
    if (!response.destroyed) response.end();
  };
  response.on('drain', pour);
  pour();
}

function resetMidway({ request, connection }: FaultyExchange): void {
  const half = Number(request.headers['content-length'] ?? 0) / 2;
  let received = 0;
  if (half === 0) return reset(connection.socket);
  request.on('data', (piece: Buffer) => {
    received += piece.length;
    if (received >= half) reset(connection.socket);
  });
}

function drip({ response, wire, injected }: FaultyExchange, answer: Answer): void {
  const body = bodyOf(answer);
  response.writeHead(answer.status, headersOf(answer, body.length));
  response.flushHeaders();
  let sent = 0;
  const next = (): void => {
    if (response.destroyed) return;
    if (sent >= body.length) return void response.end();
    response.write(body.subarray(sent, ++sent));
    wire.later(injected.intervalMs ?? 100, next);
  };
  next();
}

/** Late enough to be in the middle of what matters. */
const CUT = 0.8;

function firstPart(body: Buffer): Buffer {
  return body.subarray(0, Math.floor(body.length * CUT));
}
