import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { commandForms } from '../../../nodes/shared/admin/command-forms';
import { flatten, languages, nodeNames, read, readTexts, root } from '../nodes/locale-files';

/** Words that one thing was once called by, beside the one that is right; what is right stands behind. */
const FORBIDDEN: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'en-US': [
    [/\bforg(et|ot)/i, 'delete'],
    [/\binput alarm/i, 'alarm input'],
    [/strange answer/i, 'invalid response'],
    [/\b(still )?not at rest\b/i, 'reset pending'],
    [/\bnot told\b|does not tell\b/i, 'not reported'],
    [/\bTry it\b/, 'Test'],
    [/from look to look/i, 'polling interval'],
    [/\b(is|are|was) (back|away)\b(?! online)/i, 'back online, offline'],
    [/Haikang/, 'Hikvision'],
    [/\bdead\b/i, 'unusable'],
    [/\binfrared filter/i, 'IR-cut filter'],
    [/\bkilobits/i, 'kbit/s'],
    [/\b(blocks?|paint(s|ed|ing)?)\b(?!ed)/i, 'cell, draw'],
    [/\b(Detection|RTMP|Audio|Storage|recording) is on\b/i, 'enabled'],
    [/\bmade of software\b/i, 'simulated'],
    [/says otherwise|\bas msg\.\w+ says/i, 'set by msg.payload'],
    [/\bUsername\b/, 'User name'],
    [/the camera (says|sees|knows)\b/i, 'name the thing, not who does it'],
  ],
  de: [
    [/vergessen/i, 'löschen'],
    [/Eingangsalarm/, 'Alarmeingang'],
    [/seltsam/i, 'ungültige Antwort'],
    [/\büberholt/i, 'ersetzt'],
    [/Ausprobieren|ausprobier/i, 'testen'],
    [/von Blick zu Blick/i, 'Abfrageintervall'],
    [/wieder da\b|\bweg (ist|war)\b/i, 'wieder online, offline'],
    [/Infrarotfilter|\binfrarot/, 'IR-Sperrfilter, IR-Licht'],
    [/(weißes|infrarotes) Licht/i, 'Weißlicht, IR-Licht'],
    [/\bTempo\b/, 'Geschwindigkeit'],
    [/\bStellung|anfahren|\bfährt\b/i, 'Position, aufrufen'],
    [/\b(hoch|runter)\b/i, 'nach oben, nach unten'],
    [/Blende (auf|zu)\b/, 'Blende öffnen, schließen'],
    [/Wahrheitswert/i, 'boolean'],
    [/Catch-Node/, 'catch-Node'],
    [/\b(ge)?mal(en|t)\b|Radieren/i, 'zeichnen, löschen'],
    [/\bBl(o|ö)ck(?!count)/i, 'Feld'],
    [/Nebenstream|\bNeben\b/, 'Substream'],
    [/Rauschminderung/i, 'Rauschunterdrückung'],
    [/am Leben|Lebensdauer|\blebt\b/i, 'aufrechterhalten, Gültigkeitsdauer'],
    [/\bin Ruhe\b|\bpulst\b/i, 'Ruhezustand, Impuls'],
    [/Zurücklesen/i, 'Rücklesen'],
    [/Haikang/, 'Hikvision'],
    [/\bist (ein|an)\./, 'aktiviert'],
    [/Sie dürfen|\bDie Kamera sagt/i, 'nicht berechtigt'],
    [/Fehlermeldung/, 'Diagnosebericht'],
  ],
  'zh-CN': [
    [/应答/, '响应'],
    [/预置位/, '预置点'],
    [/试一试/, '测试'],
    [/变焦|近焦|远焦/, '变倍、聚焦近、聚焦远'],
    [/静止状态|尚未复位/, '常态、待复位'],
    [/脉冲触发/, '点动'],
    [/询问|照做|摄像机(说|不认识)/, '不拟人'],
    [/海康协议/, '海康威视协议'],
    [/块/, '格'],
    [/文本/, '字符串'],
    [/恢复(?!出厂)/, '重新上线、还原'],
    [/千比特/, 'kbit/s'],
  ],
};

function assertWords(language: string, where: string, text: string): void {
  for (const [forbidden, right] of FORBIDDEN[language]!) {
    const found = forbidden.exec(text);
    const line = found && text.slice(0, found.index).split('\n').length;
    assert.ok(
      !found,
      `${where}:${line}: "${found?.[0]}" in "${found && lineOf(text, found.index)}"; it is ${right}`,
    );
  }
}

const lineOf = (text: string, index: number) =>
  text
    .slice(text.lastIndexOf('\n', index) + 1)
    .split('\n')[0]!
    .slice(0, 160);

describe('the words of texts that users read', () => {
  for (const language of languages) {
    it(`are those of the glossary in ${language}: dialogs, statuses and help`, () => {
      for (const name of nodeNames) {
        for (const [key, text] of flatten(readTexts(language, name)))
          assertWords(language, `${name}:${key}`, text);
        assertWords(language, `${name}.md`, read(root, 'nodes', name, `${language}.md`));
      }
    });
  }

  it('are those of the glossary in what the command table says', () => {
    for (const [command, { doc, parameters }] of Object.entries(commandForms())) {
      assertWords('en-US', command, doc);
      for (const [name, parameter] of Object.entries(parameters))
        assertWords('en-US', `${command}.${name}`, parameter.doc);
    }
  });

  const pages = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
  for (const page of ['README.md', ...pages.map((file) => `docs/${file}`)])
    it(`are those of the glossary on the page ${page}`, () => assertWords('en-US', page, read(root, page)));
});
