import type { Limit, ParameterForm } from '../../shared/forms.js';
import { environmentVariable, LITERAL_TYPES, type TypedValue } from '../../shared/typed-value.js';
import { asFlag, findChoice, isAllowedText, isColour, isInteger } from '../../shared/value-checks.js';

/** What a literal stands for. */
export function literal({ value, type }: TypedValue): unknown {
  if (type === 'num') return value.trim() === '' ? undefined : Number(value);
  return type === 'bool' ? value === 'true' : value;
}

/** Replaced from the environment at deploy, and looked at then. */
export const isFromEnvironment = (text: string) => environmentVariable(text) !== undefined;

/** Whether a number in a field is within its limit; an empty field means what the node does by itself. */
export function isWithin({ min, max, fractions, orZero }: Limit, text: string): boolean {
  if (text === '' || isFromEnvironment(text)) return true;
  const looksRight = fractions ? /^\d+(\.\d+)?$/ : /^\d+$/;
  const number = Number(text);
  return looksRight.test(text) && ((number >= min && number <= max) || (orZero === true && number === 0));
}

/** Whether the runtime would take a literal for this parameter; what comes from elsewhere shows later. */
export function isAccepted(form: ParameterForm, typed: TypedValue): boolean {
  if (!LITERAL_TYPES.includes(typed.type)) return typed.value !== '';
  if (isFromEnvironment(typed.value)) return true;
  const value = literal(typed);
  switch (form.type) {
    case 'flag':
      return asFlag(value) !== undefined || value === form.words?.yes || value === form.words?.no;
    case 'integer':
      return isInteger(form, value);
    case 'number-choice':
    case 'choice':
      return !form.values || findChoice(form.values, value, form.caseInsensitive) !== undefined;
    case 'colour':
      return typeof value === 'string' && isColour(value);
    case 'text':
      return typeof value === 'string' && isText(form, value);
    default:
      return true;
  }
}

function isText({ maxBytes, pattern, characters, required }: ParameterForm, value: string): boolean {
  if (value === '') return !required;
  const like = (source: string | undefined) => (source === undefined ? undefined : new RegExp(source, 'u'));
  return isAllowedText({ maxBytes, pattern: like(pattern), characters: like(characters) }, value);
}
