import assert from 'node:assert/strict';
import { commandNames } from '../../../../../camera/index';
import { GROUPS } from '../../../../../editor/dialogs/settings/groups';

describe('the dialog of anjvision-settings', () => {
  it('offers every command that flows may name', () => {
    assert.deepEqual(Object.values(GROUPS).flat().sort(), [...commandNames].sort());
  });
});
