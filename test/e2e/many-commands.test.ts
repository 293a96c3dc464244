import assert from 'node:assert/strict';
import { codeOf, node, until, useWorld } from './support';

const SUPERSEDED = 'an output: []';
const MODEL = '/cgi-bin/getmodel';

describe('a hundred commands at once', function () {
  this.timeout(120_000).slow(20_000);

  // The camera is chosen by the messages, so that nothing happens before them.
  const nodes = [node('settings', { command: 'model', camera: '' })];
  const world = useWorld({ nodes, cam: { timeout: '20000', keepSession: false } });
  const askHundred = () =>
    Promise.all(Array.from({ length: 100 }, () => world.red.ask('settings', { camera: 'Gate' }, 30_000)));

  it('make one log-in from cold and a hundred requests, never more than two at a time', async () => {
    const { camera } = world;
    assert.deepEqual(camera.requests, []);
    const outcomes = await askHundred();
    for (const { error, outputs } of outcomes) {
      assert.deepEqual([error, outputs[0]?.['payload']], [undefined, { model: 'MC200J6' }]);
    }
    assert.equal(camera.received('/cgi-bin/getuid').length, 1);
    assert.equal(camera.received(MODEL).length, 100);
    assert.equal(camera.requests.length, 101);
    assert.ok(camera.concurrency.max <= 2, `${camera.concurrency.max} at a time`);
  });

  it('make one more log-in when the session is lost half-way', async () => {
    const { camera } = world;
    camera.forgetRequests();
    const half = camera.when(MODEL, 50).then(() => camera.expireSessions());
    const outcomes = await askHundred();
    await half;
    for (const { error } of outcomes) assert.equal(error, undefined);
    assert.equal(camera.received('/cgi-bin/getuid').length, 1);
    const refused = camera.received(MODEL).filter(({ status }) => status === 400).length;
    assert.ok(refused >= 1 && refused <= 2, `${refused} refused`);
    assert.equal(camera.received(MODEL).length, 100 + refused);
    assert.ok(camera.concurrency.max <= 2, `${camera.concurrency.max} at a time`);
  });
});

describe('commands that wait when the flows are deployed anew', function () {
  this.timeout(120_000).slow(20_000);

  const kinds = ['settings', 'relay', 'snapshot', 'ptz', 'alarm'];
  const nodes = kinds.map((kind) => node(kind, { command: 'model', camera: kind === 'alarm' ? '' : 'cam' }));
  const world = useWorld({ nodes });

  for (const gone of ['nothing', 'the camera', 'the nodes']) {
    it(`all end, and none is sent any more, with ${gone} removed`, async () => {
      const { red, camera, flows } = world;
      await red.deploy(flows);
      camera.delay(500);
      const payloads: Record<string, unknown> = { relay: 'toggle', ptz: 'stop' };
      const asked = kinds.flatMap((kind) =>
        Array.from({ length: 5 }, () => red.ask(kind, { payload: payloads[kind], camera: 'Gate' }, 30_000)),
      );
      await until('some to be sent', () => camera.concurrency.now === 2);
      const left = flows.filter(
        ({ id }) => !(gone === 'the camera' && id === 'cam') && !(gone === 'the nodes' && kinds.includes(id)),
      );
      await red.deploy(left, gone === 'nothing' ? 'full' : 'nodes');
      const codes = new Set(
        (await Promise.all(asked)).map((outcome) => (outcome.error ? codeOf(outcome) : 'done')),
      );
      for (const code of codes) assert.ok(['done', 'CLOSED'].includes(String(code)), String(code));
      assert.ok(codes.has('CLOSED'));
      const sent = camera.requests.length;
      camera.clearFaults();
      if (gone !== 'nothing') {
        await new Promise((resolve) => setTimeout(resolve, 300));
        assert.equal(camera.requests.length, sent);
      }
    });
  }
});

describe('a wrong password', function () {
  this.timeout(120_000).slow(20_000);

  const nodes = [
    node('settings', { command: 'model' }), node('relay'), node('snapshot'), node('ptz'), node('alarm'),
    node('reboot'), node('firmware'), node('events', { topics: ['connection'], relayInterval: '1' }),
  ]; // prettier-ignore
  const wrong = { username: 'admin', password: 'wrong' };
  const world = useWorld({ nodes, cam: { credentials: wrong } });

  it('makes at most two log-in requests, however many messages arrive', async () => {
    const { red, camera } = world;
    const messages = Array.from({ length: 10 }, () => [
      red.ask('settings'), red.ask('relay', { payload: 'open' }), red.ask('relay', { payload: 'pulse' }),
      red.ask('snapshot'), red.ask('ptz', { payload: 'left' }), red.ask('alarm'), red.ask('reboot'),
      red.ask('firmware', { payload: Buffer.from('image') }),
    ]); // prettier-ignore
    const codes = (await Promise.all(messages.flat())).map((outcome) => codeOf(outcome));
    // Of the movements that wait only the newest is sent; the others end without a word.
    assert.deepEqual(new Set(codes), new Set(['AUTH_FAILED', SUPERSEDED]));
    assert.ok(codes.filter((code) => code === SUPERSEDED).length < messages.length);
    for (let round = 0; round < 5; round += 1) assert.equal(codeOf(await red.ask('alarm')), 'AUTH_FAILED');
    assert.ok(camera.received('/cgi-bin/getuid').length <= 2);
    assert.deepEqual(new Set(camera.requests.map(({ path }) => path)), new Set(['/cgi-bin/getuid']));
    assert.equal(camera.state.accounts.locked, false);
    await red.waitForStatus('alarm', ({ fill, shape }) => fill === 'red' && shape === 'ring');
    const [first] = await red.waitForOutputs('events');
    assert.equal((first?.['payload'] as { state: string }).state, 'auth-failed');
  });

  it('is left alone until it is put right and deployed', async () => {
    const { red, camera, flows } = world;
    const cured = flows.map((item) =>
      item.id === 'cam'
        ? { ...item, credentials: { username: 'admin', password: camera.options.password } }
        : item,
    );
    await red.deploy(cured);
    assert.deepEqual((await red.ask('alarm')).outputs[0]?.['payload'], { triggered: true });
  });
});
