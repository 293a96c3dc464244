import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandForms } from '../../nodes/shared/admin/command-forms';
import { flatten, find, nodeNames, readTexts } from '../unit/nodes/locale-files';
import { useEditor } from '../support/editor';
import { nodeRedMain } from '../../tools/node-red/node-red-version';
import { looksOf, type Looks } from './looks';

const LANGUAGES = ['en-US', 'de', 'zh-CN'];
/** Node-RED 4 has one theme. */
const THEMES = nodeRedMain.includes('node-red-5') ? (['light', 'dark'] as const) : (['light'] as const);
/** With the sidebar beside it, the narrow one leaves less room than the editor wants for any dialog. */
const WINDOWS = [1200, 1024, 720];
/** Less is hard to read; Node-RED's own hints are at this. */
const LEAST_CONTRAST = 3;

const actionNodes = nodeNames.filter((name) => name !== 'camera');
const typeOf = (name: string) => `anjvision-${name}`;
const forms = commandForms();

describe('every dialog, in every language', function () {
  this.timeout(180_000);
  // As many rows of each dialog are seen as there are.
  const set = { command: 'image', values: {}, action: 'payload', mode: 'payload', wait: true };
  const numbers = { speed: 5, duration: 1000, maxDuration: 10_000, waitTimeout: 180, brightness: 50 };
  const editor = useEditor(
    actionNodes.map((name) => ({
      id: typeOf(name),
      type: typeOf(name),
      camera: 'cam',
      ...set,
      ...numbers,
      ...(name === 'backup' && { action: 'restore' }),
      ...(name === 'events' && { topics: ['relay', 'motion'], relayInterval: 5, holdTime: 0 }),
    })),
  );

  /**
   * Opens the dialog of every type, lets it be looked at, and closes it. What a dialog's script adds comes a moment later,
   * and it slides in, so it is looked at until it is right.
   */
  async function walk(look: (name: string) => Promise<void>): Promise<void> {
    const { current } = editor;
    for (const name of nodeNames) {
      if (name === 'camera') await current.editCamera();
      else await current.edit(typeOf(name));
      if (name === 'backup') await current.page.locator('#anjvision-backup-commands label').first().waitFor();
      await eventually(() => look(name));
      await current.cancel();
    }
  }

  const looks = () => editor.current.page.evaluate<Looks>(looksOf);

  for (const language of LANGUAGES) {
    for (const theme of THEMES) {
      it(`shows the texts of ${language}, whole and legible, in the ${theme} theme`, async () => {
        const { current } = editor;
        await current.choose(language, theme);
        const isDark = await current.page.evaluate(
          "document.documentElement.classList.contains('nr-theme-dark')",
        );
        assert.equal(isDark, theme === 'dark');
        await walk(async (node) => {
          const { texts, keys, cut, broken, contrast } = await looks();
          const labels = find(readTexts(language, node), 'label');
          for (const [name, label] of typeof labels === 'object' ? flatten(labels) : [])
            if (!LATER.includes(`${node}.${name}`)) assert.ok(texts.includes(label), `${node}: ${label}`);
          assert.deepEqual({ node, keys, cut, broken }, { node, keys: [], cut: [], broken: [] });
          assert.ok(contrast.least >= LEAST_CONTRAST, `${node}: ${JSON.stringify(contrast)}`);
        });
      });
    }

    it(`says what each command and parameter does, in ${language}`, async () => {
      const { current } = editor;
      await current.choose(language);
      await current.edit('anjvision-settings');
      await current.page.locator('.anjvision-field').first().waitFor();
      const texts = readTexts(language, 'settings');
      for (const [command, { doc, parameters }] of Object.entries(forms)) {
        await current.page.selectOption('#node-input-command', command);
        const about = await current.page.locator('.anjvision-about').innerText();
        assert.ok(about.startsWith(textOr(texts, `about.${command}`, doc)), `${command}: ${about}`);
        const helps = await current.page.locator('.anjvision-field-help').allInnerTexts();
        for (const [index, [name, parameter]] of Object.entries(parameters).entries()) {
          const help = textOr(texts, `help.${command}.${name}`, parameter.doc).replaceAll('`', '');
          const label = textOr(texts, `parameter.${command}.${name}`, name);
          const isSaid = help.replace(/[.。]$/, '') === label;
          const expected = parameter.secret ? textOr(texts, 'form.secret', '') : isSaid ? '' : help;
          assert.ok(helps[index]?.startsWith(expected), `${command}.${name}: ${helps[index]}`);
        }
      }
      await current.cancel();
    });
  }

  it('fits into narrow windows', async () => {
    const { current } = editor;
    await current.choose('de');
    const size = current.page.viewportSize()!;
    for (const width of WINDOWS) {
      await current.page.setViewportSize({ ...size, width });
      await walk(async (node) => {
        const { cut } = await looks();
        assert.deepEqual({ width, node, cut }, { width, node, cut: [] });
      });
    }
    await current.page.setViewportSize(size);
  });
});

/** Seen only when there is a reason. */
const LATER = ['camera.tls', 'motion.areavalue'];

const SETTLE_MS = 10_000;

/** Resolves once an assertion holds. @throws what it throws at last. */
async function eventually(assertion: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await sleep(100);
  }
}

function textOr(texts: ReturnType<typeof readTexts>, key: string, otherwise: string): string {
  const text = find(texts, key);
  return typeof text === 'string' ? text : otherwise;
}
