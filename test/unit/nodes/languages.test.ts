import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandForms } from '../../../nodes/lib/command-forms';
import { flatten, groups, locales, read, readTexts, sets, type Texts } from './locale-files';

/** Node-RED takes its texts from this one where another has none. */
const FIRST = 'en-US';
const files = readdirSync(join(locales, FIRST));

const placeholders = (text: string) => groups(text, /(__\w+__)/g).sort();

/** What the form of settings says of each command and parameter, in English by the command table itself. */
function wordsOfForms(): string[] {
  const forms = Object.entries(commandForms());
  return [
    ...forms.map(([command]) => `about.${command}`),
    ...forms.flatMap(([command, { parameters }]) =>
      Object.keys(parameters).map((name) => `help.${command}.${name}`),
    ),
  ].sort();
}

/** The texts that stand in the file of the first language too, and the others. */
function split(language: string, set: string): { texts: Texts; more: Texts } {
  const { about, help, ...texts } = readTexts(language, set);
  if (set !== 'anjvision-settings') return { texts: readTexts(language, set), more: {} };
  return { texts, more: { ...(about && { about }), ...(help && { help }) } };
}

describe('the languages', () => {
  it('are English, German and Chinese', () => {
    assert.deepEqual(readdirSync(locales), ['de', FIRST, 'zh-CN']);
  });

  for (const language of readdirSync(locales)) {
    describe(language, () => {
      it('has every file', () => {
        assert.deepEqual(readdirSync(join(locales, language)), files);
      });

      for (const set of sets) {
        it(`has every text of ${set}, with its placeholders`, () => {
          const first = flatten(split(FIRST, set).texts);
          const texts = flatten(split(language, set).texts);
          assert.deepEqual(
            texts.map(([key]) => key),
            first.map(([key]) => key),
          );
          for (const [index, [key, text]] of texts.entries()) {
            assert.ok(text.trim(), key);
            assert.deepEqual(placeholders(text), placeholders(first[index]![1]), key);
          }
        });

        it(`has the help of ${set}, with the same properties and examples`, () => {
          const [help, first] = [language, FIRST].map((each) => read(locales, each, `${set}.html`)) as [
            string,
            string,
          ];
          assert.match(help, new RegExp(`^<script type="text/html" data-help-name="${set}">`));
          for (const tag of ['h3', 'dl', 'dt', 'dd', 'pre', 'li'])
            assert.equal(help.split(`<${tag}`).length, first.split(`<${tag}`).length, tag);
          const marks = (text: string) => [
            ...groups(text, /class="property-type">([^<]+)</g),
            ...groups(text, /<pre\s*>([^<]+)</g),
          ];
          assert.deepEqual(marks(help), marks(first));
          const codes = (text: string) => [...new Set(groups(text, /<code\s*>([^<]+)</g))].sort();
          assert.deepEqual(codes(help), codes(first));
        });
      }

      it('has words for every command and parameter, unless the command table has them', () => {
        const more = flatten(split(language, 'anjvision-settings').more);
        const keys = more.map(([key]) => key).sort();
        assert.deepEqual(keys, language === FIRST ? [] : wordsOfForms());
      });

      it('has statuses shorter than 20 characters', () => {
        const status = readTexts(language, 'anjvision-camera')['status'] as Texts;
        for (const [key, text] of flatten(status)) {
          const filled = text.replace(/__\w+__/g, '100');
          assert.ok(filled.length < 20, `${key}: "${filled}"`);
        }
      });
    });
  }
});
