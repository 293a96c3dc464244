import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Answer } from '../answer';

export function bodyOf(answer: Answer): Buffer {
  return typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
}

export function headersOf(answer: Answer, length: number): Record<string, string> {
  const chunked = answer.headers?.['Transfer-Encoding'] === 'chunked';
  return {
    'Content-Type': answer.type,
    ...(!chunked && { 'Content-Length': String(length) }),
    ...answer.headers,
  };
}

/** An ordinary answer. A terse one has no reason phrase and a blank behind its type (note 15). */
export function write(response: ServerResponse, answer: Answer, closing: boolean, terse = false): void {
  const body = bodyOf(answer);
  const headers = headersOf(answer, body.length);
  if (closing) headers['Connection'] = 'close';
  if (terse) headers['Content-Type'] = `${answer.type} `;
  response.writeHead(answer.status, terse ? '' : undefined, headers);
  response.end(body);
}

/** The first bytes of an answer that node:http would not write. */
export function head(version: string, status: number, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/${version} ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`;
}

/** HTTP/1.0 without a length: the end of the connection is the end of the answer. */
export function writeHttp10(response: ServerResponse, answer: Answer, body = bodyOf(answer)): void {
  const { socket } = response;
  socket?.write(head('1.0', answer.status, { 'Content-Type': answer.type, ...answer.headers }));
  socket?.end(body);
}
