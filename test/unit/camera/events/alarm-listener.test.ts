import assert from 'node:assert/strict';
import { AlarmListener, type ListeningStatus } from '../../../../camera/events/alarm-listener';
import type {
  AlarmReport,
  AlarmSource,
  SourceEnd,
  SourceEvents,
} from '../../../../camera/events/alarm-source';
import type { AlarmEvent } from '../../../../camera/events/event-state';
import { FakeClock, settle } from '../../../../tools/fake-clock';

/** A source that a test plays by hand. */
class PlayedSource implements AlarmSource {
  runs = 0;
  running = 0;
  /** How long it takes to close. */
  closingMs = 0;
  events!: SourceEvents;
  fail!: (end: SourceEnd) => void;

  constructor(private readonly clock: FakeClock) {}

  async run(events: SourceEvents, signal: AbortSignal): Promise<SourceEnd> {
    this.runs += 1;
    this.running += 1;
    assert.equal(this.running, 1, 'two connections at once');
    this.events = events;
    const end = await new Promise<SourceEnd>((resolve) => {
      this.fail = resolve;
      signal.addEventListener('abort', () => resolve({ kind: 'lost', reason: 'closed', answered: true }));
    });
    if (signal.aborted && this.closingMs > 0)
      await new Promise<void>((resolve) => this.clock.after(this.closingMs, resolve));
    this.running -= 1;
    return end;
  }
}

function setup(isOff = false) {
  const clock = new FakeClock();
  const source = new PlayedSource(clock);
  const sources = new Map(isOff ? [] : [['port', source] as const]);
  const alarms = new AlarmListener(sources, clock, (text) => text.replaceAll('secret', '***'));
  const consumer = (holdMs?: number) => {
    const told: (AlarmEvent | ListeningStatus)[] = [];
    const stop = alarms.listen({
      ...(holdMs !== undefined && { holdMs }),
      onEvent: (event) => told.push(event),
      onListening: (status) => told.push(status),
    });
    const words = () =>
      told.splice(0).map((one) => ('state' in one ? one.state : `${one.topic} ${one.active ?? ''}`.trim()));
    return { told, stop, words };
  };
  const report = (active: boolean) => source.events.onReport({ topic: 'motion', active, origin: '14' });
  return { clock, source, alarms, consumer, report };
}

describe('an alarm listener', () => {
  it('connects for the first who listens, once for all, and closes with the last', async () => {
    const { clock, source, alarms, consumer, report } = setup();
    await clock.advance(1_000);
    assert.equal(source.runs, 0);
    const first = consumer();
    await clock.advance(100);
    source.events.onListening();
    const second = consumer();
    assert.equal(source.runs, 1);
    report(true);
    assert.deepEqual(first.words(), ['listening', 'motion true']);
    assert.deepEqual(second.words(), ['listening', 'motion true']);
    await first.stop();
    await first.stop();
    assert.equal(source.running, 1);
    assert.equal(alarms.hasListeners, true);
    await second.stop();
    assert.equal(source.running, 0);
    assert.equal(alarms.status, undefined);
    assert.deepEqual(alarms.recent, []);
    assert.equal(clock.pending, 0);
  });

  it('tells each what is new to him, and ends an alarm by his own hold time', async () => {
    const { clock, source, consumer, report } = setup();
    const early = consumer(10_000);
    await clock.advance(100);
    source.events.onListening();
    report(true);
    const late = consumer();
    await clock.advance(5_000);
    report(true);
    assert.deepEqual(early.words(), ['listening', 'motion true']);
    assert.deepEqual(late.words(), ['listening', 'motion true']);
    await clock.advance(10_000);
    assert.deepEqual(early.words(), ['motion false']);
    assert.deepEqual(late.words(), []);
    await Promise.all([early.stop(), late.stop()]);
    assert.equal(clock.pending, 0);
  });

  it('says nothing until the first outcome, then each change, and not that it is lost once more', async () => {
    const { clock, source, alarms, consumer } = setup();
    const { told, stop } = consumer();
    await clock.advance(1_000);
    assert.deepEqual(told, []);
    const since = clock.now();
    source.fail({ kind: 'lost', reason: 'first', answered: false });
    await clock.advance(60_000);
    source.fail({ kind: 'lost', reason: 'second', answered: false });
    await clock.advance(60_000);
    const lost = { state: 'lost', source: null, since };
    assert.deepEqual(told, [{ ...lost, reason: 'first' }]);
    assert.deepEqual(alarms.status, { ...lost, reason: 'second' });
    source.events.onListening();
    source.events.onListening();
    source.fail({ kind: 'lost', reason: 'third', answered: true });
    await settle();
    assert.deepEqual(told.slice(1), [
      { state: 'listening', source: 'port', since: clock.now(), reason: '' },
      { state: 'lost', source: 'port', since: clock.now(), reason: 'third' },
    ]);
    await stop();
  });

  it('says once that a camera cannot tell, however often it is away afterwards', async () => {
    const { clock, source, consumer } = setup();
    const { words, stop } = consumer();
    await clock.advance(100);
    for (const kind of ['absent', 'lost', 'absent', 'lost'] as const) {
      source.fail({ kind, reason: '', answered: true });
      await clock.advance(300_000);
    }
    assert.deepEqual(words(), ['unsupported']);
    source.events.onListening();
    assert.deepEqual(words(), ['listening']);
    await stop();
  });

  it('is off without sources, and says so', async () => {
    const { clock, alarms, consumer } = setup(true);
    const { told, stop } = consumer();
    const reason = 'alarms are switched off in the camera configuration';
    assert.deepEqual(told, [{ state: 'off', source: null, since: clock.now(), reason }]);
    await stop();
    assert.equal(alarms.status, undefined);
  });

  it('never has two connections, not even when somebody comes while the last one closes', async () => {
    const { clock, source, consumer } = setup();
    source.closingMs = 3_000;
    const first = consumer();
    await clock.advance(100);
    source.events.onListening();
    const stopped = first.stop();
    const second = consumer();
    await clock.advance(2_900);
    assert.equal(source.runs, 1);
    await clock.advance(200);
    await stopped;
    assert.equal(source.runs, 2);
    source.closingMs = 0;
    await second.stop();
  });

  it('closes within 5 s, even if a source does not', async () => {
    const { clock, source, alarms, consumer } = setup();
    source.closingMs = 3_600_000;
    const { words } = consumer();
    await clock.advance(100);
    source.events.onListening();
    words();
    let closed = false;
    void alarms.close().then(() => (closed = true));
    await clock.advance(5_000);
    assert.equal(closed, true);
    source.events.onReport({ topic: 'motion', active: true, origin: '14' });
    assert.deepEqual(words(), []);
    consumer();
    await clock.advance(5_000);
    assert.equal(source.runs, 1);
  });

  it('shows the latest of each topic, and the words of a camera on one line without secrets', async () => {
    const { clock, source, alarms, consumer, report } = setup();
    const { told, stop } = consumer();
    await clock.advance(100);
    source.events.onListening();
    report(true);
    const at = clock.now();
    await clock.advance(1_000);
    const text = `a\u0000b\r\n my secret ${'x'.repeat(400)}`;
    const other: AlarmReport = { topic: 'alarm', type: 'custom', text, code: 201, origin: '201' };
    source.events.onReport(other);
    assert.deepEqual(alarms.recent, [
      { topic: 'motion', active: true, at },
      { topic: 'alarm', type: 'custom', at: at + 1_000 },
    ]);
    const shown = `a b my *** ${'x'.repeat(289)}`;
    assert.deepEqual(told.at(-1), { topic: 'alarm', type: 'custom', text: shown, code: 201, source: 'port' });
    await stop();
  });
});
