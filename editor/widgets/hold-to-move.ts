import { inWords, perform } from '../core/api.js';

interface Hold {
  readonly camera: string;
}

/** How often a movement that is held is asked for again: the runtime ends it after 1.5 s without. */
const AGAIN_MS = 500;

/** Moves a camera for as long as something is held, and stops it whatever happens. */
export class Mover {
  #held: Hold | undefined;
  /** Ends when everything that was sent is answered: a stop that is late must not end what came after. */
  #sent: Promise<unknown> = Promise.resolve();
  #endPause: () => void = () => undefined;

  constructor(private readonly tell: (trouble: string) => void) {}

  start(camera: string, input: object): void {
    const hold = { camera };
    this.#held = hold;
    this.#endPause();
    this.tell('');
    this.#sent = this.#sent.then(() => (this.#held === hold ? this.#move(hold, input) : undefined));
  }

  release(): void {
    const held = this.#held;
    this.#held = undefined;
    this.#endPause();
    if (held) void this.stop(held.camera);
  }

  /** Waits for nothing. */
  stop(camera: string): Promise<unknown> {
    const stopped = this.#perform(camera, { stop: 1 });
    this.#sent = Promise.all([this.#sent, stopped]);
    return stopped;
  }

  async #move(hold: Hold, input: object): Promise<void> {
    while (this.#held === hold) {
      if (!(await this.#perform(hold.camera, input))) return;
      // The stop may have come before it.
      if (this.#held !== hold) await this.#perform(hold.camera, { stop: 1 });
      else await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, AGAIN_MS);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #perform(camera: string, input: object): Promise<boolean> {
    const answer = await perform(camera, 'ptz', input);
    if (!answer.ok) this.tell(inWords(answer));
    return answer.ok;
  }
}
