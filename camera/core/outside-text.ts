/**
 * Words of a camera, or of a message, in a sentence of this package. Errors mask secrets in these alone: with a password
 * such as `e`, a sentence of our own could not be read any more.
 */

const BEGIN = '\ufdd0';
const END = '\ufdd1';
const MARKS = /[\ufdd0\ufdd1]/g;
const MARKED = /\ufdd0([^\ufdd0\ufdd1]*)\ufdd1/g;

/** Marks text that came from outside, for the detail of a `CameraError`, which takes the marks out again. */
export const outside = (text: string): string => BEGIN + text.replace(MARKS, '') + END;

export const withoutMarks = (text: string): string => text.replace(MARKS, '');

/** Changes what is marked by one function, and what is not by another. */
export function mapMarked(
  text: string,
  ofOutside: (text: string) => string,
  ofOurs: (text: string) => string,
): string {
  // A split by one group has the marked texts at odd places.
  return text
    .split(MARKED)
    .map((part, at) => (at % 2 === 1 ? ofOutside(part) : ofOurs(part.replace(MARKS, ''))))
    .join('');
}

/** Text without what moves a cursor, ends a line or turns the direction of writing; a line's end becomes a blank. */
export const printable = (text: string): string =>
  NOT_PRINTABLE.test(text) ? text.replace(LINE_ENDS, ' ').replace(CONTROLS, '') : text;

/* eslint-disable no-control-regex */
const NOT_PRINTABLE = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const LINE_ENDS = /[\t-\r\x85\u2028\u2029]+/g;
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/* eslint-enable no-control-regex */
