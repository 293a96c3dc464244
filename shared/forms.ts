/** What the runtime tells dialogs of commands and numbers; all of it comes from the command table. */

export interface CommandForm {
  readonly doc: string;
  readonly reads: boolean;
  readonly sets: boolean;
  readonly destructive: boolean;
  /** Whether a backup holds it: by itself, or only when named. */
  readonly saved?: 'always' | 'named' | undefined;
  readonly parameters: Readonly<Record<string, ParameterForm>>;
}

export type CommandForms = Readonly<Record<string, CommandForm>>;

/** A parameter of a command, as its field in a dialog needs it. */
export interface ParameterForm {
  readonly type: string;
  readonly doc: string;
  readonly unit?: string | undefined;
  readonly required: boolean;
  readonly secret: boolean;
  /** Chooses what is read or set. */
  readonly selector: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly extraValues?: readonly number[] | undefined;
  readonly values?: readonly (number | string)[];
  /** The spelling of a choice is free in capitals and blanks. */
  readonly caseInsensitive?: boolean | undefined;
  /** The camera's own words for a flag. */
  readonly words?: { readonly yes: string; readonly no: string } | undefined;
  readonly maxBytes?: number | undefined;
  /** What the whole text must be, as a regular expression. */
  readonly pattern?: string | undefined;
  /** What every character must be, as a regular expression. */
  readonly characters?: string;
}

/** A number from `min` to `max`, whole unless it says otherwise. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly fractions?: boolean;
  /** 0 is allowed as well, whatever the least is. */
  readonly orZero?: boolean;
}

/** By type of node and property. */
export type Limits = Readonly<Record<string, Readonly<Record<string, Limit>>>>;
