import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  areaFromHex,
  asGrid,
  checkHex,
  hexFromArea,
  type Grid,
} from '../../../../camera/protocol/motion-area';
import { gridSize } from '../../../../shared/motion-blocks';
import { commands } from '../../../../camera/commands/index';
import { CameraError } from '../../../../camera/core/errors';
import { refusalOf } from '../../../support/refusal';

const GRIDS = commands.motion.parameters.blockcount.values;

describe('an area of motion', () => {
  it('has the first block in the lowest bit of the first byte', () => {
    assert.equal(hexFromArea(['1000', '0000', '0000', '0000'], '4x4'), '0100');
    assert.equal(hexFromArea(['0001', '1000', '0000', '0001'], '4x4'), '1880');
    assert.deepEqual(areaFromHex('0100', '4x4'), ['1000', '0000', '0000', '0000']);
  });

  it('is packed without padding between rows', () => {
    assert.equal(hexFromArea('all', '22x18'), `${'ff'.repeat(49)}0f`);
    assert.equal(hexFromArea('all', '4x4'), 'ffff');
    assert.equal(hexFromArea('none', '22x18'), '00'.repeat(50));
    assert.equal(hexFromArea(['001', '100', '000'], '3x3'), '0c00');
  });

  it('may be rows of text or of flags', () => {
    const rows = [[true, 0], ['on', '1']]; // prettier-ignore
    assert.equal(hexFromArea(rows, '2x2'), '0d');
    assert.equal(hexFromArea(['10', [1, 1]], '2x2'), '0d');
  });

  it('is the same after a way there and back, in every grid', () => {
    const area = fc.constantFrom<Grid>(...GRIDS).chain((grid) => {
      const { columns, rows } = gridSize(grid);
      const row = fc.array(fc.constantFrom('0', '1'), { minLength: columns, maxLength: columns });
      const lines = fc.array(
        row.map((cells) => cells.join('')),
        { minLength: rows, maxLength: rows },
      );
      return lines.map((all) => [grid, all] as const);
    });
    fc.assert(
      fc.property(area, ([grid, rows]) => {
        const hex = hexFromArea(rows, grid);
        assert.deepEqual(areaFromHex(hex, grid), rows);
        assert.equal(checkHex(hex.toUpperCase(), grid), hex);
      }),
    );
  });

  it('is INVALID_INPUT in any other shape', () => {
    const shapes = [
      undefined, null, 1, '', 'ALL', '10', {}, [], ['10'], ['10', '10', '10'], ['10', '1'], ['10', '100'],
      ['10', '12'], ['10', ' 1'], [['1', '0'], 5], [[1, 0], [1, 2]], Array(2), [Array(2), [1, 1]],
    ]; // prettier-ignore
    for (const shape of shapes) refusalOf(() => hexFromArea(shape, '2x2'), 'INVALID_INPUT');
    for (const hex of ['', '0', '000', 'zz', 1, null, '0g'])
      refusalOf(() => checkHex(hex, '2x2'), 'INVALID_INPUT');
  });

  it('throws INVALID_INPUT and nothing else, whatever it is given', () => {
    fc.assert(
      fc.property(fc.constantFrom<Grid>(...GRIDS), fc.anything(), (grid, value) => {
        for (const action of [hexFromArea, checkHex]) {
          try {
            action(value, grid);
          } catch (error) {
            assert.ok(CameraError.is(error, 'INVALID_INPUT'), String(error));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('knows the grids that cameras accept', () => {
    assert.equal(asGrid('22x18'), '22x18');
    for (const other of ['18x22', '5x5', '', 1, undefined]) assert.equal(asGrid(other), undefined);
  });
});
