import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { until } from './bench';

/** Stands between a client and a camera, and lets a long request through only in part until it is told to go on. */
export class SlowLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #heldAfter = Infinity;
  #held: { client: Socket; camera: Socket } | undefined;
  /** All that clients have sent, passed on or not, as far as it was read. */
  passed = 0;

  private constructor(cameraPort: number) {
    this.#server = createServer((client) => this.#accept(client, cameraPort));
  }

  static async before(cameraPort: number): Promise<SlowLine> {
    const line = new SlowLine(cameraPort);
    line.#server.listen(0, '127.0.0.1');
    await until('the line stands', () => line.#server.listening);
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The next connection that sends more than so many bytes is read no further. */
  holdAfter(bytes: number): void {
    this.#heldAfter = bytes;
  }

  get isHolding(): boolean {
    return this.#held !== undefined;
  }

  /** Lets what is held go on. */
  release(): void {
    const held = this.#held;
    this.#heldAfter = Infinity;
    this.#held = undefined;
    held?.client.resume();
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
    let passed = 0;
    client.on('data', (piece) => {
      passed += piece.length;
      this.passed += piece.length;
      camera.write(piece);
      if (passed <= this.#heldAfter || this.#held) return;
      client.pause();
      this.#held = { client, camera };
    });
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    return socket;
  }
}
