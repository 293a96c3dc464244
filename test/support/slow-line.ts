import type { Socket } from 'node:net';
import { Proxy } from './proxy';

/** Lets a long request to a camera through only in part until it is told to go on. */
export class SlowLine extends Proxy {
  #heldAfter = Infinity;
  #held: Socket | undefined;
  /** All that clients have sent, passed on or not, as far as it was read. */
  passed = 0;

  static before(cameraPort: number): Promise<SlowLine> {
    return new SlowLine(cameraPort).listen();
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
    held?.resume();
  }

  protected handle(client: Socket, camera: Socket): void {
    let passed = 0;
    client.on('data', (piece) => {
      passed += piece.length;
      this.passed += piece.length;
      camera.write(piece);
      if (passed <= this.#heldAfter || this.#held) return;
      client.pause();
      this.#held = client;
    });
  }
}
