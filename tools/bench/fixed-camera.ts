/**
 * A camera that always answers the same, as fast as it can or after as many µs of work as it is told, in a process
 * of its own. It knows just enough HTTP for requests without a body.
 */
import { createServer, type AddressInfo } from 'node:net';
import { answerRequests } from './answer-requests';
import { ANSWERS, PICTURES } from './answers';

const workMs = Number(process.argv[2] ?? 0) / 1000;

function work(): void {
  const until = performance.now() + workMs;
  while (performance.now() < until);
}

/** How often each command was asked for. */
let counts: Record<string, number> = {};

const answer = (status: string, body: string | Buffer): Buffer => {
  const type = typeof body === 'string' ? 'text/xml' : 'image/jpeg';
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
};

const UNKNOWN = answer('404 Not Found', '<error/>');
const answers = new Map(
  Object.entries({ ...ANSWERS, ...PICTURES }).map(([name, body]) => [name, answer('200 OK', body)]),
);

const server = createServer({ noDelay: true }, (socket) => {
  answerRequests(socket, (head) => {
    const command = /^GET \/cgi-bin\/(\w+)/.exec(head)?.[1] ?? '';
    counts[command] = (counts[command] ?? 0) + 1;
    if (workMs > 0) work();
    return answers.get(command) ?? UNKNOWN;
  });
});

server.listen({ host: '127.0.0.1', port: 0, backlog: 2_000 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});

// Each message asks for the counts since the last.
process.on('message', () => {
  process.send?.({ counts });
  counts = {};
});
process.on('disconnect', () => process.exit());
