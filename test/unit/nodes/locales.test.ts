import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dialogHtml } from '../../../tools/build/dialog';
import { helpWriter } from '../../../tools/build/help';
import { find, folder, groups, nodeNames, read, readTexts, root, type Texts } from './locale-files';

const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);
const shared = readTexts('en-US', 'camera');

function assertText(texts: Texts, key: string): void {
  assert.equal(typeof find(texts, key), 'string', `there is no text "${key}"`);
}

/** The parts of a dialog's file: what is seen, and what runs. */
function partsOf(html: string): { template: string; script: string } {
  const scripts = [...html.matchAll(/<script type="([^"]+)"[^>]*>([\s\S]*?)<\/script>/g)];
  const part = (type: string) => scripts.find((script) => script[1] === type)?.[2] ?? '';
  return { template: part('text/html'), script: part('text/javascript') };
}

describe('the texts of the dialogs', () => {
  it('belong to node sets that there are', () => {
    const { nodes } = (JSON.parse(read(root, 'package.json')) as { 'node-red': { nodes: object } })[
      'node-red'
    ];
    assert.deepEqual(
      nodeNames.map((name) => `anjvision-${name}`),
      Object.keys(nodes).sort(),
    );
  });

  for (const name of nodeNames) {
    describe(name, () => {
      const texts = readTexts('en-US', name);
      const { template, script } = partsOf(dialogHtml(name));

      it('has every text its template names', () => {
        const named = groups(template, /data-i18n="([^"]+)"/g).flatMap((keys) => keys.split(';'));
        for (const entry of named) {
          const [key, namespace] = entry
            .replace(/^\[[^\]]+\]/, '')
            .split(':')
            .reverse();
          if (namespace) assert.equal(namespace, 'node-red-contrib-anjvision/anjvision-camera');
          assertText(namespace ? shared : texts, key!);
        }
      });

      it('has every text its script names', () => {
        for (const top of Object.keys(texts)) {
          for (const key of groups(script, new RegExp(`'(${top}\\.[\\w.-]*)'`, 'g'))) {
            if (key.endsWith('.')) assert.equal(typeof find(texts, key.slice(0, -1)), 'object', key);
            else assertText(texts, key);
          }
        }
        for (const key of groups(script, /\b_\('(\w+)'\)/g)) assertText(texts, key);
      });

      it('has a label for every choice', () => {
        for (const [, group, property] of script.matchAll(/'(\w+)\.' \+ (?:this\.)?(\w+)/g)) {
          const list = new RegExp(`<select id="node-input-${property}"[\\s\\S]*?</select>`).exec(template);
          const choices = groups(list?.[0] ?? '', /<option value="([^"]+)"/g);
          for (const choice of choices) if (choice !== 'payload') assertText(texts, `${group}.${choice}`);
        }
      });

      it('shows no text that cannot be translated', () => {
        assert.equal(template.replace(/<[^>]*>/g, '').trim(), '');
        assert.doesNotMatch(template, /\s(placeholder|title|label|alt|aria-label)="/);
        assert.deepEqual(groups(script, /['"`]([A-Z][a-z]+\b[^'"`]*)/g), []);
      });

      it('has help of its own', async () => {
        const help = (await helpWriter())(name, 'en-US');
        assert.match(help, new RegExp(`<script type="text/html" data-help-name="anjvision-${name}">`));
        assert.deepEqual(groups(help, /<(?!\/?[a-z])(.*)/g), []);
      });
    });
  }
});

describe('the texts of statuses and errors', () => {
  const status = shared['status'] as Texts;
  const codes = groups(read(root, 'camera/core/errors.ts'), /^ {2}\| '([A-Z_]+)'/gm);
  const states = groups(
    read(root, 'camera/session/connection-monitor.ts'),
    /ConnectionState = ([^;]+)/g,
  ).flatMap((union) => groups(union, /'([\w-]+)'/g));

  it('exist for every error and every state of a connection', () => {
    assert.ok(codes.length > 10 && states.length > 3);
    for (const code of codes) assertText(status, code);
    for (const code of codes) assertText(shared, `test.reason.${code}`);
    for (const state of states) if (state !== 'unknown') assertText(status, state);
  });

  it('exist for everything that nodes show', () => {
    const shown = sources.flatMap((file) =>
      groups(read(folder, file), /status\.(?:done|waiting|working)\(([^;]+);/g),
    );
    const keys = shown.flatMap((call) => groups(call, /'([\w-]+)'/g));
    assert.ok(keys.length > 10);
    for (const key of keys) assertText(status, key);
  });
});
