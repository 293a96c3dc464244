import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AlarmReport, SourceEnd } from '../../../../../camera/events/alarm-source';
import { ControlPort } from '../../../../../camera/events/control-port/control-port';
import { CONTROL_PORT_FAULTS, SimulatedCamera, type ControlPortFault } from '../../../../../simulator';
import { FakeClock } from '../../../../../tools/fake-clock';
import { PlayedControlPort } from '../support/played-control-port';

const ACCOUNT = { host: '127.0.0.1', port: 8091, username: 'admin', password: '123456' };

/** Listens until the test ends it. */
function listen(source: ControlPort) {
  const reports: AlarmReport[] = [];
  let listening = 0;
  let changed: () => void = () => undefined;
  const controller = new AbortController();
  const ended = source.run(
    {
      onListening: () => {
        listening += 1;
        changed();
      },
      onReport: (report) => {
        reports.push(report);
        changed();
      },
    },
    controller.signal,
  );
  /** Waits for what comes over a real connection. */
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise<void>((resolve) => (changed = resolve));
  };
  const states = () => reports.map((report) => `${report.topic} ${report.active}`);
  const stop = async () => {
    controller.abort();
    await ended;
  };
  return {
    reports,
    states,
    until,
    ended,
    stop,
    listening: () => listening,
    isListening: () => listening > 0,
  };
}

describe('the control port of a simulated camera', () => {
  let camera: SimulatedCamera;
  const clock = new FakeClock();
  const connect = (more: object = {}) =>
    listen(new ControlPort({ ...ACCOUNT, port: camera.controlPort.port, ...more }, clock));

  beforeEach(async () => {
    camera = await SimulatedCamera.start({ controlPort: 0 });
  });
  afterEach(() => camera.stop());

  /** What a client must survive without noticing. */
  const harmless: ControlPortFault[] = [
    'split-frames', 'joined-frames', 'rubbish-before', 'empty-frames', 'without-nul', 'alarm-before-log-in',
    'only-logged-in', 'another-root', 'channel-in-flag', 'end-by-flag', 'no-repeats', 'echoes-log-in',
  ]; // prettier-ignore

  for (const fault of [undefined, ...harmless]) {
    it(`tells the start and the end of motion when it ${fault ? CONTROL_PORT_FAULTS[fault] : 'is well'}`, async () => {
      if (fault) camera.controlPort.faults.on(fault);
      const { states, until, stop, isListening } = connect();
      await until(isListening);
      camera.alarms.motion(true);
      camera.alarms.motion(false);
      await until(() => states().length === 2);
      assert.deepEqual(states(), ['motion true', 'motion false']);
      await stop();
    });
  }

  it('tells the next alarm after one that was no frame, too long, or no XML', async () => {
    const { states, until, stop, isListening } = connect();
    await until(isListening);
    for (const fault of ['oversize-length', 'not-xml'] as const) {
      const off = camera.controlPort.faults.on(fault);
      camera.alarms.code({ code: 31 });
      off();
    }
    camera.alarms.motion(true);
    await until(() => states().length > 0);
    assert.deepEqual(states(), ['motion true']);
    await stop();
  });

  it('gets one log-in in plain text, and nothing else', async () => {
    const { until, stop, isListening } = connect();
    await until(isListening);
    await stop();
    const { messages } = camera.controlPort;
    assert.deepEqual(
      messages.map(({ type, code }) => [type, code]),
      [['USER_AUTH_MESSAGE', 'CMD_USER_AUTH']],
    );
    assert.match(messages[0]!.xml, /Username="admin" Password="123456" AuthMethod="1"/);
  });

  const ends: [ControlPortFault, SourceEnd['kind'], RegExp][] = [
    ['refuses-log-in', 'refused', /user name or password refused/],
    ['closes-at-connect', 'lost', /closed/],
    ['resets-at-connect', 'lost', /closed|broke/],
  ];
  for (const [fault, kind, reason] of ends) {
    it(`is ${kind} when it ${CONTROL_PORT_FAULTS[fault]}`, async () => {
      camera.controlPort.faults.on(fault);
      const end = await connect().ended;
      assert.equal(end.kind, kind);
      assert.match(end.reason, reason);
    });
  }

  it('is refused with a wrong password, which the reason does not hold', async () => {
    const end = await connect({ password: 'wrong' }).ended;
    assert.deepEqual([end.kind, end.reason.includes('wrong')], ['refused', false]);
  });

  it('is absent where nothing listens, or something else does', async () => {
    const nothing = await connect({ port: 1 }).ended;
    assert.deepEqual([nothing.kind, nothing.answered], ['absent', false]);
    // The HTTP server does not understand the log-in, and says so.
    const other = await connect({ port: camera.port }).ended;
    assert.deepEqual([other.kind, other.answered], ['absent', true], other.reason);
  });

  it('is lost when the camera restarts', async () => {
    const { ended, until, isListening } = connect();
    await until(isListening);
    await camera.reboot(10);
    assert.equal((await ended).kind, 'lost');
  });

  after(() => assert.equal(clock.pending, 0));
});

describe('the control port, by the clock,', () => {
  function setup() {
    const clock = new FakeClock();
    const camera = new PlayedControlPort();
    const run = () => listen(new ControlPort(ACCOUNT, clock, camera.connect));
    const end = async (listener: { ended: Promise<SourceEnd> }) => {
      const { kind, reason } = await listener.ended;
      assert.equal(clock.pending, 0);
      assert.equal(camera.open, 0);
      return [kind, reason];
    };
    return { clock, camera, run, end };
  }

  it('is lost without a connection in 8 s, and without an answer to the log-in in 10 s', async () => {
    const { clock, camera, run, end } = setup();
    camera.behaviour = 'unreachable';
    const unreachable = run();
    await clock.advance(7_999);
    assert.equal(camera.open, 1);
    await clock.advance(1);
    assert.deepEqual(await end(unreachable), ['lost', 'no connection to port 8091 within 8 s']);
    camera.behaviour = 'silent';
    const silent = run();
    await clock.advance(10_001);
    assert.deepEqual(await end(silent), ['lost', 'no response to the log-in']);
  });

  it('gets a heartbeat every 20 s, and is lost when one is not answered in 5 s', async () => {
    const { clock, camera, run, end } = setup();
    const listener = run();
    await clock.advance(200_000);
    const beats = () => camera.received.filter((type) => type === 'AUXPTZ_HEARTBEAT_MESSAGE').length;
    assert.ok(beats() >= 9 && beats() <= 12, String(beats()));
    assert.equal(camera.received.length, beats() + 1);
    camera.answersHeartbeats = false;
    await clock.advance(26_000);
    assert.deepEqual(await end(listener), ['lost', 'no response to a heartbeat']);
  });

  it('lives as long as anything comes, answer or not', async () => {
    const { clock, camera, run } = setup();
    camera.answersHeartbeats = false;
    const listener = run();
    for (let i = 0; i < 100; i += 1) {
      await clock.advance(4_000);
      camera.alarm(14);
    }
    assert.equal(camera.connections.length, 1);
    assert.equal(listener.reports.length, 100);
    await listener.stop();
  });

  it('is connected anew after half an hour without an alarm, without being lost', async () => {
    const { clock, camera, run } = setup();
    const listener = run();
    await clock.advance(29 * 60_000);
    assert.equal(camera.connections.length, 1);
    await clock.advance(2 * 60_000);
    assert.equal(camera.connections.length, 2);
    assert.equal(camera.open, 1);
    assert.equal(listener.listening(), 2);
    await listener.stop();
    assert.equal(clock.pending, 0);
  });

  it('ends at once when it is aborted, whatever it is doing', async () => {
    for (const behaviour of ['answers', 'silent', 'unreachable'] as const) {
      const { clock, camera, run, end } = setup();
      camera.behaviour = behaviour;
      const listener = run();
      await clock.advance(1_000);
      await listener.stop();
      await end(listener);
    }
  });

  it('makes a camera wait that floods', async () => {
    const { clock, camera, run } = setup();
    const listener = run();
    await clock.advance(10);
    const [connection] = camera.connections;
    for (let i = 0; i < 2_000; i += 1) camera.alarm(14, `Alarm_data="${'x'.repeat(600)}"`);
    await clock.advance(0);
    assert.equal(connection!.isPaused(), true);
    const before = listener.reports.length;
    assert.ok(before < 1_000, String(before));
    await clock.advance(9_000);
    assert.equal(listener.reports.length, 2_000);
    await listener.stop();
  });

  it('never fails, spins or grows on any bytes', async () => {
    const anything = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        fc.nat(70_000).map((length) => {
          const header = Buffer.from('5891585100000000', 'hex');
          header.writeUInt32LE(length, 4);
          return header;
        }),
        fc.constant(Buffer.alloc(70_000)),
      ),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(anything, async (pieces) => {
        const { clock, camera, run, end } = setup();
        const listener = run();
        await clock.advance(1);
        for (const piece of pieces) camera.connections[0]?.push(piece);
        await clock.advance(100);
        assert.equal(camera.connections.length, 1);
        await listener.stop();
        await end(listener);
      }),
      { numRuns: 50 },
    );
  });
});
