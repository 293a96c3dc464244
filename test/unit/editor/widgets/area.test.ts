import assert from 'node:assert/strict';
import { commands } from '../../../../camera/index';
import { Area } from '../../../../editor/widgets/area';

describe('the area that is painted', () => {
  for (const grid of commands.motion.parameters.blockcount.values) {
    it(`comes back from the camera's value as it was, in ${grid}`, () => {
      const area = new Area(grid);
      area.blocks.forEach((_, index) => (area.blocks[index] = index % 3 === 0 || index % 7 === 2));
      assert.deepEqual(Area.fromHex(area.toHex(), grid).blocks, area.blocks);
    });
  }

  it('has no gaps where a hand was quick', () => {
    const area = new Area('8x8');
    area.stroke({ column: 0, row: 0 }, { column: 7, row: 7 }, true);
    assert.equal(area.count, 8);
    area.fill({ column: 7, row: 7 }, { column: 6, row: 5 }, false);
    assert.equal(area.count, 6);
  });

  it('covers the same part of the picture in another grid', () => {
    const area = new Area('2x2', [true, false, false, false]);
    assert.equal(area.inGrid('4x4').count, 4);
    assert.equal(area.inGrid('1x1').count, 0);
    assert.deepEqual(area.inGrid('4x4').inGrid('2x2').blocks, area.blocks);
  });
});
