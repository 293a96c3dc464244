import assert from 'node:assert/strict';
import { SimulatedCamera } from '../../simulator';
import { brokerName } from '../../tools/mqtt/broker';
import { bridgeNodes } from '../../tools/mqtt/flows';
import { BrokerBench, open, protocols, type ProtocolVersion } from './broker-bench';
import { brokerProxy, type BrokerProxy } from './broker-proxy';
import { cameraNode, until } from './support';

const GATE = 'anjvision/home/gate';
const DO = `${GATE}/do/relay`;
const DONE = `${GATE}/done/relay`;

/** Every way by which a broker could open a gate unasked; the relay stays where it is. */
for (const { version, name, isSpoken } of protocols) {
  describe(`a gate on a broker, by ${name} and ${brokerName}`, function () {
    if (isSpoken) commonRules.call(this, version);
    else it('is left out: the embedded broker does not speak it; install Mosquitto');
  });
}

function commonRules(this: Mocha.Suite, version: ProtocolVersion): void {
  this.timeout(180_000).slow(30_000);
  let bench: BrokerBench;
  let other: SimulatedCamera;
  let proxy: BrokerProxy;

  before(async () => {
    other = await SimulatedCamera.start();
    bench = await BrokerBench.start({
      version,
      through: async ({ port }) => (proxy = await brokerProxy(port)).port,
      bridge: { cameras: ['cam'], allow: ['relay', 'ptz', 'alarm', 'snapshot'] },
      // Another site, with another camera of the same name, and one whose name is made of wildcards.
      more: () => [
        ...bridgeNodes('works', { cameras: ['cam2', 'cam3'], discovery: '' }),
        // A third, from which nobody may ask anything.
        ...bridgeNodes('closed', { cameras: ['cam2'], allow: [], discovery: '' }),
        cameraNode(other, { id: 'cam2' }),
        cameraNode(other, { id: 'cam3', name: '+/#' }),
      ],
    });
    await until('the bridge', () => bench.latest(`${GATE}/availability`) === 'online', 30_000);
  });
  after(async () => {
    await (bench as BrokerBench | undefined)?.close();
    await (proxy as BrokerProxy | undefined)?.close();
    await (other as SimulatedCamera | undefined)?.stop();
  });

  const moves = (camera = bench.camera) => camera.received('/cgi-bin/setRelayStatus').length;
  const refused = async (code: string, name: string, payload: unknown, options = {}) => {
    const answer = await bench.command(name, payload, options);
    assert.deepEqual([answer.status, answer.code, answer.mayHaveReached], ['refused', code, false]);
  };

  afterEach(() => {
    assert.equal(moves(), 0, 'the relay has moved');
    assert.equal(moves(other), 0, 'the relay of the other site has moved');
  });

  it('does not open by a command without a time', () => refused('STALE', 'relay', open({ at: undefined })));

  it('does not open by a clock that is 11 s off, either way', async () => {
    for (const off of [-11_000, 11_000]) await refused('STALE', 'relay', open({ at: Date.now() + off }));
  });

  it('does not open by a word that bears nothing', () => refused('STALE', 'relay', 'open'));

  it('does not toggle', () => refused('INVALID_INPUT', 'relay', open({ action: 'toggle' })));

  it('does not know what is no command', () => refused('UNKNOWN_COMMAND', 'explode', open()));

  it('does not do what is not allowed', () => refused('NOT_ALLOWED', 'led', 'on'));

  it('does not read 5 MB', () => refused('INVALID_INPUT', 'relay', Buffer.alloc(5_000_000, ' ')));

  it('does not act on nothing', () => refused('INVALID_INPUT', 'relay', ''));

  it('does not read broken JSON, nor keys that pretend to be others', async () => {
    await refused('INVALID_INPUT', 'relay', '{"action":"open"');
    await refused('INVALID_INPUT', 'relay', `{"__proto__":{"action":"open"},"at":${Date.now()},"id":1}`);
    await refused('INVALID_INPUT', 'relay', open({ constructor: 1 }));
  });

  it('does not open by what only looks like a command', async () => {
    const good = open();
    const wrong: unknown[] = [
      [good],
      [['open']],
      `[${JSON.stringify(good)}, ${JSON.stringify(good)}]`,
      { ...good, at: String(good.at) },
      { ...good, at: new Date(good.at).toISOString() },
      `{"action":"open","at":1e999,"id":"infinite"}`,
      { ...good, at: null },
      { ...good, id: ['a'] },
      { ...good, id: '' },
      { ...good, action: ['open'] },
      { ...good, action: 'TOGGLE' },
      { ...good, action: ' open' },
      { ...good, nonsense: 1 },
      { action: { action: 'open' }, at: good.at, id: 'nested' },
      'NaN',
      'null',
      '"toggle"',
      `\ufeff\u0000open`,
      Buffer.from([0x6f, 0x70, 0x65, 0x6e, 0xff]),
    ];
    for (const payload of wrong) await refused('INVALID_INPUT', 'relay', payload);
    await refused('STALE', 'relay', { ...good, at: good.at / 1000 });
    for (const name of ['Relay', 'relay ', 'raw', 'webLogin', 'settings', '__proto__', 'toString'])
      await refused('UNKNOWN_COMMAND', name, open());
    await refused('NOT_ALLOWED', 'reboot', open());
  });

  it('does not open where nothing is allowed', async () => {
    for (const command of ['relay', 'snapshot', 'reboot']) {
      await bench.publish(`anjvision/closed/gate/do/${command}`, open());
      const { status, code } = await bench.answer(`anjvision/closed/gate/done/${command}`);
      assert.deepEqual([status, code], ['refused', 'NOT_ALLOWED']);
    }
  });

  it('does not open by a camera that there is not', async () => {
    await bench.publish('anjvision/home/other/do/relay', open());
    const { code } = await bench.answer('anjvision/home/other/done/relay');
    assert.equal(code, 'UNKNOWN_CAMERA');
  });

  it('is not the gate of the other site, nor of a name made of wildcards', async () => {
    assert.equal(bench.latest('anjvision/works/gate/availability'), 'online');
    assert.equal(bench.latest('anjvision/works/___/availability'), 'online');
    for (const camera of ['gate', '___']) {
      await bench.publish(`anjvision/works/${camera}/do/relay`, open({ at: 0 }));
      const { code } = await bench.answer(`anjvision/works/${camera}/done/relay`);
      assert.equal(code, 'STALE');
    }
    const from = bench.received.length;
    await bench.publish('anjvision/nowhere/gate/do/relay', open());
    await bench.command('relay', open({ at: 0 }));
    assert.ok(
      !bench.received.slice(from).some(({ topic }) => topic.startsWith('anjvision/nowhere/gate/done')),
    );
  });

  if (version === 5) {
    it('does not open by a live message that is to be retained', async () => {
      await refused('RETAINED', 'relay', open(), { retain: true });
      await refused('RETAINED', 'relay', '', { retain: true });
    });

    it('does not open by a message that may wait for an hour', () =>
      refused('STALE', 'relay', { action: 'open' }, { properties: { messageExpiryInterval: 3600 } }));
  }

  it('says each kind of refusal once in the log', async () => {
    for (let count = 0; count < 3; count += 1) await refused('UNKNOWN_COMMAND', 'explode', open());
    const kinds = ['explode: UNKNOWN_COMMAND', 'led: NOT_ALLOWED', 'relay: INVALID_INPUT', 'relay: STALE'];
    for (const kind of kinds) {
      const lines = bench.red.log.filter((line) => line.includes(`: gate: ${kind}`));
      // The other site has a gate too, and says its own.
      assert.equal(lines.length, kind.endsWith('STALE') ? 2 : 1, lines.join('\n'));
    }
  });

  it('does not open when Node-RED starts, by a retained command or one that waited for it', async () => {
    await bench.red.kill('SIGKILL');
    await until('the will', () => bench.latest('anjvision/home/bridge/state') === 'offline');
    const from = bench.received.length;
    // To 3.1.1, what waits in a persistent session is live, retained or not: there the time alone protects.
    const at = version === 5 ? Date.now() + 5_000 : Date.now() - 11_000;
    await bench.publish(DO, open({ id: 'retained', at }), { retain: true });
    await bench.publish(DO, open({ id: 'queued', at: Date.now() - 11_000 }));
    await bench.red.start();
    const codes = (id: string) =>
      bench.received
        .slice(from)
        .filter(({ topic }) => topic === DONE)
        .map(({ payload }) => JSON.parse(payload.toString()) as { id: string; code: string })
        .filter((answer) => answer.id === id)
        .map(({ code }) => code);
    await until('the answers', () => codes('retained').includes('RETAINED') && codes('queued').length > 0);
    assert.deepEqual(codes('queued'), ['STALE']);
    assert.ok(codes('retained').every((code) => code === 'RETAINED' || (version === 4 && code === 'STALE')));
    await bench.publish(DO, '', { retain: true });
  });
}
