import assert from 'node:assert/strict';
import { Duty } from '../../camera/duty';
import { CameraError } from '../../camera/errors';
import { FakeClock, settle } from '../support/fake-clock';

const away = () => new CameraError('UNREACHABLE', 'nobody there');

describe('a duty', () => {
  let clock: FakeClock;
  let attempts: number;
  let works: boolean;
  let troubles: { error: CameraError; madeUpFor: Promise<void> }[];
  let duty: Duty;

  beforeEach(() => {
    clock = new FakeClock();
    clock.chance = 1;
    attempts = 0;
    works = true;
    troubles = [];
    duty = new Duty(
      () => {
        attempts += 1;
        return works ? Promise.resolve() : Promise.reject(away());
      },
      (error, madeUpFor) => troubles.push({ error, madeUpFor }),
      clock,
    );
  });

  it('is done at once where nothing is in the way', async () => {
    await duty.fulfil();
    assert.equal(attempts, 1);
    assert.equal(duty.due, false);
    assert.equal(duty.trouble, undefined);
    assert.deepEqual(troubles, []);
    assert.equal(clock.pending, 0);
  });

  it('is tried again and again with growing pauses until it is done', async () => {
    works = false;
    const done = duty.fulfil();
    const tried: number[] = [];
    for (let second = 0; second < 30; second += 1) {
      await clock.advance(500);
      tried.push(attempts);
    }
    // 0, 0.5, 1.5, 3.5, 7.5, then every 5 s.
    assert.deepEqual(
      [1, 3, 7, 15, 25].map((half) => tried[half - 1]),
      [2, 3, 4, 5, 6],
    );
    assert.equal(duty.trouble?.code, 'UNREACHABLE');
    works = true;
    await clock.advance(5_000);
    await done;
    assert.equal(duty.due, false);
    assert.equal(duty.trouble, undefined);
    assert.equal(clock.pending, 0);
  });

  it('tells of its trouble once, and when that is made up for', async () => {
    works = false;
    void duty.fulfil();
    await clock.advance(60_000);
    assert.equal(troubles.length, 1);
    assert.equal(troubles[0]!.error.code, 'UNREACHABLE');
    let madeUpFor = false;
    void troubles[0]!.madeUpFor.then(() => (madeUpFor = true));
    await settle();
    assert.equal(madeUpFor, false);
    works = true;
    await clock.advance(5_000);
    assert.equal(madeUpFor, true);
  });

  it('is tried at once when it is asked for while it pauses', async () => {
    works = false;
    void duty.fulfil();
    await clock.advance(30_000);
    const before = attempts;
    works = true;
    await duty.fulfil();
    assert.equal(attempts, before + 1);
    assert.equal(clock.pending, 0);
  });

  it('is done once more for all who asked while it was being done', async () => {
    await Promise.all([duty.fulfil(), duty.fulfil(), duty.fulfil()]);
    assert.equal(attempts, 2);
    assert.equal(duty.due, false);
  });

  it('is not done once more for who only waits for it', async () => {
    await Promise.all([duty.fulfil(), duty.settled(), duty.settled()]);
    assert.equal(attempts, 1);
  });

  it('ends when it is dropped, and can be asked for again', async () => {
    works = false;
    const done = duty.fulfil();
    await clock.advance(10_000);
    duty.drop();
    await done;
    const before = attempts;
    await clock.advance(60_000);
    assert.equal(attempts, before);
    assert.equal(clock.pending, 0);
    works = true;
    await duty.fulfil();
    assert.equal(attempts, before + 1);
  });

  it('is never left undone, at whatever moment it is asked for', async () => {
    for (let moment = 0; moment < 20; moment += 1) {
      const first = duty.fulfil();
      for (let turn = 0; turn < moment; turn += 1) await Promise.resolve();
      await duty.fulfil();
      await first;
      await clock.advance(60_000);
      assert.equal(duty.due, false, `asked for after ${moment} turns`);
    }
  });

  it('is done for each who asks, however many ask meanwhile', async () => {
    const answered: number[] = [];
    for (let asked = 1; asked <= 20; asked += 1) {
      void duty.fulfil().then(() => answered.push(asked));
      if (asked % 2 === 0) await Promise.resolve();
      if (asked === 10)
        assert.ok(answered.length > 0 && attempts > 1, 'the first need not wait for the last');
    }
    await duty.settled();
    await settle();
    assert.equal(answered.length, 20);
    assert.equal(duty.due, false);
  });

  it('tells nobody of a failure after it was dropped', async () => {
    works = false;
    const done = duty.fulfil();
    duty.drop();
    await done;
    await settle();
    assert.deepEqual(troubles, []);
    assert.equal(clock.pending, 0);
  });
});
