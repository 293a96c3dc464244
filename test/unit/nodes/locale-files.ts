/** The texts of the dialogs, as their tests read them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Texts {
  [key: string]: string | Texts;
}

export const root = resolve(__dirname, '../../..');
export const folder = join(root, 'nodes');
export const locales = join(folder, 'locales');

export const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

export const readTexts = (language: string, set: string): Texts =>
  JSON.parse(read(locales, language, `${set}.json`)) as Texts;

/** The sets of nodes, each of which has a dialog. */
export const sets = readdirSync(folder)
  .filter((file) => file.endsWith('.html'))
  .map((file) => file.replace('.html', ''));

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
