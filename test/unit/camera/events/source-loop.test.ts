import assert from 'node:assert/strict';
import type {
  AlarmReport,
  AlarmSource,
  AlarmSourceName,
  SourceEnd,
} from '../../../../camera/events/alarm-source';
import { SourceLoop } from '../../../../camera/events/source-loop';
import { FakeClock, settle } from '../../../../tools/fake-clock';

/** What a source does each time it is tried: nothing but fail, or listen for a while first. */
interface Turn {
  readonly listensMs?: number;
  readonly end: SourceEnd['kind'];
  readonly answered?: boolean;
}

class ScriptedSource implements AlarmSource {
  /** What it does next; the last one for good. */
  turns: Turn[];
  /** In ms since the start. */
  readonly tries: number[] = [];
  running = 0;

  constructor(
    private readonly clock: FakeClock,
    private readonly start: number,
    ...turns: Turn[]
  ) {
    this.turns = turns;
  }

  async run(events: { onListening(): void }, signal: AbortSignal): Promise<SourceEnd> {
    this.running += 1;
    assert.equal(this.running, 1);
    this.tries.push(this.clock.now() - this.start);
    const { listensMs, end, answered = true } = this.turns.length > 1 ? this.turns.shift()! : this.turns[0]!;
    if (listensMs !== undefined) {
      events.onListening();
      await new Promise<void>((resolve) => {
        const timer = this.clock.after(listensMs, resolve);
        signal.addEventListener('abort', () => {
          this.clock.cancel(timer);
          resolve();
        });
      });
    }
    this.running -= 1;
    return { kind: end, reason: `${end} reason`, answered };
  }
}

function setup(onvif: Turn[] | undefined, port: Turn[] | undefined) {
  const clock = new FakeClock();
  const start = clock.now();
  const sources = new Map<AlarmSourceName, ScriptedSource>();
  if (onvif) sources.set('onvif', new ScriptedSource(clock, start, ...onvif));
  if (port) sources.set('port', new ScriptedSource(clock, start, ...port));
  const told: string[] = [];
  const loop = new SourceLoop(sources, clock, {
    onListening: (source) => told.push(`listening ${source}`),
    onReport: (_report: AlarmReport) => undefined,
    onOutcome: ({ state, source, reason }) => told.push(`${state} ${source}: ${reason}`),
  });
  const controller = new AbortController();
  const ended = loop.run(controller.signal);
  const stop = async () => {
    controller.abort();
    await ended;
    assert.equal(clock.pending, 0);
  };
  const tries = (name: AlarmSourceName) => sources.get(name)!.tries.map((ms) => Math.round(ms / 1000));
  return { clock, loop, told, tries, sources, stop };
}

const LISTENS: Turn = { listensMs: 3_600_000, end: 'lost' };
const LOST: Turn = { end: 'lost' };
const ABSENT: Turn = { end: 'absent' };
const NO_PORT: Turn = { end: 'absent', answered: false };

describe('the choice of a source', () => {
  it('is ONVIF first, and the control port only if that fails', async () => {
    const works = setup([LISTENS], [LISTENS]);
    await works.clock.advance(60_000);
    assert.deepEqual([works.told, works.tries('port')], [['listening onvif'], []]);
    await works.stop();
    const fails = setup([ABSENT], [LISTENS]);
    await fails.clock.advance(60_000);
    assert.deepEqual([fails.told, fails.tries('onvif'), fails.tries('port')], [['listening port'], [0], [0]]);
    await fails.stop();
  });

  it('is unsupported only if something answered and all are absent', async () => {
    const cases: [Turn[], Turn[], string][] = [
      [[ABSENT], [NO_PORT], 'unsupported null: absent reason'],
      [[ABSENT], [ABSENT], 'unsupported null: absent reason'],
      [[NO_PORT], [NO_PORT], 'lost null: absent reason'],
      [[LOST], [NO_PORT], 'lost null: lost reason; absent reason'],
      [[ABSENT], [LOST], 'lost null: absent reason; lost reason'],
      [[ABSENT], [{ end: 'refused' }], 'lost null: absent reason; refused reason'],
    ];
    for (const [onvif, port, expected] of cases) {
      const { clock, told, stop } = setup(onvif, port);
      await clock.advance(1);
      assert.deepEqual(told, [expected]);
      await stop();
    }
  });

  it('stays with what worked, and tries the other after three failures', async () => {
    const { clock, told, tries, stop } = setup([{ listensMs: 100_000, end: 'lost' }, LOST], [LISTENS]);
    await clock.advance(1_000_000);
    assert.deepEqual(told.slice(0, 2), ['listening onvif', 'lost onvif: lost reason']);
    // A minute and more after the first failure, twice that after the second, and the third leaves it.
    assert.deepEqual(tries('onvif'), [0, 190, 370]);
    assert.deepEqual(tries('port'), [370]);
    assert.equal(told.at(-1), 'listening port');
    await stop();
  });

  it('counts failures of a source that listens for moments only', async () => {
    const { clock, tries, stop } = setup([ABSENT], [{ listensMs: 1_000, end: 'lost' }]);
    await clock.advance(120_000);
    assert.deepEqual(tries('port'), [0, 9, 25, 56, 117]);
    assert.deepEqual(tries('onvif'), [0, 90]);
    await stop();
  });

  it('waits longer and longer: from 5 s to two minutes for the port, a minute and more for ONVIF', async () => {
    const { clock, sources, stop } = setup([LOST], [LOST]);
    for (const chance of [0, 0.999]) {
      clock.chance = chance;
      await clock.advance(3_600_000);
    }
    const pauses = (name: AlarmSourceName) => {
      const { tries } = sources.get(name)!;
      return tries.slice(1).map((at, i) => at - tries[i]!);
    };
    assert.ok(
      Math.min(...pauses('port')) >= 5_000 && Math.max(...pauses('port')) <= 121_000,
      String(pauses('port')),
    );
    assert.ok(Math.min(...pauses('onvif')) >= 60_000 && Math.max(...pauses('onvif')) <= 1_201_000);
    assert.ok(sources.get('port')!.tries.length < 130);
    assert.ok(sources.get('onvif')!.tries.length < 20);
    await stop();
  });

  it('leaves either source alone for a minute after a refused password', async () => {
    const { clock, loop, sources, stop } = setup([{ end: 'refused' }], [{ end: 'refused' }]);
    for (let i = 0; i < 20; i += 1) {
      // That the camera answers otherwise changes nothing about its password.
      loop.reachable();
      await clock.advance(60_000);
    }
    for (const { tries } of sources.values()) {
      assert.ok(tries.length > 10);
      for (const [i, at] of tries.slice(1).entries()) assert.ok(at - tries[i]! >= 60_000);
    }
    await stop();
  });

  it('tries at once when user name and password were seen to work', async () => {
    const { clock, loop, told, tries, stop } = setup([{ end: 'refused' }, LISTENS], undefined);
    await clock.advance(10_000);
    loop.retry();
    await clock.advance(0);
    assert.deepEqual(tries('onvif'), [0, 10]);
    assert.deepEqual(told, ['lost null: refused reason', 'listening onvif']);
    await stop();
  });

  it('begins its pauses anew when the camera is seen to be there again', async () => {
    const { clock, loop, sources, stop } = setup([LOST], [LOST]);
    await clock.advance(3_600_000);
    const before = { onvif: sources.get('onvif')!.tries.at(-1)!, port: sources.get('port')!.tries.at(-1)! };
    loop.reachable();
    await clock.advance(70_000);
    for (const name of ['onvif', 'port'] as const) {
      const pause = sources.get(name)!.tries.find((at) => at > before[name])! - before[name];
      assert.ok(pause >= (name === 'port' ? 5_000 : 60_000), `${name} ${pause}`);
      assert.ok(sources.get(name)!.tries.at(-1)! >= 3_600_000, name);
    }
    await stop();
  });

  it('ends when it is aborted, in a pause or while it listens', async () => {
    for (const turn of [LOST, LISTENS]) {
      const { clock, stop } = setup([turn], undefined);
      await clock.advance(10);
      await settle();
      await stop();
    }
  });

  it('survives a source that breaks its promise', async () => {
    const { clock, told, sources, stop } = setup([LOST], undefined);
    sources.get('onvif')!.run = () => Promise.reject(new Error('secret'));
    await clock.advance(1_000);
    assert.deepEqual(told, ['lost null: an unexpected answer']);
    await stop();
  });
});
