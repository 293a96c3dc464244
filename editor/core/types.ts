/** What commands answer, and what dialogs are. */

/** What a command answered. */
export type Result = Record<string, unknown>;

/** A dialog that is open. */
export interface Dialog {
  /** Puts what is shown into the node. */
  save?(): void;
  resize?(size: { height: number; width: number }): void;
  /** It goes, saved or not. */
  close?(): void;
}
