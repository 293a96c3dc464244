import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { fault, html, type Answer } from '../answer';
import { encodeGbk } from '../gbk';
import { findParameter } from '../url';
import type { Afterwards, Instead, FaultyExchange } from './faulty-responses';
import { bodyOf, headersOf, write } from './write';

/** Further faults of one answer, whose outcome depends on the command or on an option. */
export const SPECIAL_FAULTS = {
  upgrade: 'answers 101 Switching Protocols with Upgrade headers; nothing took effect',
  late: 'never answers, and takes effect `effectMs` after the request came',
  unauthorized: 'status 401 with a challenge; nothing took effect',
  refusal:
    'refuses with the status and reason given, 403 `user has no authority` by default; nothing took effect',
  slow: 'a good answer whose body takes `intervalMs` to arrive, evenly',
  'echo-secrets': 'a good answer whose root bears uid, user name, password and its MD5 as further attributes',
  'echo-secret-names': 'a good answer with uid, password and its MD5 in the names of elements and attributes',
  'bare-line-feeds': 'a good answer whose header lines end in LF without CR',
  'double-length': 'a good answer with the same Content-Length twice',
  'no-reason-phrase': 'a good answer whose status line ends behind the number',
  'trailing-bytes': 'a good answer with NUL and blanks behind its end',
  gb2312: 'a good answer that declares GB2312, and is in it',
  'jpeg-tail': 'a picture with bytes of the maker behind its end marker',
  'jpeg-fill': 'a picture with fill bytes before a marker',
} as const;

export type SpecialFault = keyof typeof SPECIAL_FAULTS;

const EFFECT_MS = 4000;
const PIECES = 20;

/** Kinds where the command is not carried out, or later. */
export const SPECIAL_INSTEAD: Partial<Record<SpecialFault, Instead>> = {
  upgrade: ({ response }) => {
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', '', ''];
    response.socket?.write(lines.join('\r\n'));
  },
  late: ({ injected, carryOut, later }) => {
    later(injected.effectMs ?? EFFECT_MS, () => void carryOut());
  },
  unauthorized: () => ({
    ...html('<body>401 Unauthorized</body>', 401),
    headers: { 'WWW-Authenticate': 'Basic realm="IPCamera"' },
  }),
  refusal: ({ path, injected }) =>
    fault(path, injected.reason ?? 'user has no authority', injected.status ?? 403),
};

/** Kinds where the command is carried out first. */
export const SPECIAL_AFTERWARDS: Partial<Record<SpecialFault, Afterwards>> = {
  slow,
  'echo-secrets': (exchange, answer) => {
    const attributes = secretsOf(exchange).map(([name, value]) => ` ${name}="${value}"`);
    const body = textOf(answer).replace(/(<[a-zA-Z][\w.-]*)(?=[\s/>])/, `$1${attributes.join('')}`);
    write(exchange.response, { ...answer, body }, false);
  },
  'echo-secret-names': (exchange, answer) => {
    const names = secretsOf(exchange).map(([, value]) => `x-${value.replace(/[^\w.-]/g, '_')}`);
    const attributes = names.map((name) => ` ${name}="1"`).join('');
    const elements = names.map((name) => `<${name}>1</${name}>`).join('');
    const root = names[0] ?? 'x';
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attributes}>${elements}</${root}>\n`;
    write(exchange.response, { ...answer, body }, false);
  },
  'bare-line-feeds': ({ response }, answer) => {
    const { line, headers, body } = partsOf(answer);
    response.socket?.write(`${[line, ...headers].join('\n')}\n\n`);
    response.socket?.end(body);
  },
  'double-length': ({ response }, answer) => {
    const { line, headers, body } = partsOf(answer);
    response.socket?.write([line, ...headers, `Content-Length: ${body.length}`, '', ''].join('\r\n'));
    response.socket?.end(body);
  },
  'no-reason-phrase': ({ response }, answer) => {
    const { headers, body } = partsOf(answer);
    response.socket?.write([`HTTP/1.1 ${answer.status}`, ...headers, '', ''].join('\r\n'));
    response.socket?.end(body);
  },
  'trailing-bytes': ({ response }, answer) =>
    write(response, { ...answer, body: Buffer.concat([bodyOf(answer), Buffer.from('\0 \0 \n')]) }, false),
  gb2312: ({ response }, answer) => write(response, inGb2312(answer), false),
  'jpeg-tail': ({ response }, answer) =>
    write(
      response,
      { ...answer, body: Buffer.concat([bodyOf(answer), Buffer.from('ANJV\0\xff\xd8\0ts=1', 'latin1')]) },
      false,
    ),
  'jpeg-fill': ({ response }, answer) => {
    const body = bodyOf(answer);
    // Two fill bytes before the second marker.
    const filled = Buffer.concat([body.subarray(0, 2), Buffer.from([0xff, 0xff]), body.subarray(2)]);
    write(response, { ...answer, body: filled }, false);
  },
};

/** Declares GB2312 and encodes in it; pictures stay unchanged. */
export function inGb2312(answer: Answer): Answer {
  if (typeof answer.body !== 'string') return answer;
  return { ...answer, body: encodeGbk(answer.body.replace('encoding="UTF-8"', 'encoding="GB2312"')) };
}

function slow({ response, later, injected }: FaultyExchange, answer: Answer): void {
  const body = bodyOf(answer);
  const size = Math.max(1, Math.ceil(body.length / PIECES));
  response.writeHead(answer.status, headersOf(answer, body.length));
  response.flushHeaders();
  let sent = 0;
  const next = (): void => {
    if (response.destroyed) return;
    response.write(body.subarray(sent, sent + size));
    sent += size;
    if (sent >= body.length) return void response.end();
    later((injected.intervalMs ?? 3000) / PIECES, next);
  };
  later((injected.intervalMs ?? 3000) / PIECES, next);
}

/** The secrets of the client's session and account. */
function secretsOf({ url, device }: FaultyExchange): [string, string][] {
  const uid = findParameter(url, 'uid') ?? device.sessions.issued.at(-1) ?? '';
  const account = device.accounts.find(device.sessions.find(uid)?.username ?? '') ?? device.accounts.list[0];
  const password = account?.password ?? '';
  const md5 = createHash('md5').update(password).digest('hex');
  return [
    ['session', uid],
    ['user', account?.name ?? ''],
    ['key', password],
    ['key_encoded', encodeURIComponent(password)],
    ['digest', md5],
    ['digest_upper', md5.toUpperCase()],
  ];
}

function textOf(answer: Answer): string {
  return bodyOf(answer).toString('utf8');
}

function partsOf(answer: Answer): { line: string; headers: string[]; body: Buffer } {
  const body = bodyOf(answer);
  const headers = Object.entries(headersOf(answer, body.length)).map(([name, value]) => `${name}: ${value}`);
  return { line: `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`, headers, body };
}
