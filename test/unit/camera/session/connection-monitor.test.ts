import assert from 'node:assert/strict';
import { ConnectionMonitor, type ConnectionStatus } from '../../../../camera/session/connection-monitor';
import { CameraError, type ErrorCode } from '../../../../camera/core/errors';
import { FakeClock } from '../../../../tools/fake-clock';

describe('the state of a connection', () => {
  let clock: FakeClock;
  let connection: ConnectionMonitor;
  let changes: [now: ConnectionStatus, before: ConnectionStatus][];

  beforeEach(() => {
    clock = new FakeClock();
    connection = new ConnectionMonitor(clock);
    changes = [];
    connection.on('change', (...change) => changes.push(change));
  });

  const fail = (code: ErrorCode) => connection.failed(new CameraError(code, `because of ${code}`));

  it('is unknown at first', () => {
    assert.deepEqual(connection.status, { state: 'unknown', since: clock.now(), reason: '' });
  });

  it('is online after an answer, be it a refusal', () => {
    for (const code of ['CAMERA_FAULT', 'NOT_SUPPORTED'] as const) {
      fail('UNREACHABLE');
      fail(code);
      assert.equal(connection.status.state, 'online', code);
      assert.equal(connection.status.reason, '');
    }
  });

  it('is online after a command was refused to this account, which says nothing of the log-in', () => {
    for (const code of ['AUTH_FAILED', 'LOCKED_OUT'] as const) {
      fail('UNREACHABLE');
      connection.failed(new CameraError(code, 'refused', { delivery: 'rejected' }));
      assert.equal(connection.status.state, 'online', code);
    }
  });

  it('is what a failure means, with its reason', () => {
    const meanings = {
      UNREACHABLE: 'offline', TIMEOUT: 'offline', CONNECTION_LOST: 'offline',
      AUTH_FAILED: 'auth-failed', LOCKED_OUT: 'locked',
    } as const; // prettier-ignore
    for (const [code, state] of Object.entries(meanings)) {
      connection.answered();
      fail(code as ErrorCode);
      assert.deepEqual(connection.status, { state, since: clock.now(), reason: `because of ${code}` });
    }
  });

  it('does not change for what never reached the camera or says nothing about it', () => {
    connection.answered();
    changes = [];
    for (const code of ['INVALID_INPUT', 'STALE', 'BUSY', 'CLOSED', 'NOT_APPLIED', 'BAD_RESPONSE'] as const)
      fail(code);
    assert.deepEqual(changes, []);
  });

  it('tells of each change once, with the time and what was before', async () => {
    connection.answered();
    connection.answered();
    await clock.advance(500);
    fail('UNREACHABLE');
    fail('TIMEOUT');
    assert.deepEqual(
      changes.map(([now, before]) => [before.state, now.state, now.since - before.since]),
      [['unknown', 'online', 0], ['online', 'offline', 500]], // prettier-ignore
    );
  });

  it('can be watched by any number of nodes', () => {
    for (let node = 0; node < 50; node += 1) connection.on('change', () => undefined);
  });

  it('is offline where no log-in comes about, whatever the camera answers', () => {
    for (const code of ['BAD_RESPONSE', 'CAMERA_FAULT'] as const) {
      connection.answered();
      connection.failed(new CameraError(code, 'no log-in', { delivery: 'not-sent' }));
      assert.equal(connection.status.state, 'offline', code);
      assert.equal(connection.status.reason, 'no log-in');
    }
  });
});
