import assert from 'node:assert/strict';
import type { AlarmReport, SourceEnd } from '../../../../../camera/events/alarm-source';
import { OnvifClient } from '../../../../../camera/events/onvif/onvif-client';
import { PullPoint } from '../../../../../camera/events/onvif/pull-point';
import { ONVIF_FAULTS, type OnvifFault } from '../../../../../simulator';
import { FakeClock } from '../../../../../tools/fake-clock';
import { InMemoryOnvif } from '../support/in-memory-onvif';

const PASSWORD = '123456';

describe('a pull point', () => {
  let clock: FakeClock;
  let onvif: InMemoryOnvif;
  beforeEach(async () => {
    clock = new FakeClock();
    onvif = await InMemoryOnvif.start(clock);
  });
  afterEach(() => onvif.camera.stop());

  /** What runs by the clock besides the camera. */
  function clientTimers() {
    onvif.camera.alarms.reset();
    onvif.camera.onvif.reset();
    return clock.pending;
  }

  function listen(password = PASSWORD) {
    const reports: AlarmReport[] = [];
    const state = { listening: 0, end: undefined as SourceEnd | undefined };
    const controller = new AbortController();
    const account = {
      address: { protocol: 'http', host: 'camera', port: 80 } as const,
      username: 'admin',
      password,
    };
    const redact = (text: string) => text.replaceAll(PASSWORD, '***');
    const source = new PullPoint(() => new OnvifClient(account, clock, redact, onvif), clock);
    const ended = source
      .run(
        { onListening: () => (state.listening += 1), onReport: (report) => reports.push(report) },
        controller.signal,
      )
      .then((end) => (state.end = end));
    const stop = async () => {
      controller.abort();
      await clock.advance(0);
      await ended;
      assert.equal(clientTimers(), 0);
    };
    const states = () =>
      reports.map((report) => `${report.topic} ${report.active}`).filter((one) => !one.startsWith('alarm'));
    return { reports, state, states, stop, controller };
  }

  const count = (operation: string) =>
    onvif.camera.onvif.operations.filter((one) => one === operation).length;
  const { faults } = {
    get faults() {
      return {
        on: (name: OnvifFault, value?: string | number) => onvif.camera.onvif.faults.on(name, value ?? true),
      };
    },
  };

  it('subscribes, pulls, renews and gives back, and asks for nothing else', async () => {
    const { state, stop } = listen();
    await clock.advance(10 * 60_000);
    assert.ok(state.listening > 0);
    assert.equal(count('CreatePullPointSubscription'), 1);
    await stop();
    assert.equal(count('Unsubscribe'), 1);
    assert.equal(onvif.camera.onvif.subscriptions.count, 0);
    const allowed = [
      'GetSystemDateAndTime', 'GetServices', 'CreatePullPointSubscription', 'PullMessages', 'Renew', 'Unsubscribe',
    ]; // prettier-ignore
    assert.deepEqual([...new Set(onvif.camera.onvif.operations)], allowed);
    // A pull every 23 s, and a renewal every other time.
    assert.ok(count('PullMessages') >= 26 && count('PullMessages') <= 28, String(count('PullMessages')));
    assert.ok(count('Renew') >= 12 && count('Renew') <= 14, String(count('Renew')));
  });

  it('listens a second after its first pull, if that is not refused by then', async () => {
    const { state, stop } = listen();
    await clock.advance(999);
    assert.equal(state.listening, 0);
    await clock.advance(1);
    assert.equal(state.listening, 1);
    await stop();
  });

  /** What a client must survive without noticing. */
  const harmless: [OnvifFault, (string | number)?][] = [
    ['no-time'], ['time-needs-log-in'], ['no-services'], ['no-pull-points'], ['empty-address'], ['foreign-address'],
    ['relative-address'], ['https-address'], ['reference-parameters'], ['empty-at-once'], ['full-timeout'],
    ['closes-empty-pulls'], ['renew-unsupported'], ['renew-ignored'], ['only-renew-extends'], ['fixed-termination'],
    ['termination-now'], ['no-current-time'], ['local-current-time'], ['initialized-messages'], ['zero-message-time'],
    ['other-motion-item'], ['no-motion-alarm'], ['region-motion'], ['repeats-ends'], ['unknown-topics'],
    ['empty-notifications'], ['several-items'], ['no-data'], ['no-operation'], ['value-first'], ['references-first'],
    ['trailing-topic'], ['other-prefixes'], ['byte-order-mark'], ['text-xml'], ['chunked'], ['echoes-log-in'],
    ['ends-all-subscriptions'],
  ]; // prettier-ignore
  for (const [fault, value] of harmless) {
    it(`tells the start and the end of motion of a camera that ${ONVIF_FAULTS[fault]}`, async () => {
      faults.on(fault, value);
      const { states, state, stop } = listen();
      await clock.advance(180_000);
      assert.equal(state.end, undefined);
      assert.ok(state.listening > 0);
      assert.deepEqual(states(), []);
      onvif.camera.alarms.motion(true);
      await clock.advance(15_000);
      onvif.camera.alarms.motion(false);
      await clock.advance(15_000);
      const starts = states().filter((one) => one === 'motion true').length;
      const told = states();
      assert.equal(told[0], 'motion true');
      assert.equal(told[starts], 'motion false');
      assert.ok(starts <= 2, told.join());
      assert.equal(count('CreatePullPointSubscription'), 1);
      assert.ok(count('PullMessages') < 200, String(count('PullMessages')));
      await stop();
    });
  }

  it('is told by a camera whose clock is off by a day, and moves while it listens', async () => {
    onvif.camera.state.settings.clockOffsetMs = 86_400_000;
    const { states, state, stop } = listen();
    await clock.advance(30_000);
    onvif.camera.state.settings.clockOffsetMs = -86_400_000;
    await clock.advance(60_000);
    onvif.camera.alarms.person(true);
    await clock.advance(10_000);
    assert.equal(state.end, undefined);
    assert.deepEqual(states(), ['person true']);
    await stop();
  });

  it('subscribes again within 20 s when the camera has forgotten it', async () => {
    const { state, states, stop } = listen();
    await clock.advance(100_000);
    onvif.camera.onvif.reset();
    onvif.camera.onvif.subscriptions.clear();
    await clock.advance(20_000);
    assert.equal(count('CreatePullPointSubscription'), 2);
    assert.equal(state.end, undefined);
    onvif.camera.alarms.motion(true);
    await clock.advance(1_000);
    assert.ok(states().includes('motion true'));
    await stop();
  });

  it('is left alone by and by when the camera forgets every subscription', async () => {
    faults.on('loses-subscriptions');
    const { state } = listen();
    await clock.advance(120_000);
    assert.deepEqual(state.end, {
      kind: 'lost',
      reason: 'the camera forgets every subscription',
      answered: true,
    });
    assert.ok(count('CreatePullPointSubscription') <= 4);
  });

  const ends: [string, OnvifFault, (string | number) | undefined, SourceEnd['kind'], RegExp][] = [
    ['no event service', 'no-event-service', undefined, 'absent', /^ONVIF without events/],
    ['pages instead of ONVIF', 'html-pages', undefined, 'absent', /no ONVIF/],
    ['404', 'html-pages', 404, 'absent', /no ONVIF/],
    ['503', 'html-pages', 503, 'lost', /status 503/],
    ['no room', 'always-full', undefined, 'lost', /no room/],
    ['silent pulls', 'silent-pulls', undefined, 'lost', /no complete answer/],
  ];
  for (const [what, fault, value, kind, reason] of ends) {
    it(`is ${kind} with ${what}`, async () => {
      faults.on(fault, value);
      const { state } = listen();
      await clock.advance(60_000);
      assert.equal(state.end?.kind, kind);
      assert.match(state.end.reason, reason);
      assert.equal(state.listening > 0, fault === 'silent-pulls');
      assert.ok(count('CreatePullPointSubscription') <= 1);
    });
  }

  for (const status of [400, 401, 500, 200]) {
    it(`is refused with a wrong password, said with status ${status}, after a single try`, async () => {
      if (status === 200) faults.on('faults-with-200');
      else faults.on('log-in-status', status);
      const { state } = listen('wrong');
      await clock.advance(60_000);
      assert.equal(state.end?.kind, 'refused');
      assert.deepEqual(onvif.camera.onvif.operations, ['GetSystemDateAndTime', 'GetServices']);
    });
  }

  it('is refused when the password changes while it listens', async () => {
    const { state } = listen();
    await clock.advance(10_000);
    onvif.camera.changePassword('another');
    await clock.advance(60_000);
    assert.equal(state.end?.kind, 'refused');
    assert.equal(count('PullMessages'), 2);
  });

  it('is lost without a connection, and does not use the old number again', async () => {
    const { state } = listen();
    await clock.advance(10_000);
    onvif.trouble = 'unreachable';
    onvif.drop();
    await clock.advance(20_000);
    assert.deepEqual(state.end, { kind: 'lost', reason: 'no route to this address', answered: false });
    assert.equal(onvif.camera.onvif.operations.includes('Unsubscribe'), false);
  });

  it('never pulls more than ten times at once, and then once a second, however fast messages come', async () => {
    const { stop } = listen();
    await clock.advance(100);
    const before = count('PullMessages');
    const timer = setInterval(() => undefined, 1000);
    for (let i = 0; i < 30_000 / 50; i += 1) {
      onvif.camera.alarms.topic({ topic: 'tns1:x', item: 'y', value: 'z' });
      await clock.advance(50);
    }
    clearInterval(timer);
    const pulls = count('PullMessages') - before;
    assert.ok(pulls >= 30 && pulls <= 45, String(pulls));
    await stop();
  });

  it('pauses longer and longer, up to ten seconds, when empty pulls are answered at once', async () => {
    faults.on('empty-at-once');
    const { stop } = listen();
    await clock.advance(3_600_000);
    const pulls = count('PullMessages');
    assert.ok(pulls > 300 && pulls < 600, String(pulls));
    await stop();
  });

  it('gives back a subscription that is only just being made', async () => {
    const { controller, state } = listen();
    onvif.beforeRequest = async (body) => {
      if (!body.includes('<tev:CreatePullPoint')) return;
      controller.abort();
      await new Promise<void>((resolve) => clock.after(3_000, resolve));
    };
    await clock.advance(5_000);
    assert.equal(onvif.camera.onvif.subscriptions.count, 0);
    assert.equal(count('Unsubscribe'), 1);
    assert.ok(state.end);
    assert.equal(clientTimers(), 0);
  });

  it('ends within 5 s of an abort, even if nothing answers any more', async () => {
    const { controller, state } = listen();
    await clock.advance(10_000);
    onvif.trouble = 'silent';
    controller.abort();
    await clock.advance(5_000);
    assert.ok(state.end);
    assert.equal(clientTimers(), 0);
  });

  it('lets no secret of a request out that a camera repeats', async () => {
    const { reports, stop } = listen();
    await clock.advance(1_000);
    const request = onvif.bodies.at(-1)!;
    const secrets = ['Password', 'Nonce', 'Created'].map(
      (name) => new RegExp(`<wss?[eu]:${name}[^>]*>([^<]+)`).exec(request)![1]!,
    );
    onvif.camera.alarms.topic({ topic: 'tns1:x', item: 'echo', value: [PASSWORD, ...secrets].join(' ') });
    await clock.advance(1_000);
    const [report] = reports;
    assert.equal(
      report?.topic === 'alarm' && report.text,
      'x VideoSourceConfigurationToken=V_SRC_CFG_000 echo=*** *** *** ***',
    );
    await stop();
  });
});
