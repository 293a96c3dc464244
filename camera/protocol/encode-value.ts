import { CameraError } from '../core/errors';
import { outside } from '../core/outside-text';
import type { Parameter, Text } from '../commands/schema';
import { asFlag, findChoice, isAllowedText, isColour, isInteger } from '../../shared/value-checks';

/** What the parameter accepts, in words. */
export function describeAllowed(parameter: Parameter): string {
  switch (parameter.type) {
    case 'flag':
      return parameter.words
        ? `true, false, ${parameter.words.yes} or ${parameter.words.no}`
        : 'true or false';
    case 'integer':
      return `a whole number from ${parameter.min} to ${parameter.max}${parameter.extraValues ? `, or ${parameter.extraValues.join(' or ')}` : ''}`;
    case 'number-choice':
      return `one of the numbers ${parameter.values.join(', ')}`;
    case 'choice':
      return `one of ${parameter.values.join(', ')}`;
    case 'colour':
      return 'a colour as 0xrrggbb';
    case 'picture':
    case 'list':
    case 'group':
    case 'area':
      return 'what the camera answers';
    case 'text':
      return [
        parameter.pattern?.words ?? 'text',
        parameter.maxBytes && `at most ${parameter.maxBytes} bytes`,
        parameter.maxEncoded && `at most ${parameter.maxEncoded} characters when percent-encoded`,
        parameter.encoded
          ? 'without control characters'
          : 'without spaces, & or #, and only of characters a URL can carry (ASCII)',
      ]
        .filter(Boolean)
        .join(', ');
  }
}

/** How a value looks in the detail of a `CameraError`: short, on one line, and marked as coming from outside. */
export function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : inWords(value);
  return outside(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (Buffer.isBuffer(value)) return 'a Buffer';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value).replace(/\s+/g, ' ');
}

/**
 * The text the camera wants for a value, before any percent-encoding.
 *
 * @throws CameraError `INVALID_INPUT`, naming the parameter and what it accepts.
 */
export function encodeValue(name: string, parameter: Parameter, value: unknown): string {
  const wire = convert(parameter, value);
  if (wire === undefined) throw invalidValue(name, parameter, value);
  return wire;
}

/** Whether a parameter can be set to a value. */
export const canEncode = (parameter: Parameter, value: unknown): boolean =>
  convert(parameter, value) !== undefined;

/** The refusal of a value. */
export function invalidValue(name: string, parameter: Parameter, value: unknown): CameraError {
  const given = parameter.secret ? '' : `, not ${formatValue(value)}`;
  return new CameraError('INVALID_INPUT', `"${name}" must be ${describeAllowed(parameter)}${given}`);
}

function convert(parameter: Parameter, value: unknown): string | undefined {
  switch (parameter.type) {
    case 'flag': {
      const { yes, no } = parameter.words ?? { yes: '1', no: '0' };
      const flag = asFlag(value);
      return flag === undefined ? [yes, no].find((word) => word === value) : flag ? yes : no;
    }
    case 'integer':
      return isInteger(parameter, value) ? String(value) : undefined;
    case 'number-choice':
      return findChoice(parameter.values, value)?.toString();
    case 'choice':
      return findChoice(parameter.values, value, parameter.caseInsensitive);
    case 'colour':
      return typeof value === 'string' && isColour(value) ? value.toLowerCase() : undefined;
    case 'picture':
    case 'list':
    case 'group':
    case 'area':
      return undefined;
    case 'text':
      return typeof value === 'string' && isAllowedText(rulesOf(parameter), value) ? value : undefined;
  }
}

const rulesOf = (parameter: Text) => ({
  maxBytes: parameter.maxBytes,
  pattern: parameter.pattern?.like,
  characters: charactersOf(parameter),
});

/** Field note 1: only what the camera percent-decodes can carry more than plain URL characters. */
export const charactersOf = ({ encoded }: Text): RegExp =>
  // eslint-disable-next-line no-control-regex
  encoded ? /[^\0-\x1f\x7f\p{Surrogate}]/u : /[!"$%'-~]/;
