import assert from 'node:assert/strict';
import { Session } from '../../../../camera/session/session';
import { CameraError } from '../../../../camera/core/errors';
import { FakeClock } from '../../../../tools/fake-clock';
import { refusal } from '../../../support/refusal';

describe('a session', () => {
  let clock: FakeClock;
  let logins: number;
  let answer: () => Promise<string>;
  let session: Session;

  beforeEach(() => {
    clock = new FakeClock();
    logins = 0;
    answer = () => Promise.resolve(`uid${logins}`);
    session = new Session(() => {
      logins += 1;
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
    await session.token();
    await clock.advance(40_000);
    session.touch();
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

  it('goes on where the account is refused in the middle, but is not opened anew', async () => {
    const ticket = await session.token();
    session.blockLogin(new CameraError('LOCKED_OUT', 'locked'));
    assert.equal(await session.token(), ticket);
    assert.throws(() => session.assertLoginAllowed(), { code: 'LOCKED_OUT' });
    session.invalidate(ticket);
    await refusal(session.token(), 'LOCKED_OUT');
    assert.equal(logins, 1);
  });
});
