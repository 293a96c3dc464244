import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { REFERENCE_FILE } from '../../../tools/reference/main';
import { referenceText } from '../../../tools/reference/text';

describe('the reference of commands', () => {
  it('says what the command table says; if not, run "npm run reference"', async () => {
    assert.equal(readFileSync(REFERENCE_FILE, 'utf8'), await referenceText());
  });
});
