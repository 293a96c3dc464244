import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reportOf, type Alarm } from '../../../../../camera/events/control-port/alarm-codes';

const report = (code: number, more: Partial<Alarm> = {}) =>
  reportOf({ code, flag: 1, level: undefined, text: '', ...more });

describe('an alarm code', () => {
  it('ends motion by another code whose flag is that of a beginning', () => {
    assert.deepEqual(report(14), { topic: 'motion', active: true, origin: '14' });
    assert.deepEqual(report(33), { topic: 'motion', active: false, origin: '14' });
  });

  it('ends motion by flag 0 as well, and means nothing as the end of an end', () => {
    assert.deepEqual(report(14, { flag: 0 }), { topic: 'motion', active: false, origin: '14' });
    assert.equal(report(33, { flag: 0 }), undefined);
  });

  it('counts only the low 8 bits of the flag', () => {
    assert.deepEqual(report(14, { flag: 257 }), { topic: 'motion', active: true, origin: '14' });
    assert.deepEqual(report(14, { flag: 256 }), { topic: 'motion', active: false, origin: '14' });
  });

  it('numbers inputs by its text, or by the high bits of the flag', () => {
    const begun = (input: number) => ({ topic: 'input', input, active: true, origin: '34' });
    assert.deepEqual(report(34, { text: 'IO 2 INPUT OPEN' }), begun(2));
    assert.deepEqual(report(34, { text: 'IO 2 INPUT CLOSE', flag: 257 }), begun(2));
    assert.deepEqual(report(34, { flag: 3 * 256 + 1 }), begun(3));
    assert.deepEqual(report(35, { text: 'IO 2 INPUT OPEN' }), { ...begun(2), active: false });
    assert.deepEqual(report(34), { topic: 'input', active: true, origin: '34' });
  });

  it('tells people from vehicles by the level, and others by type', () => {
    assert.deepEqual(report(21, { level: 1 }), { topic: 'person', active: true, origin: '21/1' });
    assert.deepEqual(report(22, { level: 1 }), { topic: 'person', active: false, origin: '21/1' });
    assert.deepEqual(report(21, { level: 2 }), { topic: 'vehicle', active: true, origin: '21/2' });
    const fire = { topic: 'alarm', type: 'fire', code: 21, level: 8, text: '', origin: '21/8' };
    assert.deepEqual(report(21, { level: 8 }), fire);
    assert.deepEqual(report(21, { level: 99 }), { ...fire, type: 'unknown', level: 99, origin: '21/99' });
  });

  it('has a state only where it has an end', () => {
    const other = { topic: 'alarm', text: '' };
    assert.deepEqual(report(31), { ...other, type: 'tripwire', active: true, code: 31, origin: '31' });
    assert.deepEqual(report(38), { ...other, type: 'tripwire', active: false, code: 38, origin: '31' });
    assert.deepEqual(report(28), { ...other, type: 'baby-cry', active: true, code: 28, origin: '28' });
    assert.deepEqual(report(28, { flag: 0 }), {
      ...other,
      type: 'baby-cry',
      active: false,
      code: 28,
      origin: '28',
    });
    assert.deepEqual(report(40), { ...other, type: 'rebooting', code: 40, origin: '40' });
    assert.deepEqual(report(12, { flag: 0 }), {
      ...other,
      type: 'video-lost',
      active: false,
      code: 12,
      origin: '12',
    });
  });

  it('that is unknown is passed on', () => {
    const unknown = { topic: 'alarm', type: 'unknown', code: 999, level: 4, text: 'x', origin: '999' };
    assert.deepEqual(report(999, { level: 4, text: 'x' }), unknown);
  });

  it('never fails', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer(),
        fc.option(fc.integer(), { nil: undefined }),
        fc.string(),
        (code, flag, level, text) => {
          reportOf({ code, flag, level, text });
        },
      ),
    );
  });
});
