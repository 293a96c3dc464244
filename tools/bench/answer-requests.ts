import type { Socket } from 'node:net';

/** Answers the requests that come on a connection, none of which has a body, each by its head. */
export function answerRequests(socket: Socket, answer: (head: string) => string | Buffer): void {
  let received = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    received += bytes.toString('latin1');
    for (let end = received.indexOf('\r\n\r\n'); end >= 0; end = received.indexOf('\r\n\r\n')) {
      const head = received.slice(0, end);
      received = received.slice(end + 4);
      socket.write(answer(head));
      if (/^connection: close/im.test(head)) socket.end();
    }
  });
}
