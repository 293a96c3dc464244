import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandForms } from '../../../nodes/shared/admin/command-forms';
import { helpWriter } from '../../../tools/build/help';
import { flatten, folder, groups, languages, nodeNames, readTexts, type Texts } from './locale-files';

/** Node-RED takes its texts from this one where another has none. */
const FIRST = 'en-US';

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
function split(language: string, name: string): { texts: Texts; more: Texts } {
  const { about, help, ...texts } = readTexts(language, name);
  if (name !== 'settings') return { texts: readTexts(language, name), more: {} };
  return { texts, more: { ...(about && { about }), ...(help && { help }) } };
}

describe('the languages', () => {
  it('are English, German and Chinese', () => {
    assert.deepEqual(languages, ['de', FIRST, 'zh-CN']);
  });

  for (const language of languages) {
    describe(language, () => {
      it('has texts and help for every node', () => {
        for (const name of nodeNames) {
          const files = readdirSync(join(folder, name));
          for (const kind of ['json', 'md']) assert.ok(files.includes(`${language}.${kind}`), name);
        }
      });

      for (const name of nodeNames) {
        it(`has every text of ${name}, with its placeholders`, () => {
          const first = flatten(split(FIRST, name).texts);
          const texts = flatten(split(language, name).texts);
          assert.deepEqual(
            texts.map(([key]) => key),
            first.map(([key]) => key),
          );
          for (const [index, [key, text]] of texts.entries()) {
            assert.ok(text.trim(), key);
            assert.deepEqual(placeholders(text), placeholders(first[index]![1]), key);
          }
        });

        it(`has the help of ${name}, with the same properties and examples`, async () => {
          const helpHtml = await helpWriter();
          const [help, first] = [helpHtml(name, language), helpHtml(name, FIRST)];
          assert.match(help, new RegExp(`^<script type="text/html" data-help-name="anjvision-${name}">`));
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
        const more = flatten(split(language, 'settings').more);
        const keys = more.map(([key]) => key).sort();
        assert.deepEqual(keys, language === FIRST ? [] : wordsOfForms());
      });

      it('has statuses shorter than 20 characters', () => {
        const status = readTexts(language, 'camera')['status'] as Texts;
        for (const [key, text] of flatten(status)) {
          const filled = text.replace(/__\w+__/g, '100');
          assert.ok(filled.length < 20, `${key}: "${filled}"`);
        }
      });
    });
  }
});
