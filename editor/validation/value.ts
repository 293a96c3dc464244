import type { Limit, ParameterForm, TypedValue } from '../core/types.js';

/** The types of a value that is there before any message is. */
export const LITERAL = ['str', 'num', 'bool'];

/** What a literal stands for. */
export function literal({ value, type }: TypedValue): unknown {
  if (type === 'num') return value.trim() === '' ? undefined : Number(value);
  return type === 'bool' ? value === 'true' : value;
}

/** Replaced from the environment at deploy, and looked at then. */
export const isFromEnvironment = (text: string) => /^\$\{[^}]+\}$/.test(text);

/** Whether a number in a field is within its limit; an empty field means what the node does by itself. */
export function isWithin({ min, max, fractions, orZero }: Limit, text: string): boolean {
  if (text === '' || isFromEnvironment(text)) return true;
  const looksRight = fractions ? /^\d+(\.\d+)?$/ : /^\d+$/;
  const number = Number(text);
  return looksRight.test(text) && ((number >= min && number <= max) || (orZero === true && number === 0));
}

/** Whether the runtime would take a literal for this parameter; what comes from elsewhere shows later. */
export function isAccepted(form: ParameterForm, typed: TypedValue): boolean {
  if (!LITERAL.includes(typed.type)) return typed.value !== '';
  if (isFromEnvironment(typed.value)) return true;
  const value = literal(typed);
  switch (form.type) {
    case 'flag':
      return typed.type === 'bool' || ['0', '1', 'true', 'false', 'on', 'off'].includes(typed.value);
    case 'integer': {
      if (typeof value !== 'number' || !Number.isInteger(value)) return false;
      const { min = -Infinity, max = Infinity, extraValues = [] } = form;
      return (value >= min && value <= max) || extraValues.includes(value);
    }
    case 'number-choice':
    case 'choice':
      return form.values?.includes(value as string | number) ?? true;
    case 'colour':
      return typeof value === 'string' && /^0x[\da-f]{6}$/i.test(value);
    case 'text':
      return typeof value === 'string' && isText(form, value);
    default:
      return true;
  }
}

function isText({ maxBytes, pattern, characters, required }: ParameterForm, value: string): boolean {
  if (value === '') return !required;
  if (maxBytes !== undefined && new TextEncoder().encode(value).length > maxBytes) return false;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return false;
  return characters === undefined || new RegExp(`^(?:${characters})*$`, 'u').test(value);
}
