import type { Result } from '../../protocol/attributes';
import type { Camera } from '../../device/camera';
import type { SendOptions } from '../../dispatch/dispatcher';

export interface HandlerOptions extends SendOptions {
  /** Ends a movement after so many ms; 10,000 unless given. */
  readonly stopAfterMs?: number;
}

export type Input = Record<string, unknown>;

/** How a command is carried out that takes more than one exchange, or another way than the table's. */
export interface CommandHandler {
  /** What it will refuse besides what the table says, as far as that is known; `later` names what is yet to come. */
  validateConfig?(input: Input, later: ReadonlySet<string>): void;
  read?(camera: Camera, input: Input, options: SendOptions): Promise<Result>;
  /** Answers nothing if something newer took its place. */
  write?(camera: Camera, input: Input, options: HandlerOptions): Promise<Result | undefined>;
}
