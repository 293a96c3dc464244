import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../../camera/session/connection-monitor';
import { CameraError, type ErrorCode } from '../../../../camera/core/errors';
import { SessionKeepAlive, type KeepAliveTarget } from '../../../../camera/session/keep-alive';
import { FakeClock } from '../../../../tools/fake-clock';

/** What the keeper sees of a camera: answers at once, or fails. */
class Seen implements KeepAliveTarget {
  state: ConnectionState = 'unknown';
  keepAlives: number[] = [];
  failure: ErrorCode | undefined;
  stateOnFailure: ConnectionState = 'offline';
  #usedAt = -Infinity;

  constructor(
    readonly clock: FakeClock,
    readonly changed: () => void,
  ) {}

  get idleMs(): number {
    return this.clock.now() - this.#usedAt;
  }

  /** A command of a flow that the camera answers. */
  used(): void {
    this.#usedAt = this.clock.now();
    this.#become('online');
  }

  keepAlive(): Promise<unknown> {
    this.keepAlives.push(this.clock.now());
    if (!this.failure) return Promise.resolve(this.used());
    this.#become(this.stateOnFailure);
    return Promise.reject(new CameraError(this.failure, 'no'));
  }

  #become(state: ConnectionState): void {
    if (state === this.state) return;
    this.state = state;
    this.changed();
  }
}

const MINUTE = 60_000;

describe('the keeper of a session', () => {
  let clock: FakeClock;
  let camera: Seen;
  let keeper: SessionKeepAlive;

  beforeEach(() => {
    clock = new FakeClock();
    camera = new Seen(clock, () => keeper.reschedule());
    keeper = new SessionKeepAlive(camera, clock);
  });

  afterEach(() => {
    keeper.stop();
    assert.equal(clock.pending, 0, 'a timer is left');
  });

  /** The pauses between keep-alives, in s. */
  const pauses = () => camera.keepAlives.slice(1).map((at, index) => (at - camera.keepAlives[index]!) / 1000);

  it('makes sure at once that the camera is there', async () => {
    keeper.start();
    await clock.advance(0);
    assert.equal(camera.keepAlives.length, 1);
    assert.equal(camera.state, 'online');
  });

  it('turns to many cameras one after the other', async () => {
    const cameras = Array.from({ length: 100 }, () => new Seen(clock, () => undefined));
    const keepers = cameras.map((each) => new SessionKeepAlive(each, clock));
    const from = clock.now();
    for (const each of keepers) each.start();
    await clock.advance(1_000);
    for (const each of keepers) each.stop();
    const turns = cameras.map(({ keepAlives }) => keepAlives[0]! - from);
    assert.deepEqual(turns, cameras.map((_, index) => index * 5)); // prettier-ignore
    keeper.start();
    await clock.advance(0);
    assert.equal(camera.keepAlives.length, 1, 'those before are done');
  });

  it('does not wait for cameras that somebody else has turned to', async () => {
    const others = Array.from(
      { length: 100 },
      () => new SessionKeepAlive(new Seen(clock, () => undefined), clock),
    );
    for (const each of others) each.start();
    for (const each of others.slice(0, 50)) each.reschedule();
    for (const each of others.slice(50)) each.stop();
    keeper.start();
    await clock.advance(0);
    assert.equal(camera.keepAlives.length, 1);
    for (const each of others) each.stop();
  });

  it('sends at most 1.4 keep-alives a minute, and each before 50 s have passed', async () => {
    for (const chance of [0, 0.25, 0.5, 0.999]) {
      clock.chance = chance;
      camera.keepAlives = [];
      keeper.start();
      await clock.advance(60 * MINUTE);
      keeper.stop();
      assert.ok(camera.keepAlives.length <= 60 * 1.4, `${camera.keepAlives.length} in an hour`);
      assert.ok(pauses().every((pause) => pause <= 50), String(Math.max(...pauses()))); // prettier-ignore
    }
  });

  it('sends none while commands flow', async () => {
    camera.used();
    keeper.start();
    for (let round = 0; round < 30; round += 1) {
      await clock.advance(40_000);
      camera.used();
    }
    assert.deepEqual(camera.keepAlives, []);
    await clock.advance(50_000);
    assert.equal(camera.keepAlives.length, 1);
  });

  it('looks for a camera that is away with growing, jittered pauses up to 60 s', async () => {
    for (const [chance, expected] of [
      [0, [0.5, 1, 2, 4, 8, 16, 30, 30]],
      [0.5, [0.75, 1.5, 3, 6, 12, 24, 45, 45]],
    ] as const) {
      clock.chance = chance;
      camera.failure = 'UNREACHABLE';
      camera.keepAlives = [];
      keeper = new SessionKeepAlive(camera, clock);
      keeper.start();
      await clock.advance(10 * MINUTE);
      keeper.stop();
      assert.deepEqual(pauses().slice(0, 8), expected);
      assert.ok(pauses().every((pause) => pause <= 60));
    }
  });

  it('begins with short pauses again when the camera goes away once more', async () => {
    clock.chance = 0;
    camera.failure = 'UNREACHABLE';
    keeper.start();
    await clock.advance(10 * MINUTE);
    camera.failure = undefined;
    await clock.advance(MINUTE);
    assert.equal(camera.state, 'online');
    camera.failure = 'TIMEOUT';
    const isThere = () => camera.state === 'online';
    while (isThere()) await clock.advance(100);
    const away = camera.keepAlives.at(-1)!;
    await clock.advance(10_000);
    assert.deepEqual(camera.keepAlives.filter((at) => at > away).map((at) => at - away), [500, 1500, 3500, 7500]); // prettier-ignore
  });

  it('never asks once the account was refused', async () => {
    camera.failure = 'AUTH_FAILED';
    camera.stateOnFailure = 'auth-failed';
    keeper.start();
    await clock.advance(60 * MINUTE);
    assert.equal(camera.keepAlives.length, 1);
    camera.failure = undefined;
    camera.used();
    await clock.advance(MINUTE);
    assert.equal(camera.keepAlives.length, 2);
  });

  it('asks a locked camera about once a minute', async () => {
    camera.failure = 'LOCKED_OUT';
    camera.stateOnFailure = 'locked';
    keeper.start();
    await clock.advance(60 * MINUTE);
    assert.ok(camera.keepAlives.length >= 55 && camera.keepAlives.length <= 61);
  });

  it('does not hammer a camera that answers but refuses to be kept alive', async () => {
    for (const code of ['CAMERA_FAULT', 'NOT_SUPPORTED', 'BAD_RESPONSE', 'STALE', 'BUSY'] as const) {
      keeper = new SessionKeepAlive(camera, clock);
      camera.used();
      camera.failure = code;
      camera.stateOnFailure = 'online';
      camera.keepAlives = [];
      keeper.start();
      await clock.advance(10 * MINUTE);
      keeper.stop();
      const sent = camera.keepAlives.length;
      assert.ok(sent > 5 && sent < 30, `${code}: ${sent} in ten minutes`);
    }
  });

  it('does nothing before it is started, nor after it is stopped', async () => {
    camera.used();
    keeper.reschedule();
    await clock.advance(MINUTE);
    assert.deepEqual(camera.keepAlives, []);
    keeper.start();
    keeper.start();
    keeper.stop();
    await clock.advance(MINUTE);
    assert.deepEqual(camera.keepAlives, []);
  });
});
