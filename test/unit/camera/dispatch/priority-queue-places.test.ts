import assert from 'node:assert/strict';
import { Priority } from '../../../../camera/commands/schema';
import { closed } from '../../../../camera/core/errors';
import { WAITING_AT_MOST } from '../../../../camera/core/limits';
import type { Job, Section } from '../../../../camera/dispatch/job';
import type { PriorityQueue } from '../../../../camera/dispatch/priority-queue';
import { settle, type FakeClock } from '../../../../tools/fake-clock';
import { QueueFixture } from '../../../support/queue';
import { refusal } from '../../../support/refusal';

const { Safety, Command } = Priority;

describe('the places in the queue of requests', () => {
  let clock: FakeClock;
  let queue: PriorityQueue;
  let started: string[];
  let add: QueueFixture['add'];
  let end: QueueFixture['end'];

  beforeEach(() => ({ clock, queue, started, add, end } = new QueueFixture()));

  it('starts a stop at once beside two jobs that hang, and an ordinary job only when one of them ends', async () => {
    void add('a', { lane: 'relay' });
    void add('b');
    void add('read');
    void add('rest', { priority: Safety, lane: 'relay' });
    assert.deepEqual(started, ['a', 'b', 'rest']);
    await end('a');
    assert.deepEqual(started, ['a', 'b', 'rest', 'read']);
    await end('rest', 'b', 'read');
  });

  it('lets a stop wait a quarter of a second at most for a rest that hangs', async () => {
    for (const name of ['a', 'b']) void add(name);
    void add('rest', { priority: Safety });
    void add('stop', { priority: Safety });
    await clock.advance(249);
    assert.deepEqual(started, ['a', 'b', 'rest']);
    await clock.advance(1);
    assert.deepEqual(started, ['a', 'b', 'rest', 'stop']);
    await end('a', 'b', 'rest', 'stop');
    assert.equal(clock.pending, 0);
  });

  it('starts a rest although two jobs, a stop and a look at the relay hang', async () => {
    for (const name of ['a', 'b']) void add(name);
    for (const name of ['stop', 'look', 'rest']) void add(name, { priority: Safety });
    await clock.advance(250);
    assert.deepEqual(started, ['a', 'b', 'stop', 'look', 'rest']);
    void add('read');
    await end('a', 'b');
    assert.equal(started.includes('read'), false, 'what is ordinary leaves their places to them');
    await end('stop');
    assert.equal(started.at(-1), 'read');
    await end('look', 'rest', 'read');
    assert.equal(clock.pending, 0);
  });

  it('has what is ordinary wait while urgent jobs hold its lane', async () => {
    void add('rest', { priority: Safety, lane: 'relay' });
    void add('open', { lane: 'relay' });
    assert.deepEqual(started, ['rest']);
    await end('rest');
    assert.deepEqual(started, ['rest', 'open']);
    await end('open');
  });

  it('gives a newer job the place of the one it replaces, and its own limit of time', async () => {
    const place = {};
    void add('a');
    void add('b');
    const first = add('first', { lane: 'ptz', replaces: place, expiresAt: clock.now() + 1_000 });
    void add('other');
    await clock.advance(500);
    const second = add('second', { lane: 'ptz', replaces: place, expiresAt: clock.now() + 1_000 });
    await refusal(first, 'CLOSED');
    await clock.advance(900);
    await end('a');
    assert.deepEqual(started, ['a', 'b', 'second']);
    void add('third', { lane: 'ptz', replaces: place });
    await end('second', 'b', 'other', 'third');
    assert.equal(await second, 'second');
    assert.deepEqual(started.slice(3), ['other', 'third']);
    assert.equal(clock.pending, 0);
  });

  it('lets nothing of its lane come between the requests of a section', async () => {
    const inside = (name: string, section: Section) => add(name, { lane: 'motion', section });
    const whole = queue.section({
      priority: Command,
      lane: 'motion',
      work: async (section) => [await inside('read', section), await inside('write', section)],
    });
    void add('motion', { lane: 'motion' });
    void add('b');
    void add('c');
    assert.deepEqual(started, ['read', 'b']);
    await end('read');
    void add('d');
    await end('b');
    // In the section's place, not behind what came after it.
    assert.deepEqual(started, ['read', 'b', 'c', 'write']);
    await end('c', 'd', 'write');
    assert.deepEqual(await whole, ['read', 'write']);
    await end('motion');
    assert.deepEqual(started.slice(4), ['d', 'motion']);
  });

  it('has the oldest pictures give way when too many wait, then the oldest reads, then the oldest of all', async () => {
    void add('a', { lane: 'picture' });
    void add('b');
    const of = (gives: Job<string>['gives'], lane?: string) =>
      Array.from({ length: WAITING_AT_MOST / 2 }, () => add('waits', { gives, lane }));
    const writes = of(undefined, 'led');
    const reads = of('read');
    const [picture, newer] = [
      add('picture', { gives: 'picture', lane: 'picture' }),
      add('write', { lane: 'led' }),
    ];
    assert.match((await refusal(picture, 'STALE')).message, /too many newer commands/);
    await refusal(reads[0]!, 'STALE');
    for (let more = 1; more < reads.length; more += 1) void add('write', { lane: 'led' });
    await refusal(reads.at(-1)!, 'STALE');
    void add('write', { lane: 'led' });
    await refusal(writes[0]!, 'STALE');
    queue.close(closed());
    await refusal(newer, 'CLOSED');
    await end('a', 'b');
  });

  it('takes as long for a job behind thousands as for one behind a few', async function () {
    // Whatever else the machine does meanwhile.
    this.timeout(60_000);
    const perJob = (count: number): number => {
      ({ queue, add } = new QueueFixture());
      const began = performance.now();
      for (let job = 0; job < count; job += 1) {
        void add('waits', { lane: job % 2 ? 'led' : undefined, gives: job % 2 ? undefined : 'read' });
      }
      return (performance.now() - began) / count;
    };
    perJob(10_000);
    const [few, many] = [perJob(5_000), perJob(40_000)];
    assert.ok(many < 5 * few, `${few} ms became ${many} ms`);
    queue.close(closed());
    await settle();
  });
});
