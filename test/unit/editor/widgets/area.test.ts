import assert from 'node:assert/strict';
import { areaFromHex, hexFromArea } from '../../../../camera/protocol/motion-area';
import { commands } from '../../../../camera/index';
import { Area } from '../../../../editor/widgets/area';

describe('the area that is painted', () => {
  for (const grid of commands.motion.parameters.blockcount.values) {
    it(`is packed in ${grid} as the camera's client packs it`, () => {
      const area = new Area(grid);
      area.blocks.forEach((_, index) => (area.blocks[index] = index % 3 === 0 || index % 7 === 2));
      const rows = Array.from({ length: area.rows }, (_, row) =>
        area.blocks.slice(row * area.columns, (row + 1) * area.columns),
      );
      assert.equal(area.toHex(), hexFromArea(rows, grid));
      const again = Area.fromHex(area.toHex(), grid);
      assert.deepEqual(again.blocks, area.blocks);
      const text = areaFromHex(area.toHex(), grid).join('');
      assert.equal(text, again.blocks.map(Number).join(''));
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
