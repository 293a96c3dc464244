/** What commands answer, and what dialogs are. */

/** What a command answered. */
export type Result = Record<string, unknown>;

/**
 * A dialog that is open. It lasts until the `AbortSignal` that it was opened with is aborted, whether it is saved or not:
 * whatever it waits for or listens to ends then.
 */
export interface Dialog {
  /** Puts what is shown into the node. */
  save?(): void;
  resize?(size: { height: number; width: number }): void;
}
