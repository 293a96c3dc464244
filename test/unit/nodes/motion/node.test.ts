import assert from 'node:assert/strict';
import { useStage } from '../stage';

const ALL_ROWS = Array<string>(18).fill('1'.repeat(22));
const VALUES = {
  sensitivity: 80,
  alarmthreshold: 20,
  enable_nighttime: false,
  night_sensitivity: 80,
  night_alarmthreshold: 20,
  blockcount: '22x18',
};
const ALL = `${'ff'.repeat(49)}0f`;
const ON = { enable: true, ...VALUES, columns: 22, rows: 18, areavalue: ALL, area: ALL_ROWS };
const OFF = { ...ON, enable: false, areavalue: null, area: null };

describe('anjvision-motion', () => {
  const stage = useStage();
  const load = (config: object = {}) => stage.load({ type: 'anjvision-motion', ...config });
  const kept = () => stage.camera.state.settings.motion;

  it('reads all values and the area in rows', async () => {
    await load();
    assert.deepEqual(await stage.result('get'), ON);
    await stage.clear();
    await load({ action: 'get' });
    assert.deepEqual(await stage.result({ sensitivity: 3 }), ON);
    assert.deepEqual(stage.sent, ['motion']);
  });

  for (const payload of [false, 0, '0', 'false', 'off', { enable: false }, { enable: 'off' }]) {
    it(`goes off by ${JSON.stringify(payload)}, and says nothing of the area then`, async () => {
      await load();
      assert.deepEqual(await stage.result(payload), OFF);
      assert.deepEqual(stage.sent, ['motion?enable=0']);
      assert.equal(kept()['areavalue'], ALL);
    });
  }

  for (const payload of [true, 1, '1', 'true', 'on', { enable: 1 }]) {
    it(`goes on by ${JSON.stringify(payload)}`, async () => {
      await load();
      kept()['enable'] = '0';
      assert.deepEqual(await stage.result(payload), ON);
      assert.deepEqual(stage.sent, ['motion?enable=1']);
    });
  }

  it('takes back what it read while motion is off, without erasing the area', async () => {
    await load();
    kept()['enable'] = '0';
    const before = { ...kept() };
    const read = await stage.result('get');
    assert.deepEqual(await stage.result(read), read);
    assert.deepEqual(kept(), before);
    await stage.result({ enable: true, area: null, areavalue: null });
    assert.deepEqual(kept(), { ...before, enable: '1' });
  });

  it('takes back what it read while motion is on', async () => {
    await load();
    const before = { ...kept() };
    assert.deepEqual(await stage.result(await stage.result('get')), ON);
    assert.deepEqual(kept(), before);
  });

  it('is set to enable, disable, or set its values', async () => {
    await load({ action: 'disable' });
    assert.deepEqual(await stage.result(77), OFF);
    await stage.clear();
    await load({ action: 'enable' });
    assert.deepEqual(await stage.result('x'), ON);
    await stage.clear();
    const values = { sensitivity: { value: '33', type: 'num' }, enable: { value: 'wanted', type: 'msg' } };
    await load({ action: 'set', values });
    const result = await stage.result('x', { wanted: true });
    assert.deepEqual(result, { ...ON, sensitivity: 33 });
  });

  it('takes an object over its values, key by key', async () => {
    const values = {
      sensitivity: { value: '33', type: 'num' },
      alarmthreshold: { value: '44', type: 'num' },
    };
    await load({ values });
    assert.deepEqual(await stage.result({ sensitivity: 55 }), { ...ON, sensitivity: 55, alarmthreshold: 44 });
  });

  it('takes an area of the grid that the camera has, as rows of text, of flags, all or none', async () => {
    await load();
    const rows = ALL_ROWS.map((row, index) =>
      index === 0 ? `01${'0'.repeat(20)}` : row.replaceAll('1', '0'),
    );
    const hex = `02${'00'.repeat(49)}`;
    assert.deepEqual(await stage.result({ area: rows }), { ...ON, area: rows, areavalue: hex });
    const flags = rows.map((row) => [...row].map((cell) => cell === '1'));
    await stage.result({ area: 'all' });
    assert.deepEqual(await stage.result({ area: flags }), { ...ON, area: rows, areavalue: hex });
    assert.deepEqual(await stage.result({ area: 'all' }), ON);
    const none = (await stage.result({ area: 'none' })) as typeof ON;
    assert.equal(none.areavalue, '00'.repeat(50));
    assert.deepEqual(none.area, Array(18).fill('0'.repeat(22)));
    assert.equal(stage.sent.filter((url) => url.includes(`areavalue=${hex}`)).length, 2);
  });

  it('takes another grid with an area, which then goes out without asking first', async () => {
    await load();
    const result = (await stage.result({ blockcount: '4x4', area: 'all' })) as typeof ON;
    assert.deepEqual([result.columns, result.rows, result.areavalue], [4, 4, 'ffff']);
    assert.equal(stage.sent.length, 1);
    const text = (await stage.result({ area: ['1000', '0000', '0000', '0001'] })) as typeof ON;
    assert.equal(text.areavalue, '0180');
  });

  it('refuses an area of the wrong size before it sets anything', async () => {
    await load();
    const before = { ...kept() };
    const wrong = [[], ['1'], ALL_ROWS.slice(1), [...ALL_ROWS, ALL_ROWS[0]], [...ALL_ROWS.slice(1), '1']];
    for (const area of [...wrong, 'most', 5, {}, true, ALL_ROWS.map((row) => row.replace('1', '2'))]) {
      await stage.refusal('INVALID_INPUT', { area });
      await stage.refusal('INVALID_INPUT', { area, enable: false });
    }
    assert.deepEqual(kept(), before);
    assert.ok(stage.sent.every((url) => url === 'motion'));
  });

  it('refuses everything else before it reaches the camera', async () => {
    await load();
    await stage.refuses([
      undefined, null, '', 'ON', 'enable', 'disable', 'set', 2, -1, NaN, [], [true], { foo: 1 }, Buffer.from([1]),
      { enable: 2 }, { enable: 'yes' }, { enable: null }, { sensitivity: -1 }, { sensitivity: 101 },
      { sensitivity: 1.5 }, { sensitivity: NaN }, { sensitivity: '80' }, { sensitivity: null },
      { alarmthreshold: -1 }, { alarmthreshold: 101 }, { night_sensitivity: -1 }, { night_alarmthreshold: 101 },
      { enable_nighttime: 'maybe' }, { blockcount: '5x5' }, { blockcount: 4 }, { blockcount: '4x4', area: ['1'] },
      { blockcount: '4x4', areavalue: 'ff' }, { blockcount: '4x4', areavalue: 'xyz0' }, { enable: true, foo: 1 },
      { blockcount: '4x4', area: 'all', areavalue: 'zz' }, { areavalue: 7 },
    ]); // prettier-ignore
  });
});
