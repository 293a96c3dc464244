import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { until } from './bench';

/** Stands between a client and a camera; what is done with the client's bytes is up to who extends it. */
export abstract class Proxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  protected constructor(cameraPort: number) {
    this.#server = createServer((client) => this.#accept(client, cameraPort));
  }

  /** What a client sends goes to the camera, or not. */
  protected abstract handle(client: Socket, camera: Socket): void;

  protected async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await until('the proxy listens', () => this.#server.listening);
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #accept(client: Socket, cameraPort: number): void {
    const camera = this.#keep(connect(cameraPort, '127.0.0.1'));
    this.#keep(client);
    client.on('close', () => camera.destroySoon());
    camera.on('close', () => client.destroySoon());
    camera.on('data', (piece) => client.write(piece));
    this.handle(client, camera);
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    return socket;
  }
}
