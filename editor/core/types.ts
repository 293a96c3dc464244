/** The answers of the admin endpoints, and what dialogs save. */

/** A parameter of a command, as the command table describes it. */
export interface ParameterForm {
  readonly type: string;
  readonly doc: string;
  readonly required: boolean;
  readonly secret: boolean;
  readonly selector: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly extraValues?: readonly number[];
  readonly values?: readonly (number | string)[];
  readonly maxBytes?: number;
  readonly pattern?: string;
  /** What every character must be. */
  readonly characters?: string;
}

export interface CommandForm {
  readonly doc: string;
  readonly reads: boolean;
  readonly sets: boolean;
  readonly destructive: boolean;
  /** Whether a backup holds it: by itself, or only when named. */
  readonly saved?: 'always' | 'named';
  readonly parameters: Readonly<Record<string, ParameterForm>>;
}

export type CommandForms = Readonly<Record<string, CommandForm>>;

/** A number from `min` to `max`, whole unless it says otherwise. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly fractions?: boolean;
  /** 0 is allowed as well. */
  readonly orZero?: boolean;
}

/** By type of node and property. */
export type Limits = Readonly<Record<string, Readonly<Record<string, Limit>>>>;

/** A value as typedInput makes it. */
export interface TypedValue {
  value: string;
  type: string;
}

export type TypedValues = Record<string, TypedValue>;

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
