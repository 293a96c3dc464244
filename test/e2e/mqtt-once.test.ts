import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { brokerName } from '../../tools/mqtt/broker';
import { BrokerBench, open, protocols, type ProtocolVersion } from './broker-bench';
import { brokerProxy, type BrokerProxy } from './broker-proxy';
import { until } from './support';

const GATE = 'anjvision/home/gate';
const DO = `${GATE}/do/relay`;
const DONE = `${GATE}/done/relay`;

for (const { version, name, isSpoken } of protocols) {
  describe(`a command that a broker delivers twice, by ${name} and ${brokerName}`, function () {
    if (isSpoken) onlyOnce.call(this, version);
    else it('is left out: the embedded broker does not speak it; install Mosquitto');
  });
}

function onlyOnce(this: Mocha.Suite, version: ProtocolVersion): void {
  this.timeout(180_000).slow(30_000);
  let bench: BrokerBench;
  let proxy: BrokerProxy;

  before(async () => {
    bench = await BrokerBench.start({
      version,
      through: async ({ port }) => (proxy = await brokerProxy(port)).port,
    });
    await until('the bridge', () => bench.latest(`${GATE}/availability`) === 'online', 30_000);
  });
  after(async () => {
    await (bench as BrokerBench | undefined)?.close();
    await (proxy as BrokerProxy | undefined)?.close();
  });

  const openings = () =>
    bench.camera.received('/cgi-bin/setRelayStatus').filter(({ url }) => url.includes('status=1')).length;

  it('acts once, and the repeat gets the first answer', async () => {
    const before = openings();
    const command = open();
    const first = await bench.command('relay', command);
    assert.deepEqual([first.status, first.result], ['ok', { open: true, status: 1 }]);
    assert.deepEqual(await bench.command('relay', command), { ...first, repeated: true });
    assert.deepEqual(await bench.command('relay', { ...command, at: Date.now() }), {
      ...first,
      repeated: true,
    });
    assert.equal(openings(), before + 1);
  });

  it('acts once when the broker missed that it arrived, and delivers it again after a reconnect', async () => {
    const before = openings();
    const from = bench.received.length;
    const command = open();
    proxy.holdAcknowledgements();
    await bench.publish(DO, command);
    const answers = () =>
      bench.received
        .slice(from)
        .filter(({ topic }) => topic === DONE)
        .map(({ payload }) => JSON.parse(payload.toString()) as { id: string; repeated?: boolean });
    const answered = (again?: true) =>
      answers().some(({ id, repeated }) => id === command.id && repeated === again);
    await until('the answer', () => answered(), 30_000);
    proxy.cut();
    await until('the answer once more', () => answered(true), 30_000);
    assert.equal(openings(), before + 1);
  });

  it('acts once though Node-RED was killed in between', async () => {
    const before = openings();
    const command = open();
    await bench.command('relay', command);
    await bench.red.kill('SIGKILL');
    await bench.red.start();
    await until('the bridge', () => bench.latest('anjvision/home/bridge/state') === 'online', 30_000);
    // The time is right once more: only the id tells.
    const answer = await bench.command('relay', { ...command, at: Date.now() });
    assert.deepEqual([answer.status, answer.repeated], ['ok', true]);
    assert.equal(openings(), before + 1);
  });

  it('acts once though Node-RED was killed before it knew how it ended', async () => {
    const before = openings();
    const command = open();
    bench.camera.injectFault('silent-after', { path: '/cgi-bin/setRelayStatus', times: 1 });
    await bench.publish(DO, command);
    await until('the command at the camera', () => openings() === before + 1);
    await bench.red.kill('SIGKILL');
    bench.camera.clearFaults();
    await bench.red.start();
    await until('the bridge', () => bench.latest('anjvision/home/bridge/state') === 'online', 30_000);
    const answer = await bench.command('relay', { ...command, at: Date.now() });
    assert.deepEqual([answer.status, answer.mayHaveReached, answer.repeated], ['error', true, true]);
    assert.equal(openings(), before + 1);
  });

  if (version === 5) {
    it('is the same command by its correlation data, and is answered where it says', async () => {
      const before = openings();
      const correlationData = Buffer.from(randomUUID());
      const properties = { responseTopic: 'answers', correlationData, messageExpiryInterval: 5 };
      for (const repeated of [undefined, true]) {
        const from = bench.received.length;
        await bench.publish(DO, 'open', { properties });
        const answer = await bench.answer('answers', from);
        assert.deepEqual(
          [answer.status, answer.id, answer.repeated],
          ['ok', correlationData.toString(), repeated],
        );
        const message = bench.received.filter(({ topic }) => topic === 'answers').at(-1);
        assert.deepEqual(message?.correlationData, correlationData);
      }
      assert.equal(openings(), before + 1);
    });
  }
}
