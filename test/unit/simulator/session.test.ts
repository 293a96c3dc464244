import assert from 'node:assert/strict';
import { ask, bare, faultBody, logIn, setUp, type CameraFixture } from './support';

describe('simulator: sessions', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  it('gives a uid to who knows the password', async () => {
    const reply = await ask(on.camera, '/cgi-bin/getuid?username=admin&password=123456');
    assert.equal(reply.status, 200);
    assert.match(bare(reply), /^<uid>[0-9a-f]{8}<\/uid>$/);
  });

  it('names what is missing in a log-in', async () => {
    const cases = [
      ['', 'error, parse parameters'],
      ['?x=1', 'error, parse username'],
      ['?username=admin', 'error, parse password'],
      ['?username=admin&password=', 'error, parse password'],
      ['?username=admin&password=wrong', 'password error'],
      ['?username=nobody&password=123456', 'password error'],
    ];
    for (const [query, reason = ''] of cases) {
      const reply = await ask(on.camera, `/cgi-bin/getuid${query}`);
      assert.equal(reply.status, 400);
      assert.equal(bare(reply), faultBody('/cgi-bin/getuid', reason));
    }
  });

  it('takes a password that had to be encoded', async () => {
    on.camera.changePassword('a b+c&d#ü');
    assert.ok(await logIn(on.camera, 'admin', 'a+b%2Bc%26d%23%C3%BC'));
  });

  it('names what is missing in any other command', async () => {
    const path = '/cgi-bin/keep_alive';
    assert.equal(bare(await ask(on.camera, path)), faultBody(path, 'error, parse parameters'));
    assert.equal(bare(await ask(on.camera, `${path}?a=1`)), faultBody(path, 'error, parse uid'));
    assert.equal(bare(await ask(on.camera, `${path}?uid=1`)), faultBody(path, 'uid error'));
  });

  it('renews a uid with every successful request', async () => {
    for (let i = 0; i < 3; i++) {
      on.clock.now += 59_999;
      assert.equal(bare(await on.get('keep_alive')), '<keep_alive>true</keep_alive>');
    }
  });

  it('lets a uid die 60 s after its last success, which a refusal does not move', async () => {
    on.clock.now += 30_000;
    assert.equal((await on.get('image', 'brightness=256')).status, 400);
    on.clock.now += 30_000;
    const reply = await on.get('keep_alive');
    assert.equal(reply.status, 400);
    assert.match(reply.text, /<reason>uid error</);
  });

  it('gives the same uid to two log-ins in one second, and another later', async () => {
    assert.equal(await logIn(on.camera), on.uid);
    on.clock.now += 1000;
    assert.notEqual(await logIn(on.camera), on.uid);
  });

  it('gives out uids that look like numbers when told to', async () => {
    on.camera.state.sessions.upcoming.push('00123', '12e4');
    assert.equal(await logIn(on.camera), '00123');
    assert.equal(await logIn(on.camera), '12e4');
  });

  it('forgets every uid on demand', async () => {
    on.camera.expireSessions();
    assert.match((await on.get('keep_alive')).text, /uid error/);
  });

  it('changes the lifetime for everybody, in seconds', async () => {
    assert.equal(
      bare(await on.get('setUidValidTime', 'validTime=80')),
      '<SetUidValidTime>Uid valid time is 80 sec</SetUidValidTime>',
    );
    on.clock.now += 79_000;
    assert.equal((await on.get('keep_alive')).status, 200);
  });

  it('refuses a lifetime of nothing', async () => {
    for (const value of ['0', '-1', 'x', '']) {
      assert.equal((await on.get('setUidValidTime', `validTime=${value}`)).status, 400);
    }
  });
});

describe('simulator: the lock', () => {
  let on: CameraFixture;
  beforeEach(async () => {
    on = await setUp();
  });
  afterEach(() => on.camera.stop());

  const wrong = (): Promise<string> =>
    ask(on.camera, '/cgi-bin/getuid?username=admin&password=x').then(({ text }) => text);

  it('falls after more than five wrong passwords and holds 60 s, for the right one too', async () => {
    for (let i = 0; i < 5; i++) assert.match(await wrong(), /password error/);
    const locked = await ask(on.camera, '/cgi-bin/getuid?username=admin&password=x');
    assert.equal(locked.status, 200);
    assert.equal(locked.text, 'The user is locked');
    on.clock.now += 59_999;
    await assert.rejects(logIn(on.camera), /The user is locked/);
    on.clock.now += 1;
    assert.ok(await logIn(on.camera));
  });

  it('counts from the beginning after the right password', async () => {
    for (let i = 0; i < 5; i++) await wrong();
    await logIn(on.camera);
    for (let i = 0; i < 5; i++) assert.match(await wrong(), /password error/);
  });

  it('counts passwords given instead of a uid', async () => {
    for (let i = 0; i < 6; i++) await ask(on.camera, '/cgi-bin/getinfo?username=admin&password=x');
    assert.equal(
      (await ask(on.camera, '/cgi-bin/getinfo?username=admin&password=123456')).text,
      'The user is locked',
    );
  });

  it('leaves sessions alone', async () => {
    on.camera.lock();
    assert.equal((await on.get('keep_alive')).status, 200);
    on.camera.unlock();
    assert.ok(await logIn(on.camera));
  });
});
