import type { Socket } from 'node:net';
import { Proxy } from './proxy';

/** What is done with the connection of one request instead of an answer. */
export type Instead = (socket: Socket) => void;

/** Does something else with the connection of one chosen request to a camera. */
export class Interceptor extends Proxy {
  #chosen: { request: RegExp; instead: Instead } | undefined;
  /** Requests met so far that were not passed on. */
  intercepted = 0;

  static before(cameraPort: number): Promise<Interceptor> {
    return new Interceptor(cameraPort).listen();
  }

  /** The next request whose first line matches meets this; those after it reach the camera. */
  once(request: RegExp, instead: Instead): void {
    this.#chosen = { request, instead };
  }

  protected handle(client: Socket, camera: Socket): void {
    const pass = (piece: Buffer) => {
      const [firstLine = ''] = piece.toString('latin1').split('\r\n', 1);
      if (!this.#chosen?.request.test(firstLine)) return void camera.write(piece);
      const { instead } = this.#chosen;
      this.#chosen = undefined;
      this.intercepted += 1;
      client.off('data', pass);
      instead(client);
    };
    client.on('data', pass);
  }
}
