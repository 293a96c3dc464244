import { readDocument } from './xml';

/**
 * Whether a text comes back as it is from an answer in which nothing is escaped: a quote inside a value cannot be told
 * from its end if something like an attribute follows (field note 20).
 */
export function readsBack(text: string): boolean {
  if (!text.includes('"')) return true;
  return [`<a b="${text}" c="d"/>`, `<a b="${text}"/>`, `<a b="${text}"></a>`].every((answer) => {
    try {
      const [[, found] = [], ...others] = readDocument(answer).attributes;
      return found === text && others.every(([name, value]) => name === 'c' && value === 'd');
    } catch {
      return false;
    }
  });
}
