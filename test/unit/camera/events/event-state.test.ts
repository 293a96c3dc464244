import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AlarmReport, OtherReport, StateTopic } from '../../../../camera/events/alarm-source';
import { EventState, type AlarmEvent } from '../../../../camera/events/event-state';
import { FakeClock } from '../../../../tools/fake-clock';

function setup(holdMs = 0) {
  const clock = new FakeClock();
  const events: AlarmEvent[] = [];
  const state = new EventState(holdMs, clock, (event) => events.push(event));
  const is = (active: boolean, topic: StateTopic = 'motion', origin = 'cell', input?: number) =>
    state.report({ topic, active, origin, ...(input !== undefined && { input }) });
  const other = (more: Partial<OtherReport> = {}) =>
    state.report({ topic: 'alarm', type: 'rebooting', text: '', origin: '40', ...more });
  /** What was sent since it was last asked. */
  const sent = () =>
    events.splice(0).map((event) => {
      if (event.topic === 'alarm') return `alarm ${event.type} ${event.active ?? ''}`.trim();
      return [event.topic, event.input, event.active].filter((part) => part !== undefined).join(' ');
    });
  return { clock, events, state, is, other, sent };
}

describe('the state of alarms', () => {
  it('is one event for a start, whatever repeats it, and one for an end', () => {
    const { state, is, sent, events, clock } = setup();
    state.listening('onvif');
    for (const active of [true, true, true]) is(active);
    assert.deepEqual(events, [{ topic: 'motion', active: true, since: clock.now(), source: 'onvif' }]);
    events.length = 0;
    for (const active of [false, false]) is(active);
    assert.deepEqual(sent(), ['motion false']);
    is(true);
    assert.deepEqual(sent(), ['motion true']);
  });

  it('is unknown at first, so that the first report is sent whatever it says', () => {
    const { state, is, sent } = setup();
    state.listening('onvif');
    is(false);
    is(true, 'person');
    assert.deepEqual(sent(), ['motion false', 'person true']);
  });

  it('joins two reports of one thing, and lets the one that began it end it', () => {
    const { state, is, sent } = setup();
    state.listening('onvif');
    is(true, 'motion', 'cell');
    is(true, 'motion', 'alarm');
    is(false, 'motion', 'alarm');
    assert.deepEqual(sent(), ['motion true']);
    is(false, 'motion', 'cell');
    is(false, 'motion', 'alarm');
    assert.deepEqual(sent(), ['motion false']);
  });

  it('has one for each input', () => {
    const { state, is, sent } = setup();
    state.listening('port');
    is(true, 'input', '34', 1);
    is(true, 'input', '34', 2);
    is(false, 'input', '34', 1);
    assert.deepEqual(sent(), ['input 1 true', 'input 2 true', 'input 1 false']);
  });

  it('takes an input without a number for the only one there is', () => {
    const { state, is, sent } = setup();
    state.listening('onvif');
    is(true, 'input', 'digital', 1);
    is(true, 'input', 'alarm-in');
    is(false, 'input', 'alarm-in');
    is(false, 'input', 'digital', 1);
    assert.deepEqual(sent(), ['input 1 true', 'input 1 false']);
    const other = setup();
    other.state.listening('onvif');
    other.is(true, 'input', 'digital');
    other.is(true, 'input', 'alarm-in', 1);
    assert.deepEqual(other.sent(), ['input true']);
  });

  it('ends after 30 s without a repeat on the control port', async () => {
    const { clock, state, is, sent } = setup();
    state.listening('port');
    is(true);
    for (let i = 0; i < 10; i += 1) {
      await clock.advance(29_999);
      is(true);
    }
    assert.deepEqual(sent(), ['motion true']);
    await clock.advance(29_999);
    assert.deepEqual(sent(), []);
    await clock.advance(1);
    assert.deepEqual(sent(), ['motion false']);
    assert.equal(clock.pending, 0);
  });

  it('lasts as long as the camera says by ONVIF', async () => {
    const { clock, state, is, sent } = setup();
    state.listening('onvif');
    is(true);
    await clock.advance(3_600_000);
    assert.deepEqual(sent(), ['motion true']);
    assert.equal(clock.pending, 0);
  });

  it('ends after the hold time, which takes the place of the 30 s', async () => {
    for (const source of ['onvif', 'port'] as const) {
      const { clock, state, is, sent } = setup(60_000);
      state.listening(source);
      is(true);
      await clock.advance(59_999);
      assert.deepEqual(sent(), ['motion true']);
      await clock.advance(1);
      assert.deepEqual(sent(), ['motion false']);
      is(true);
      assert.deepEqual(sent(), ['motion true']);
    }
  });

  it('holds stand still while listening is lost', async () => {
    const { clock, state, is, sent } = setup(20_000);
    state.listening('onvif');
    is(true);
    await clock.advance(15_000);
    state.lost('gone');
    await clock.advance(50_000);
    state.listening('onvif');
    await clock.advance(4_999);
    assert.deepEqual(sent(), ['motion true']);
    await clock.advance(1);
    assert.deepEqual(sent(), ['motion false']);
  });

  it('is null, with the reason, once listening was lost for 60 s while active', async () => {
    const { clock, state, is, sent, events } = setup();
    state.listening('port');
    is(true);
    is(true, 'input', '34', 2);
    is(true, 'person');
    is(false, 'person');
    sent();
    state.lost('no response to a heartbeat');
    await clock.advance(59_999);
    assert.deepEqual(events, []);
    await clock.advance(1);
    const lost = { active: null, since: clock.now(), source: 'port', reason: 'no response to a heartbeat' };
    assert.deepEqual(events, [
      { topic: 'motion', ...lost },
      { topic: 'input', input: 2, ...lost },
    ]);
    assert.equal(clock.pending, 0);
    events.length = 0;
    state.listening('port');
    is(false);
    is(true, 'input', '34', 2);
    is(false, 'person');
    assert.deepEqual(sent(), ['motion false', 'input 2 true']);
  });

  it('goes on after a short loss, and is then ended by any detector', async () => {
    const { clock, state, is, sent } = setup();
    state.listening('onvif');
    is(true, 'motion', 'cell');
    state.lost('closed');
    await clock.advance(50_000);
    state.listening('port');
    is(true, 'motion', '14');
    assert.deepEqual(sent(), ['motion true']);
    is(false, 'motion', '14');
    assert.deepEqual(sent(), ['motion false']);
  });

  it('ends by the rule of the control port what began by ONVIF, once it listens there', async () => {
    const { clock, state, is, sent } = setup();
    state.listening('onvif');
    is(true);
    state.lost('closed');
    state.listening('port');
    sent();
    await clock.advance(30_000);
    assert.deepEqual(sent(), ['motion false']);
  });

  it('is one event for an alarm without an end and its repeats within 10 s', async () => {
    const { clock, state, other, sent } = setup();
    state.listening('port');
    for (let i = 0; i < 5; i += 1) {
      other();
      await clock.advance(9_999);
    }
    assert.deepEqual(sent(), ['alarm rebooting']);
    await clock.advance(1);
    other();
    other({ type: 'storage-low', origin: '9' });
    assert.deepEqual(sent(), ['alarm rebooting', 'alarm storage-low']);
  });

  it('joins repeats of an alarm without an end within the hold time, if there is one', async () => {
    const { clock, state, other, sent } = setup(30_000);
    state.listening('onvif');
    other();
    await clock.advance(29_000);
    other();
    await clock.advance(29_000);
    other();
    assert.deepEqual(sent(), ['alarm rebooting']);
  });

  it('has a start and an end for other alarms that have both', () => {
    const { state, other, sent, events } = setup();
    state.listening('onvif');
    const relay = { type: 'relay-output', origin: 'relay', text: 'R1' };
    for (const active of [true, true, false, false]) other({ ...relay, active });
    assert.deepEqual(events[0], {
      topic: 'alarm',
      type: 'relay-output',
      active: true,
      text: 'R1',
      source: 'onvif',
    });
    assert.deepEqual(sent(), ['alarm relay-output true', 'alarm relay-output false']);
    other({ type: 'video-lost', origin: '12' });
    other({ type: 'video-lost', origin: '12', active: false });
    other({ type: 'video-lost', origin: '12' });
    assert.deepEqual(sent(), ['alarm video-lost', 'alarm video-lost false', 'alarm video-lost']);
  });

  it('sends nothing before it listens, while it does not, and after its end', async () => {
    const { clock, state, is, sent } = setup(1_000);
    is(true);
    state.listening('port');
    is(true, 'person');
    sent();
    state.lost('closed');
    is(true);
    state.listening('port');
    state.stop();
    is(true);
    await clock.advance(100_000);
    assert.deepEqual(sent(), []);
    assert.equal(clock.pending, 0);
  });

  const reports: fc.Arbitrary<AlarmReport> = fc.oneof(
    fc.record({
      topic: fc.constantFrom<StateTopic>('motion', 'person', 'input'),
      active: fc.boolean(),
      origin: fc.constantFrom('a', 'b'),
    }),
    fc.record({
      topic: fc.constant('input' as const),
      input: fc.nat(3),
      active: fc.boolean(),
      origin: fc.constant('a'),
    }),
    fc.record(
      {
        topic: fc.constant('alarm' as const),
        type: fc.string(),
        active: fc.boolean(),
        text: fc.string(),
        origin: fc.string(),
      },
      { requiredKeys: ['topic', 'type', 'text', 'origin'] },
    ),
  );

  it('alternates for each thing, whatever is reported, and remembers a bounded amount', async () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: reports },
      fc.nat(40_000),
      fc.constantFrom('onvif' as const, 'port' as const, 'lost' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.array(step, { maxLength: 60 }), async (hold, steps) => {
        const { clock, state, events } = setup(hold * 7_000);
        for (const one of steps) {
          if (typeof one === 'number') await clock.advance(one);
          else if (one === 'lost') state.lost('gone');
          else if (typeof one === 'string') state.listening(one);
          else state.report(one);
          assert.ok(clock.pending <= 1);
        }
        const last = new Map<string, unknown>();
        for (const event of events) {
          if (event.topic === 'alarm') continue;
          const key = `${event.topic} ${event.input ?? ''}`;
          assert.notEqual(last.get(key), event.active, JSON.stringify(events));
          last.set(key, event.active);
        }
        state.stop();
        assert.equal(clock.pending, 0);
      }),
      { numRuns: 60 },
    );
  });
});
