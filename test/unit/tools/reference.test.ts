import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { nodePageFile, REFERENCE_FILE } from '../../../tools/reference/main';
import { nodeNames, nodePage } from '../../../tools/reference/node-pages';
import { referenceText } from '../../../tools/reference/text';

describe('the reference of commands', () => {
  it('says what the command table says; if not, run "npm run reference"', async () => {
    assert.equal(readFileSync(REFERENCE_FILE, 'utf8'), await referenceText());
  });
});

describe('the pages of the nodes', () => {
  for (const name of nodeNames)
    it(`say what the help says: ${name}; if not, run "npm run reference"`, async () => {
      assert.equal(readFileSync(nodePageFile(name), 'utf8'), await nodePage(name));
    });
});
