import type { Result } from '../answer/pairs';
import type { Camera } from '../camera';
import type { SendOptions } from '../channel';

export type Input = Record<string, unknown>;

/** How a command is carried out that takes more than one exchange, or another way than the table's. */
export interface Special {
  /** What it will refuse besides what the table says, as far as that is known; `later` names what is yet to come. */
  foresee?(input: Input, later: ReadonlySet<string>): void;
  read?(camera: Camera, input: Input, options: SendOptions): Promise<Result>;
  /** Answers nothing if something newer took its place. */
  write?(camera: Camera, input: Input, options: SendOptions): Promise<Result | undefined>;
}
