import assert from 'node:assert/strict';
import { Session } from '../../../../camera/session/session';
import { CameraError } from '../../../../camera/core/errors';
import { FakeClock } from '../../../../tools/fake-clock';
import { refusal } from '../../../support/refusal';

describe('a session', () => {
  let clock: FakeClock;
  let logins: number;
  let askedUrgently: boolean[];
  let answer: () => Promise<string>;
  let session: Session;

  beforeEach(() => {
    clock = new FakeClock();
    logins = 0;
    answer = () => Promise.resolve(`uid${logins}`);
    askedUrgently = [];
    session = new Session(({ urgent }) => {
      logins += 1;
      askedUrgently.push(urgent === true);
      return answer();
    }, clock);
  });

  it('is opened by the first command and used by the others', async () => {
    assert.equal(session.idleMs, Infinity);
    assert.deepEqual(await session.token(), { uid: 'uid1', login: 1 });
    assert.deepEqual(await session.token(), { uid: 'uid1', login: 1 });
    assert.equal(session.idleMs, 0);
    assert.equal(logins, 1);
  });

  it('is opened once, however many commands need it at the same time', async () => {
    const tickets = await Promise.all(Array.from({ length: 100 }, () => session.token()));
    assert.equal(logins, 1);
    assert.ok(tickets.every(({ uid }) => uid === 'uid1'));
  });

  it('lives for 50 s after its last use', async () => {
    const token = await session.token();
    await clock.advance(40_000);
    session.touch(token);
    await clock.advance(50_000);
    await session.token();
    assert.equal(logins, 1);
    await clock.advance(1);
    assert.equal((await session.token()).uid, 'uid2');
  });

  it('is opened anew once it is lost, and only once if several find out', async () => {
    const first = await session.token();
    session.invalidate(first);
    const second = await session.token();
    session.invalidate(first);
    assert.equal((await session.token()).login, second.login);
    assert.equal(logins, 2);
  });

  it('is asked for once more after a refusal in unknown words, and then left alone for a minute', async () => {
    answer = () => Promise.reject(new CameraError('CAMERA_FAULT', 'no', { reason: '不' }));
    for (let message = 0; message < 50; message += 1) await refusal(session.token(), 'CAMERA_FAULT');
    assert.equal(logins, 2);
    await clock.advance(60_000);
    // That the camera is away has nothing to do with the account.
    answer = () => Promise.reject(new CameraError('UNREACHABLE', 'away'));
    await refusal(session.token(), 'UNREACHABLE');
    answer = () => Promise.resolve('at last');
    assert.equal((await session.token()).uid, 'at last');
  });

  it('is told from an earlier one with the same uid', async () => {
    answer = () => Promise.resolve('same');
    const first = await session.token();
    session.invalidate(first);
    const second = await session.token();
    assert.equal(second.uid, first.uid);
    session.invalidate(first);
    await session.token();
    assert.equal(logins, 2);
  });

  for (const code of ['AUTH_FAILED', 'LOCKED_OUT'] as const) {
    it(`leaves the account alone for a minute after ${code}`, async () => {
      answer = () => Promise.reject(new CameraError(code, 'no'));
      await refusal(Promise.all([session.token(), session.token()]), code);
      for (let second = 0; second < 60; second += 1) {
        await refusal(session.token(), code);
        await clock.advance(1_000 - 1);
      }
      assert.equal(logins, 1);
      await clock.advance(60);
      answer = () => Promise.resolve('uid');
      assert.equal((await session.token()).uid, 'uid');
      assert.equal(logins, 2);
    });
  }

  it('is tried again at once after any other failure', async () => {
    for (const code of ['UNREACHABLE', 'TIMEOUT', 'BAD_RESPONSE', 'CONNECTION_LOST'] as const) {
      answer = () => Promise.reject(new CameraError(code, 'no'));
      await refusal(session.token(), code);
    }
    assert.equal(logins, 4);
  });

  it('is tried again at once where a refusal is forgiven', async () => {
    answer = () => Promise.reject(new CameraError('AUTH_FAILED', 'no'));
    await refusal(session.token(), 'AUTH_FAILED');
    session.clearLoginBlock();
    answer = () => Promise.resolve('uid');
    assert.equal((await session.token()).uid, 'uid');
  });

  /** Tries for a rest every half second, as a retry task does at its fastest; the times of log-ins in ms. */
  async function rest(forMs: number): Promise<number[]> {
    const since = clock.now();
    const times: number[] = [];
    for (let passed = 0; passed <= forMs; passed += 500) {
      const before = logins;
      await session.token({ urgent: true }).catch(() => undefined);
      if (logins > before) times.push(clock.now() - since);
      await clock.advance(500);
    }
    return times;
  }

  for (const code of ['AUTH_FAILED', 'LOCKED_OUT'] as const) {
    it(`is tried again soon for a rest after ${code}, but too seldom to lock the account`, async () => {
      answer = () => Promise.reject(new CameraError(code, 'no'));
      await refusal(session.token(), code);
      assert.deepEqual(await rest(200_000), [500, 2_500, 22_500, 62_500, 102_500, 142_500, 182_500]);
      assert.ok(askedUrgently.slice(1).every(Boolean));
    });
  }

  it('is tried again for a rest right after the first mistaken refusal, and then for everybody', async () => {
    answer = () => Promise.reject(new CameraError('AUTH_FAILED', 'no'));
    await refusal(session.token(), 'AUTH_FAILED');
    answer = () => Promise.resolve('uid');
    assert.deepEqual(await rest(1_000), [500]);
    assert.equal((await session.token()).uid, 'uid');
  });

  for (const reason of [
    'too many users',
    'user is full',
    'system is starting',
    'busy, try later',
    '用户已满',
  ]) {
    it(`is opened as soon as the camera can, where it answered "${reason}"`, async () => {
      answer = () => Promise.reject(new CameraError('CAMERA_FAULT', 'no', { reason }));
      for (let second = 0; second < 10; second += 1) {
        for (let message = 0; message < 20; message += 1) await refusal(session.token(), 'CAMERA_FAULT');
        await clock.advance(1_000);
      }
      assert.equal(logins, 10);
      // A rest does not wait for the pause of others.
      await refusal(session.token(), 'CAMERA_FAULT');
      answer = () => Promise.resolve('uid');
      assert.equal((await session.token({ urgent: true })).uid, 'uid');
      assert.equal((await session.token()).uid, 'uid');
    });
  }

  it('does not keep a rest behind a log-in of others that hangs', async () => {
    let hung: (uid: string) => void = () => undefined;
    answer = () => new Promise((resolve) => (hung = resolve));
    const others = session.token();
    const finish = hung;
    answer = () => Promise.resolve('second');
    const [stop, again] = [session.token({ urgent: true }), session.token({ urgent: true })];
    await clock.advance(250);
    assert.deepEqual(await Promise.all([stop, again]), [
      { uid: 'second', login: 1 },
      { uid: 'second', login: 1 },
    ]);
    assert.equal(logins, 2);
    finish('first');
    assert.equal((await others).uid, 'first');
  });

  it('lets a rest use the log-in of others that is answered soon', async () => {
    answer = () => new Promise((resolve) => clock.after(200, () => resolve('uid')));
    const both = Promise.all([session.token(), session.token({ urgent: true })]);
    await clock.advance(200);
    const [one, other] = await both;
    assert.equal(one, other);
    assert.equal(logins, 1);
  });

  it('is not opened again and again where each uid is refused at once', async () => {
    const times: number[] = [];
    const start = clock.now();
    for (let second = 0; second < 60; second += 1) {
      const before = logins;
      const token = await session.token().catch(() => undefined);
      if (logins > before) times.push((clock.now() - start) / 1000);
      const error = token && session.invalidate(token, 'uid error');
      if (error) assert.match(error.message, /refuses every session that it has just opened/);
      await clock.advance(1_000);
    }
    assert.deepEqual(times, [0, 1, 4, 10, 22, 46]);
  });

  it('is opened at once where a uid is refused that had been accepted before', async () => {
    for (let time = 0; time < 10; time += 1) {
      const token = await session.token();
      session.touch(token);
      assert.equal(session.invalidate(token, 'uid error'), undefined);
    }
    assert.equal(logins, 10);
  });
});
