import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Texts {
  [key: string]: string | Texts;
}

const root = resolve(__dirname, '../../..');
const locales = join(root, 'nodes/locales/en-US');
const sets = readdirSync(locales).filter((file) => file.endsWith('.json'));
const texts = Object.fromEntries(
  sets.map((file) => [file, JSON.parse(readFileSync(join(locales, file), 'utf8')) as Texts]),
);
const sources = readdirSync(join(root, 'editor')).filter((file) => /(?<!\.d)\.ts$/.test(file));

const find = (set: Texts | undefined, key: string): unknown =>
  key.split('.').reduce<unknown>((found, part) => (found as Texts | undefined)?.[part], set);

describe('the scripts of the dialogs', () => {
  for (const file of sources) {
    const source = readFileSync(join(root, 'editor', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

    it(`${file} names only texts that there are`, () => {
      for (const [, key] of source.matchAll(/\b(?:shared|sharedWith)\('([\w.-]+)'/g))
        assert.equal(typeof find(texts['anjvision-camera.json'], key!), 'string', key);
      for (const [, key] of source.matchAll(/\bnode\._\('([\w.-]+)'/g))
        assert.ok(
          Object.values(texts).some((set) => typeof find(set, key!) === 'string'),
          key,
        );
    });

    it(`${file} shows no text that cannot be translated`, () => {
      assert.deepEqual([...source.matchAll(/['"`]([A-Z][a-z]+ [^'"`]*)['"`]/g)].map(String), []);
      assert.doesNotMatch(source, /#[\da-f]{3,6}\b(?!['"])|rgba?\(/i);
    });
  }

  it('use the colours of the theme only', () => {
    const css = readFileSync(join(root, 'editor/editor.css'), 'utf8');
    assert.doesNotMatch(css, /#[\da-f]{3,8}\b|rgba?\(|: (?:white|black|red|green)\b/i);
  });
});
