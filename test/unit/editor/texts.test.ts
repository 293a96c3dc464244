import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeNames, read, root } from '../../../tools/build/sources';

interface Texts {
  [key: string]: string | Texts;
}

const texts = Object.fromEntries(
  nodeNames.map((name) => [name, JSON.parse(read('nodes', name, 'en-US.json')) as Texts]),
);
const sources = readdirSync(join(root, 'editor'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.d)\.ts$/.test(file),
);

const find = (set: Texts | undefined, key: string): unknown =>
  key.split('.').reduce<unknown>((found, part) => (found as Texts | undefined)?.[part], set);

describe('the scripts of the dialogs', () => {
  for (const file of sources) {
    const source = read('editor', file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

    it(`${file} names only texts that there are`, () => {
      for (const [, key] of source.matchAll(/\b(?:shared|sharedWith)\('([\w.-]+)'/g))
        assert.equal(typeof find(texts['camera'], key!), 'string', key);
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
    const css = read('editor/editor.css');
    assert.doesNotMatch(css, /#[\da-f]{3,8}\b|rgba?\(|: (?:white|black|red|green)\b/i);
  });
});
