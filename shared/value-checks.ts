/** What a value of a parameter may be: the same for the runtime, and for the marks in dialogs. */

/** The spellings of yes and no that flows may use; nothing else counts as either. */
const FLAGS = new Map<unknown, boolean>([
  [true, true], [1, true], ['1', true], ['true', true], ['on', true],
  [false, false], [0, false], ['0', false], ['false', false], ['off', false],
]); // prettier-ignore

/** The boolean behind one of the accepted spellings of a flag. */
export const asFlag = (value: unknown): boolean | undefined => FLAGS.get(value);

export interface IntegerRange {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly extraValues?: readonly number[] | undefined;
}

/** Whether a value is a whole number of the range, or one of those beside it. */
export const isInteger = (
  { min = -Infinity, max = Infinity, extraValues }: IntegerRange,
  value: unknown,
): value is number =>
  Number.isInteger(value) &&
  (((value as number) >= min && (value as number) <= max) || extraValues?.includes(value as number) === true);

/** The choice that a value names; in free spelling, capitals do not matter, and a blank is as good as `_`. */
export function findChoice<T extends string | number>(
  values: readonly T[],
  value: unknown,
  isFreeSpelling = false,
): T | undefined {
  const plain = (word: unknown) =>
    isFreeSpelling && typeof word === 'string' ? word.replace(/ /g, '_').toLowerCase() : word;
  return values.find((candidate) => plain(candidate) === plain(value));
}

/** `0xrrggbb`, or the same as a decimal number in text. */
export const isColour = (text: string): boolean =>
  /^0x[\da-f]{6}$/i.test(text) || (/^\d{1,8}$/.test(text) && Number(text) <= 0xffffff);

export interface TextRules {
  readonly maxBytes?: number | undefined;
  /** What a text must be that is not empty. */
  readonly pattern?: RegExp | undefined;
  /** What every character must be. */
  readonly characters?: RegExp | undefined;
}

export function isAllowedText(
  { maxBytes = Infinity, pattern, characters }: TextRules,
  text: string,
): boolean {
  if (new TextEncoder().encode(text).length > maxBytes) return false;
  if (pattern && text !== '' && !pattern.test(text)) return false;
  return !characters || [...text].every((character) => characters.test(character));
}
