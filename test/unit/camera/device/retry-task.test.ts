import assert from 'node:assert/strict';
import { RetryTask, type OnTrouble, type Outcome } from '../../../../camera/device/retry-task';
import { CameraError } from '../../../../camera/core/errors';
import { FakeClock, settle } from '../../../../tools/fake-clock';

const away = () => new CameraError('UNREACHABLE', 'nobody there');

describe('a duty', () => {
  let clock: FakeClock;
  let attempts: number;
  let works: boolean;
  let outcome: Outcome;
  let troubles: { error: CameraError; ended: Promise<Outcome> }[];
  let duty: RetryTask;

  beforeEach(() => {
    clock = new FakeClock();
    clock.chance = 1;
    attempts = 0;
    works = true;
    troubles = [];
    outcome = undefined;
    duty = new RetryTask(() => {
      attempts += 1;
      return works ? Promise.resolve(outcome) : Promise.reject(away());
    }, clock);
  });

  const tell: OnTrouble = (error, ended) => troubles.push({ error, ended });
  const fulfil = () => duty.run(tell);

  it('is done at once where nothing is in the way', async () => {
    await fulfil();
    assert.equal(attempts, 1);
    assert.equal(duty.isPending, false);
    assert.deepEqual(troubles, []);
    assert.equal(clock.pending, 0);
  });

  it('is tried again and again with growing pauses until it is done', async () => {
    works = false;
    const done = fulfil();
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
    assert.equal(duty.isPending, true);
    works = true;
    await clock.advance(5_000);
    await done;
    assert.equal(duty.isPending, false);
    assert.equal(clock.pending, 0);
  });

  it('tells of its trouble once, and when that is made up for', async () => {
    works = false;
    void fulfil();
    await clock.advance(60_000);
    assert.equal(troubles.length, 1);
    assert.equal(troubles[0]!.error.code, 'UNREACHABLE');
    let ended = false;
    void troubles[0]!.ended.then(() => (ended = true));
    await settle();
    assert.equal(ended, false);
    works = true;
    await clock.advance(5_000);
    assert.equal(ended, true);
  });

  it('is tried at once when it is asked for while it pauses', async () => {
    works = false;
    void fulfil();
    await clock.advance(30_000);
    const before = attempts;
    works = true;
    await fulfil();
    assert.equal(attempts, before + 1);
    assert.equal(clock.pending, 0);
  });

  it('is done once more for all who asked while it was being done', async () => {
    await Promise.all([fulfil(), fulfil(), fulfil()]);
    assert.equal(attempts, 2);
    assert.equal(duty.isPending, false);
  });

  it('is not done once more for who only waits for it', async () => {
    await Promise.all([fulfil(), duty.attach(), duty.attach()]);
    assert.equal(attempts, 1);
  });

  it('ends when it is dropped, and can be asked for again', async () => {
    works = false;
    const done = fulfil();
    await clock.advance(10_000);
    duty.cancel();
    await done;
    const before = attempts;
    await clock.advance(60_000);
    assert.equal(attempts, before);
    assert.equal(clock.pending, 0);
    works = true;
    await fulfil();
    assert.equal(attempts, before + 1);
  });

  it('is never left undone, at whatever moment it is asked for', async () => {
    for (let moment = 0; moment < 20; moment += 1) {
      const first = fulfil();
      for (let turn = 0; turn < moment; turn += 1) await Promise.resolve();
      await fulfil();
      await first;
      await clock.advance(60_000);
      assert.equal(duty.isPending, false, `asked for after ${moment} turns`);
    }
  });

  it('is done for each who asks, however many ask meanwhile', async () => {
    const answered: number[] = [];
    for (let asked = 1; asked <= 20; asked += 1) {
      void fulfil().then(() => answered.push(asked));
      if (asked % 2 === 0) await Promise.resolve();
      if (asked === 10)
        assert.ok(answered.length > 0 && attempts > 1, 'the first need not wait for the last');
    }
    await duty.attach();
    await settle();
    assert.equal(answered.length, 20);
    assert.equal(duty.isPending, false);
  });

  it('tells nobody of a failure after it was dropped', async () => {
    works = false;
    const done = fulfil();
    duty.cancel();
    await done;
    await settle();
    assert.deepEqual(troubles, []);
    assert.equal(clock.pending, 0);
  });

  it('tells each who asks of his own attempt only', async () => {
    works = false;
    const told: string[] = [];
    const first = duty.run(() => told.push(`first, after ${attempts}`));
    const second = duty.run(() => told.push(`second, after ${attempts}`));
    await settle();
    assert.deepEqual(told, ['first, after 1', 'second, after 2']);
    works = true;
    await clock.advance(5_000);
    assert.deepEqual(await Promise.all([first, second]), [undefined, undefined]);
  });

  it('tells who joins an attempt that it failed', async () => {
    works = false;
    const told: string[] = [];
    void duty.run(() => told.push('first'));
    void duty.attach(() => told.push('second'));
    await settle();
    assert.deepEqual([told, attempts], [['first', 'second'], 1]);
    duty.cancel();
    assert.equal(await duty.attach(), undefined);
  });

  it('is over for each who asked before it was given up', async () => {
    outcome = away();
    const both = await Promise.all([fulfil(), fulfil()]);
    assert.deepEqual(both, [outcome, outcome]);
    assert.equal(duty.isPending, false);
    assert.deepEqual(troubles, []);
    assert.equal(clock.pending, 0);
  });
});
