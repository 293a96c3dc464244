import assert from 'node:assert/strict';
import { filterCameras, listCameras } from '../../../../editor/sidebar/camera-list';
import type { CameraState } from '../../../../shared/camera-state';

const deployed = (id: string, name: string, editorId = id): CameraState => ({
  ...{ id, editorId, name, page: null, state: 'online', forMs: 0, reason: '', lastError: null },
  ...{ model: null, firmware: null, isKnown: true },
  alarms: { state: 'unused', source: null, reason: '' },
});
const edited = (id: string, name: string, isDisabled = false) => ({ id, name, isDisabled });

describe('the list of all cameras in the editor', () => {
  it('is in the order of names, in which 10 comes after 9', () => {
    const all = listCameras([deployed('a', 'Camera 10'), deployed('b', 'Camera 9')], []);
    assert.deepEqual(
      all.map(({ name }) => name),
      ['Camera 9', 'Camera 10'],
    );
  });

  it('holds cameras that are not deployed or disabled, and says so', () => {
    const all = listCameras(
      [deployed('a', 'A')],
      [edited('a', 'A'), edited('b', 'B'), edited('c', 'C', true)],
    );
    assert.deepEqual(
      all.map(({ name, state, isDeployed }) => [name, state, isDeployed]),
      [
        ['A', 'online', true],
        ['B', 'new', false],
        ['C', 'disabled', false],
      ],
    );
  });

  it('holds a camera of an instance of a subflow once, by what the editor calls it', () => {
    const all = listCameras([deployed('instance-a', 'A', 'a')], [edited('a', 'A')]);
    assert.deepEqual(
      all.map(({ id, editorId }) => [id, editorId]),
      [['instance-a', 'a']],
    );
  });

  it('is filtered by all words, whatever their capitals', () => {
    const all = listCameras([deployed('a', 'North gate'), deployed('b', 'South gate')], []);
    const found = filterCameras(all, ' GATE so', ({ name }) => name);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['b'],
    );
    assert.equal(
      filterCameras(all, ' ', () => ''),
      all,
    );
  });
});
