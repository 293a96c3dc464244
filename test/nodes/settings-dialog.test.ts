import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandNames, commands } from '../../camera/index';

interface Row {
  readonly write?: { readonly destructive?: true };
}

const dialog = readFileSync(resolve(__dirname, '../../nodes/anjvision-settings.html'), 'utf8');

/** The words in a list or table of the dialog's script. */
function wordsOf(name: string, end: string): string[] {
  const from = dialog.indexOf(`const ${name} = `);
  const text = dialog.slice(from, dialog.indexOf(end, from));
  return [...text.matchAll(/'(\w+)'/g)].map((match) => match[1]!).sort();
}

describe('the dialog of anjvision-settings', () => {
  const rows = Object.entries<Row>(commands).filter(([name]) => commandNames.includes(name));

  it('offers every command that flows may name', () => {
    assert.deepEqual(wordsOf('GROUPS', '};'), [...commandNames].sort());
  });

  it('marks those that need permission', () => {
    const destructive = rows.filter(([, row]) => row.write?.destructive).map(([name]) => name);
    assert.deepEqual(wordsOf('DESTRUCTIVE', '];'), destructive.sort());
  });
});
