import type { IncomingMessage } from 'node:http';
import { CameraError } from '../core/errors';

/**
 * Collects the body of an answer. Its bytes are copied once, into one buffer of the announced length; a body
 * that comes in one piece is not copied at all.
 *
 * @param done is called with the body, or with what went wrong as far as that is known; only its first call counts.
 */
export function collectBody(
  answer: IncomingMessage,
  limitBytes: number,
  done: (error: Error | undefined, body?: Buffer) => void,
): void {
  const announced = Number(answer.headers['content-length'] ?? NaN);
  const tooLong = () =>
    done(new CameraError('BAD_RESPONSE', `the answer is longer than ${limitBytes} bytes`));
  if (announced > limitBytes) return tooLong();
  let body: Buffer | undefined;
  const pieces: Buffer[] = [];
  let length = 0;
  answer.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > limitBytes) tooLong();
    else if (!(announced > piece.length)) pieces.push(piece);
    else {
      // Not from the pool: a picture that is kept would keep its neighbours.
      body ??= Buffer.allocUnsafeSlow(announced);
      piece.copy(body, length - piece.length);
    }
  });
  answer.once('end', () =>
    done(undefined, body ?? (pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))),
  );
  answer.once('error', done);
  answer.once('close', () => done(undefined));
}
