/**
 * The vocabulary in which the commands of the manual are written down.
 *
 * A row says everything about a command once: validation, the query string, the types of input and
 * result, the dialogs and the reference are all derived from it.
 */

/** Where a parameter is used: asked for and answered, only answered, or only asked for. */
export type Access = 'both' | 'read-only' | 'write-only' | 'selector';

interface Described {
  /** One line for dialogs and reference, with the unit where there is one. */
  readonly doc: string;
  /** Shown behind its field. */
  readonly unit?: 's' | '1/s' | 'fps' | 'Hz' | 'kbit/s' | 'bit/s' | '%' | '°';
  /**
   * `both` (default), `read-only` (answered, never sent), `write-only` (sent, never answered), or
   * `selector` (chooses what is read or written, and goes with every request).
   */
  readonly access?: Access;
  /** The command cannot be written without it. */
  readonly required?: boolean;
  /** `null` is answered where the camera does not tell it, and leaves it alone where it is sent back. */
  readonly nullable?: true;
  /** Never repeated in a message, a result or a log. */
  readonly secret?: true;
  /** Other names that answers use for it; capitals never matter. */
  readonly answeredAs?: readonly string[];
}

/** What a user has to say of a camera that names things the other way round (field note 23). */
export interface Quirks {
  /** `ledmode` 1 is the white lamp, 2 the infrared one. */
  readonly lampsSwapped?: boolean;
  /** `time=day` is the night picture. */
  readonly dayNightInverted?: boolean;
}

/** Has two values which some cameras mean the other way round. */
interface Swappable {
  readonly swappedBy?: keyof Quirks;
}

/** Yes or no, sent as 1 or 0. */
export interface Flag extends Described {
  readonly type: 'flag';
  /** What the camera writes and takes instead; flows may use these words too. */
  readonly words?: { readonly yes: string; readonly no: string };
  /** The camera takes no 0; leaving it out says no. */
  readonly falseIsAbsent?: true;
}

/** A whole number from `min` to `max`, or one of `extraValues`. */
export interface Integer extends Described {
  readonly type: 'integer';
  readonly min: number;
  readonly max: number;
  /** Values accepted outside the range. */
  readonly extraValues?: readonly number[];
}

/** One of a few whole numbers. */
export interface NumberChoice extends Described, Swappable {
  readonly type: 'number-choice';
  readonly values: readonly number[];
}

/** One of a few words. */
export interface Choice extends Described, Swappable {
  readonly type: 'choice';
  readonly values: readonly string[];
  /** Answers may use other capitals, or a space for `_`; so may whoever sends them back. */
  readonly caseInsensitive?: true;
}

/** Characters of any kind within the given limits. */
export interface Text extends Described {
  readonly type: 'text';
  /** Longest value in bytes of UTF-8. */
  readonly maxBytes?: number;
  /** Longest value in characters as they are sent, percent-encoded. */
  readonly maxEncoded?: number;
  /** What the value must look like, in a regular expression and in words. */
  readonly pattern?: { readonly like: RegExp; readonly words: string };
  /** The camera percent-decodes this one (field note 1), so it can carry any character. */
  readonly encoded?: true;
  /** What to send for an empty text, where empty would count as absent (field note 3). It means nothing else then. */
  readonly emptyAs?: string;
  /** The camera takes everything up to the end of the URL (field note 2). */
  readonly toEndOfUrl?: true;
}

/** A colour as `0xrrggbb`, or as a bare decimal number where the camera writes it so (field note 16). */
export interface Colour extends Described {
  readonly type: 'colour';
}

/** A complete JPEG; only answered. */
export interface Picture extends Described {
  readonly type: 'picture';
}

/** Entries of a list, each with some of the command's parameters; only answered. */
export interface List extends Described {
  readonly type: 'list';
  readonly access: 'read-only';
}

/** Parameters that stand together under one name, in an element of that name. */
export interface Group extends Described {
  readonly type: 'group';
  readonly members: Readonly<Record<string, Value>>;
}

/** Blocks of a picture, in one of several spellings. */
export interface Area extends Described {
  readonly type: 'area';
}

/** What a query can carry. */
export type Value = Flag | Integer | NumberChoice | Choice | Text | Colour;

export type Parameter = Value | Picture | List | Group | Area;

/** What a request does to the camera, which decides whether it may be repeated after a lost connection. */
export type Effect =
  /** Changes nothing. */
  | 'read'
  /** Sets an absolute value: twice is the same as once. */
  | 'set'
  /** Acts each time it arrives: sent at most once, on a fresh connection. */
  | 'act';

/** Who goes first when several requests wait for one camera; lower goes first. */
export enum Priority {
  /** Ends a movement or brings a relay to rest: nothing is more urgent than stillness. */
  Safety,
  /** What flows ask for. */
  Command,
  /** Keeps the session alive; only worth sending when there is nothing else. */
  Background,
}

/** How an answer becomes a result. */
export type Answer =
  /**
   * The attributes of all elements, by parameter name; or of those elements `within`, if the answer has any.
   * `text` names the parameter that is the root's text, if that is all there is. With `mayBeEmpty`, an answer that
   * says nothing of any parameter is one.
   */
  | {
      readonly form: 'attributes';
      readonly within?: string;
      readonly text?: string;
      readonly mayBeEmpty?: true;
    }
  /** The text of the root element is the value of one parameter; any other than `like` is a refusal. */
  | { readonly form: 'text'; readonly parameter: string; readonly like?: RegExp }
  /** A sentence in the root element with `name=value` in it. */
  | { readonly form: 'sentence' }
  /**
   * The root element says that it was done; the result is what was sent. Without `like`, anything that does not speak
   * of a failure says so. `repeats` finds in it the value of the parameter as the camera has taken it.
   */
  | {
      readonly form: 'done';
      readonly like?: RegExp;
      readonly repeats?: { readonly parameter: string; readonly in: RegExp };
    }
  /** Elements of one name, each an entry of a list, which is the value of one parameter. */
  | { readonly form: 'list'; readonly parameter: string; readonly of: string }
  /** Nested elements, told apart by their attribute `name`, with ranges and numbers as text. */
  | { readonly form: 'tree' }
  /** The whole document as an object. */
  | { readonly form: 'raw' }
  /** No one answer: a handler of `camera/operations/` carries the command out. */
  | { readonly form: 'special' }
  /** A JPEG, the value of one parameter. */
  | { readonly form: 'picture'; readonly parameter: string };

/** One request to the camera. */
export interface Endpoint {
  /** Below `/cgi-bin/`. */
  readonly path: string;
  readonly effect: Effect;
  readonly answer: Answer;
  /** `Priority.Command` unless said otherwise. */
  readonly priority?: Priority;
  /** Needs the flow author's permission. */
  readonly destructive?: true;
  /** A refusal leaves everything as it was; other commands set what stands before the refused parameter (field note 14). */
  readonly atomic?: true;
  /** Parameters that go with reading, besides selectors. */
  readonly readParameters?: readonly string[];
  /** A part of the query that is always the same. */
  readonly fixedQuery?: string;
  /** The path on firmware that does not know the first. */
  readonly fallbackPath?: string;
}

/** A rule over several parameters. */
export interface Rule {
  readonly doc: string;
  /** The parameters whose values it looks at; of any other it matters only whether it is sent. */
  readonly compares?: readonly string[];
  /** @param sent the parameters as they would be sent. */
  readonly isViolated: (sent: ReadonlyMap<string, string>) => boolean;
}

export interface Command {
  /** One line of documentation. */
  readonly doc: string;
  /** The manual's section, or the field note. */
  readonly section: string;
  /** Serves other commands; flows do not name it. */
  readonly internal?: true;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly rules?: readonly Rule[];
  /** Parameters that say nothing beside the others, and that the camera would refuse. */
  readonly unneeded?: (sent: ReadonlyMap<string, string>) => readonly string[];
  /** How it is read; absent when the camera does not answer it. */
  readonly read?: Endpoint;
  /** How it is written; absent when there is nothing to change. */
  readonly write?: Endpoint;
}

/** Whether a flow may set it. */
export const isSettable = ({ access }: Parameter) => access !== 'read-only' && access !== 'selector';

/** Whether a query can carry it; groups and areas are taken apart before. */
export function isSent(parameter: Parameter): parameter is Value {
  return parameter.access !== 'read-only' && !['picture', 'list', 'group', 'area'].includes(parameter.type);
}

/** What a command reads or sets: its name, and what chooses among several of a kind. */
export function placeOf(
  name: string,
  { parameters }: Command,
  input: Readonly<Record<string, unknown>>,
): string {
  const selectors = Object.keys(parameters).filter((each) => parameters[each]!.access === 'selector');
  return JSON.stringify([name, ...selectors.map((selector) => input[selector])]);
}

export const isAnswered = (parameter: Parameter) => parameter.access !== 'write-only';
