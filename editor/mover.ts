import { inWords, perform } from './ask.js';

/** Moves a camera for as long as something is held, and stops it whatever happens. */
export class Mover {
  /** The camera that moves. */
  #held: { camera: string } | undefined;

  constructor(private readonly tell: (trouble: string) => void) {}

  start(camera: string, input: object): void {
    this.tell('');
    this.#held = { camera };
    void perform(camera, 'ptz', input).then((answer) => {
      if (!answer.ok) this.tell(inWords(answer));
      // A stop that was sent while this was on its way may have come before it.
      if (answer.ok && !this.#held) void this.stop(camera);
    });
  }

  release(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held) void this.stop(held.camera);
  }

  async stop(camera: string): Promise<void> {
    if (!camera) return;
    const answer = await perform(camera, 'ptz', { stop: 1 });
    if (!answer.ok) this.tell(inWords(answer));
  }
}
