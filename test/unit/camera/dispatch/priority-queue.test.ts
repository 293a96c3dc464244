import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Priority } from '../../../../camera/commands/schema';
import { CameraError, closed } from '../../../../camera/core/errors';
import { PriorityQueue } from '../../../../camera/dispatch/priority-queue';
import { FakeClock } from '../../../../tools/fake-clock';
import { QueueFixture } from '../../../support/queue';
import { refusal } from '../../../support/refusal';

const { Safety, Command, Background } = Priority;

describe('the queue of requests', () => {
  let clock: FakeClock;
  let queue: PriorityQueue;
  let started: string[];
  let add: QueueFixture['add'];
  let end: QueueFixture['end'];

  beforeEach(() => ({ clock, queue, started, add, end } = new QueueFixture()));

  it('lets two jobs run at a time, and the next when one ends', async () => {
    const results = ['a', 'b', 'c', 'd'].map((name) => add(name));
    assert.deepEqual(started, ['a', 'b']);
    await end('b');
    assert.deepEqual(started, ['a', 'b', 'c']);
    await end('a', 'c', 'd');
    assert.deepEqual(await Promise.all(results), ['a', 'b', 'c', 'd']);
  });

  it('goes on after a job that fails', async () => {
    const failure = new CameraError('TIMEOUT', 'late');
    const failing = () => queue.run({ priority: Command, work: () => Promise.reject(failure) });
    assert.equal(await refusal(failing(), 'TIMEOUT'), failure);
    const throwing = queue.run({
      priority: Command,
      work: () => {
        throw failure;
      },
    });
    await refusal(throwing, 'TIMEOUT');
    void add('a');
    void add('b');
    assert.deepEqual(started, ['a', 'b']);
  });

  it('starts the most urgent first, and equals in the order they came', async () => {
    void add('a');
    void add('b');
    for (const [name, priority] of [
      ['keep 1', Background], ['read 1', Command], ['close 1', Safety], ['keep 2', Background],
      ['read 2', Command], ['close 2', Safety],
    ] as const) void add(name, { priority }); // prettier-ignore
    // Grows while it is walked.
    for (const name of started) await end(name);
    assert.deepEqual(started.slice(2), ['close 1', 'close 2', 'read 1', 'read 2', 'keep 1', 'keep 2']);
  });

  it('runs the jobs of one lane one after the other, and lets others overtake them', async () => {
    void add('relay 1', { lane: 'relay' });
    void add('relay 2', { lane: 'relay' });
    void add('relay 3', { lane: 'relay' });
    void add('led 1', { lane: 'led' });
    void add('read');
    assert.deepEqual(started, ['relay 1', 'led 1']);
    await end('led 1');
    assert.deepEqual(started, ['relay 1', 'led 1', 'read']);
    await end('read', 'relay 1');
    assert.deepEqual(started.slice(3), ['relay 2']);
    await end('relay 2', 'relay 3');
  });

  it('rejects as STALE what waited too long, at its time and without starting it', async () => {
    void add('a');
    void add('b');
    const early = add('early', { expiresAt: clock.now() + 1_000 });
    const late = add('late', { expiresAt: clock.now() + 2_000 });
    const ever = add('ever');
    await clock.advance(999);
    await end('a');
    assert.deepEqual(started, ['a', 'b', 'early']);
    await clock.advance(5_000);
    await refusal(late, 'STALE');
    await end('early', 'b', 'ever');
    assert.equal(await early, 'early');
    assert.equal(await ever, 'ever');
    assert.equal(clock.pending, 0);
  });

  it('lets a running job ask whether it is still fresh', async () => {
    const job = queue.run({
      priority: Command,
      expiresAt: clock.now() + 1_000,
      work: async (assertWanted) => {
        await clock.advance(999);
        assertWanted();
        await clock.advance(1);
        assertWanted();
      },
    });
    await refusal(job, 'STALE');
  });

  it('rejects what waits with an aborted signal, and nothing else', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const running = add('a', { signal });
    void add('b');
    const aborted = [add('c', { signal }), add('d', { signal, lane: 'led' })];
    const other = add('e', { signal: new AbortController().signal });
    controller.abort(new CameraError('CLOSED', 'gone'));
    for (const job of aborted) assert.equal((await refusal(job, 'CLOSED')).detail, 'gone');
    await refusal(add('f', { signal }), 'CLOSED');
    await end('a', 'b', 'e');
    assert.equal(await running, 'a');
    assert.equal(await other, 'e');
    assert.deepEqual(started, ['a', 'b', 'e']);
  });

  it('tells a running job that its signal is aborted before it sends anything', async () => {
    const controller = new AbortController();
    let goOn: () => void = () => undefined;
    const job = queue.run({
      priority: Command,
      signal: controller.signal,
      work: async (assertWanted) => {
        await new Promise<void>((resolve) => (goOn = resolve));
        assertWanted();
      },
    });
    controller.abort();
    goOn();
    await refusal(job, 'CLOSED');
  });

  it('rejects everything that waits or comes after it was closed', async () => {
    const running = add('a');
    void add('b');
    void add('rest', { priority: Safety });
    const waiting = [add('c', { expiresAt: clock.now() + 1_000 }), add('d', { priority: Safety })];
    queue.close(closed());
    for (const job of [...waiting, add('e'), add('f', { priority: Safety })]) await refusal(job, 'CLOSED');
    await end('a');
    assert.equal(await running, 'a');
    assert.equal(clock.pending, 0);
  });

  it('can be closed to all but what brings to rest', async () => {
    void add('a');
    void add('b');
    const waiting = add('c');
    const rest = add('d', { priority: Safety });
    queue.close(closed(), { sparingSafety: true });
    await refusal(waiting, 'CLOSED');
    await refusal(add('e'), 'CLOSED');
    const later = add('f', { priority: Safety });
    await end('a', 'b', 'd', 'f');
    assert.deepEqual([await rest, await later], ['d', 'f']);
    queue.close(closed());
    await refusal(add('g', { priority: Safety }), 'CLOSED');
  });

  it('runs everything once, whatever comes and goes', async () => {
    const jobs = fc.array(
      fc.record({
        priority: fc.constantFrom(Safety, Command, Background),
        lane: fc.constantFrom(undefined, 'relay', 'led'),
        ms: fc.integer({ min: 0, max: 50 }),
        wait: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    const property = fc.asyncProperty(jobs, async (all) => {
      clock = new FakeClock();
      queue = new PriorityQueue(clock);
      let running = 0;
      const lanes = new Set<string>();
      const outcomes = all.map(({ priority, lane, ms, wait }) => {
        const work = async () => {
          running += 1;
          assert.ok(running <= (priority === Safety ? 4 : 3));
          assert.ok(priority === Safety || !lane || !lanes.has(lane));
          if (lane) lanes.add(lane);
          await new Promise<void>((resolve) => clock.after(ms, resolve));
          if (lane) lanes.delete(lane);
          running -= 1;
        };
        const expiresAt = wait === undefined ? undefined : clock.now() + wait;
        return queue.run({ priority, lane, expiresAt, work });
      });
      const settled = Promise.allSettled(outcomes);
      await clock.advance(20 * 50);
      for (const [index, outcome] of (await settled).entries()) {
        if (outcome.status === 'rejected') {
          assert.ok(CameraError.is(outcome.reason, 'STALE'));
          assert.notEqual(all[index]!.wait, undefined);
        }
      }
      assert.equal(clock.pending, 0);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
