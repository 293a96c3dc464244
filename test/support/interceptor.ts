import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { until } from './bench';

/** What is done with the connection of one request instead of an answer. */
export type Instead = (socket: Socket) => void;

/** Stands between a client and a camera, and does something else with the connection of one chosen request. */
export class Interceptor {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #chosen: { request: RegExp; instead: Instead } | undefined;
  /** Requests met so far that were not passed on. */
  intercepted = 0;

  private constructor(cameraPort: number) {
    this.#server = createServer((client) => this.#accept(client, cameraPort));
  }

  static async before(cameraPort: number): Promise<Interceptor> {
    const interceptor = new Interceptor(cameraPort);
    interceptor.#server.listen(0, '127.0.0.1');
    await until('the interceptor listens', () => interceptor.#server.listening);
    return interceptor;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The next request whose first line matches meets this; those after it reach the camera. */
  once(request: RegExp, instead: Instead): void {
    this.#chosen = { request, instead };
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #accept(client: Socket, cameraPort: number): void {
    const camera = this.#keep(connect(cameraPort, '127.0.0.1'));
    this.#keep(client);
    client.on('close', () => camera.destroy());
    camera.on('close', () => client.destroySoon());
    camera.on('data', (piece) => client.write(piece));
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

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    return socket;
  }
}
