import assert from 'node:assert/strict';
import helper from 'node-red-node-test-helper';
import { SimulatedCamera } from '../../../../simulator';
import { CERTIFICATE } from '../../simulator/certificate';
import { useStage } from '../stage';

interface Answer {
  ok: boolean;
  code?: string;
  message?: string;
  model?: string;
  firmware?: string;
  capabilities?: object;
  picture?: string;
}

describe('anjvision-camera', () => {
  const stage = useStage();
  const test = async (typed: object): Promise<Answer> => {
    const response = await helper.request().post('/anjvision/test').send(typed);
    return response.body as Answer;
  };
  const typed = (more: object = {}) => ({
    id: 'new',
    name: 'New',
    host: '127.0.0.1',
    port: String(stage.camera.port),
    protocol: 'http',
    timeout: '2000',
    username: 'admin',
    password: '123456',
    ...more,
  });

  describe('settings', () => {
    const works = async (camera: object) => {
      await stage.load({ type: 'anjvision-alarm' }, { camera: { ...camera } });
      assert.deepEqual(await stage.result(), { triggered: true });
    };

    it('default to http, 5 s and admin', () => works({ protocol: undefined, timeout: undefined }));
    it('left empty are the defaults', () => works({ protocol: '', timeout: '' }));
    it('may be numbers', () => works({ timeout: 1000 }));

    for (const wrong of [
      { host: '' }, { host: 'http://127.0.0.1' }, { host: '127.0.0.1:80' }, { host: 'a/b' }, { host: 'a?b' },
      { host: 'u:p@127.0.0.1' }, { host: 'a b' }, { host: 'a\r\nb' }, { port: '0' }, { port: '65536' },
      { port: 'x' }, { port: '80.5' }, { protocol: 'ftp' }, { timeout: '0' }, { timeout: '-1' }, { timeout: 'x' },
    ]) {
      it(`refuses ${JSON.stringify(wrong)}`, async () => {
        await stage.load({ type: 'anjvision-alarm' }, { camera: wrong });
        const error = await stage.refusal('INVALID_INPUT');
        assert.match(error.message, /must be|missing/);
        assert.doesNotMatch(error.message, /u:p/);
        assert.deepEqual(stage.camera.requests, []);
      });
    } // prettier-ignore

    for (const [what, camera, credentials] of [
      ['no password, as after an import', {}, { password: '' }],
      ['a password that ends in a line break', {}, { password: '123456\n' }],
      ['a user name that cannot be sent', {}, { username: 'Jürgen' }],
      ['a host that a URL reads as another', { host: '127.1' }, {}],
      ['a host with a zone', { host: 'fe80::1%lo' }, {}],
    ] as const) {
      it(`are said to be wrong at deploy and under the node: ${what}`, async () => {
        await stage.load({ type: 'anjvision-alarm' }, { camera, credentials });
        assert.match(stage.shown, /^red ring .*INVALID_INPUT$/);
        const logged = helper
          .log()
          .args.map(([entry]) => entry as { level: number; id?: string; msg: unknown });
        const errors = logged.filter(({ level, id }) => level <= 20 && id === 'cam');
        assert.equal(errors.length, 1);
        assert.match(String(errors[0]!.msg), /^Gate: .*(missing|must be)/);
        assert.doesNotMatch(String(errors[0]!.msg), /123456/);
        await stage.refusal('INVALID_INPUT');
        assert.deepEqual(stage.camera.requests, []);
      });
    }

    it('take the environment in each', async () => {
      const env = {
        TEST_HOST: '127.0.0.1',
        TEST_USER: 'admin',
        TEST_PASSWORD: '123456',
        TEST_TIMEOUT: '3000',
      };
      Object.assign(process.env, env, { TEST_KEEP: 'false', TEST_PROTOCOL: 'http', TEST_NAME: 'Hof' });
      await stage.load(
        { type: 'anjvision-alarm' },
        {
          camera: {
            name: '${TEST_NAME}', host: '${TEST_HOST}', timeout: '${TEST_TIMEOUT}', protocol: '${TEST_PROTOCOL}',
            keepSession: '${TEST_KEEP}',
          },
          credentials: { username: '${TEST_USER}', password: '${TEST_PASSWORD}' },
        },
      ); // prettier-ignore
      const { outputs, error } = await stage.ask();
      assert.equal(error, undefined);
      assert.equal(outputs[0]!['camera'], 'Hof');
      assert.equal(stage.camera.received('/cgi-bin/keep_alive').length, 0);
    });
  });

  it('logs in at once when it keeps the session, before any command', async () => {
    await stage.load({ type: 'anjvision-alarm' }, { camera: { keepSession: true } });
    await stage.camera.when('/cgi-bin/keep_alive');
    assert.equal(stage.camera.received('/cgi-bin/getuid').length, 1);
  });

  it('sends nothing by itself when it does not keep the session, or nobody uses it', async () => {
    await stage.load({ type: 'anjvision-alarm' });
    await stage.clear();
    await stage.load({ type: 'anjvision-alarm', camera: '' }, { camera: { keepSession: true } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(stage.camera.requests, []);
  });

  for (const [what, change] of [
    ['once the last node that uses it is gone', 'delete'],
    ['once the tab of the last node that uses it is disabled', { disabled: true }],
  ] as const) {
    it(`sends nothing any more ${what}, also if it was away`, async () => {
      await stage.load({ type: 'anjvision-alarm' }, { camera: { keepSession: true } });
      await stage.camera.when('/cgi-bin/keep_alive');
      await stage.camera.unplug();
      await stage.refusal('UNREACHABLE');
      await stage.redeploy(change, 'nodes', change === 'delete' ? 'node' : 'tab');
      await stage.camera.plug();
      stage.camera.forgetRequests();
      // It would be tried again after a second.
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      assert.deepEqual(stage.camera.requests, []);
    });
  }

  describe('its test button', () => {
    beforeEach(() => stage.load({ type: 'anjvision-alarm' }));

    it('shows model, firmware, capabilities and a picture', async () => {
      const answer = await test(typed());
      assert.equal(answer.ok, true);
      assert.equal(answer.model, 'MC200J6');
      assert.equal(answer.firmware, 'V5.2.30.230817');
      assert.deepEqual(answer.capabilities, { video: true, audio: true, ptz: true });
      assert.equal(Buffer.from(answer.picture!, 'base64').readUInt16BE(0), 0xffd8);
    });

    it('takes the stored password of a deployed camera', async () => {
      for (const password of ['__PWRD__', undefined]) {
        assert.equal((await test(typed({ id: 'cam', password }))).ok, true);
      }
    });

    it('never takes the stored password of a node that is no camera', async () => {
      const other = helper.getNode('out') as unknown as { credentials: object };
      other.credentials = { password: '123456' };
      const answer = await test(typed({ id: 'out', password: '__PWRD__' }));
      assert.deepEqual([answer.ok, stage.camera.requests], [false, []]);
    });

    for (const [code, change] of [
      ['AUTH_FAILED', { password: 'wrong & "secret"' }],
      ['UNREACHABLE', { port: '1' }],
      ['INVALID_INPUT', { host: 'http://x' }],
      ['INVALID_INPUT', { port: 'x' }],
    ] as const) {
      it(`says ${code} in words, without the password`, async () => {
        const answer = await test(typed(change));
        assert.deepEqual([answer.ok, answer.code], [false, code]);
        assert.ok(answer.message && answer.message.length > 20);
        assert.ok(!answer.message.includes('secret'));
      });
    }

    it('takes the environment too, for the camera that is deployed', async () => {
      process.env['TEST_PASSWORD'] = '123456';
      process.env['TEST_PORT'] = String(stage.camera.port);
      const fromEnvironment = { id: 'cam', password: '${TEST_PASSWORD}', port: '${TEST_PORT}' };
      assert.equal((await test(typed(fromEnvironment))).ok, true);
    });

    describe('sends a password that is stored, or comes from the environment, nowhere but where it was deployed to go,', () => {
      let elsewhere: SimulatedCamera;
      before(async () => (elsewhere = await SimulatedCamera.start({ tls: CERTIFICATE })));
      after(() => elsewhere.stop());

      for (const [what, change] of [
        ['not to another port', () => ({ port: String(elsewhere.port) })],
        ['not to another host', () => ({ host: 'localhost' })],
        ['not by another protocol', () => ({ protocol: 'https' })],
        [
          'not with other TLS options',
          () => ({ protocol: 'https', port: String(elsewhere.port), tls: 'trusting' }),
        ],
        ['not for a camera that is not deployed', () => ({ id: 'new' })],
        ['not by the id of a node that is none', () => ({ id: 'out' })],
      ] as const) {
        it(what, async () => {
          process.env['TEST_PASSWORD'] = '123456';
          for (const secret of [
            { password: '__PWRD__' },
            { password: '${TEST_PASSWORD}' },
            { username: '${TEST_PASSWORD}' },
          ]) {
            const answer = await test(typed({ id: 'cam', ...change(), ...secret }));
            assert.deepEqual([answer.ok, answer.code], [false, 'INVALID_INPUT'], JSON.stringify(secret));
            assert.match(answer.message!, /password/);
            assert.doesNotMatch(answer.message!, /123456/);
          }
          assert.deepEqual([stage.camera.requests, elsewhere.requests], [[], []]);
        });
      }
    });

    it('names a variable in its words, not its value', async () => {
      process.env['TEST_TOKEN'] = 'a "token" of somebody else';
      for (const field of ['host', 'port', 'timeout', 'protocol']) {
        const { message } = await test(typed({ [field]: '${TEST_TOKEN}' }));
        assert.doesNotMatch(message!, /somebody/);
        assert.match(message!, /\$\{TEST_TOKEN\}/);
      }
    });

    it('takes nothing but JSON, for any page may have a browser post a form', async () => {
      const { port } = stage.camera;
      for (const path of ['test', 'perform', 'refusals']) {
        for (const type of [
          'application/x-www-form-urlencoded',
          'text/plain',
          'multipart/form-data; boundary=x',
          '',
        ]) {
          const request = helper.request().post(`/anjvision/${path}`).set('content-type', type);
          const body = `id=cam&host=127.0.0.1&port=${port}&password=__PWRD__&camera=cam&command=motion&input[enable]=0`;
          const { status, body: answer } = (await request.send(body)) as { status: number; body: Answer };
          assert.deepEqual(
            [status, answer.ok, answer.message],
            [415, false, 'the body must be application/json'],
          );
        }
      }
      assert.deepEqual(stage.camera.requests, []);
    });

    it('lets a camera log in again whose account was refused', async () => {
      stage.camera.changePassword('other');
      await stage.refusal('AUTH_FAILED');
      stage.camera.changePassword('123456');
      await stage.refusal('AUTH_FAILED');
      assert.equal((await test(typed({ id: 'cam', password: '__PWRD__' }))).ok, true);
      await stage.until(() => stage.shown === 'green dot online', 'the node to show it');
      assert.deepEqual(await stage.result(), { triggered: true });
    });

    it('has no camera log in with a password that was not tested', async () => {
      stage.camera.changePassword('other');
      await stage.refusal('AUTH_FAILED');
      const logIns = () => stage.camera.received('/cgi-bin/getuid').length;
      const before = logIns();
      assert.equal((await test(typed({ id: 'cam', password: 'other' }))).ok, true);
      await stage.refusal('AUTH_FAILED');
      assert.equal(logIns(), before + 1);
    });

    it('answers nonsense in words', async () => {
      for (const body of [[], { id: {} }, { host: 5 }]) {
        const answer = await test(body);
        assert.equal(answer.ok, false);
        assert.ok(answer.message);
      }
    });
  });
});
