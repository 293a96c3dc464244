/** The texts of the dialogs, as their tests read them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, nodeNames, root } from '../../../tools/build/sources';

export { languages, nodeNames, root };

export interface Texts {
  [key: string]: string | Texts;
}

export const folder = join(root, 'nodes');

export const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

export const readTexts = (language: string, name: string): Texts =>
  JSON.parse(read(folder, name, `${language}.json`)) as Texts;

/** What the first group of each match of a pattern is. */
export const groups = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1]!);

export function find(texts: Texts, key: string): string | Texts | undefined {
  return key
    .split('.')
    .reduce<string | Texts | undefined>(
      (found, part) => (typeof found === 'object' ? found[part] : undefined),
      texts,
    );
}

/** Texts by their keys, as in `label.name`. */
export function flatten(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[path + key, text]] : flatten(text, `${path}${key}.`),
  );
}
