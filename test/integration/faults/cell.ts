import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { CameraError, type ErrorCode } from '../../../camera/core/errors';
import type { RequestRecord } from '../../../simulator/index';
import type { Fault } from './faults';
import type { Kind } from './kinds';
import { PASSWORD, setUp, until, type Stage } from './stage';

/** How a command ended, and how often the camera received it. */
export interface Outcome {
  readonly end: 'done' | ErrorCode;
  readonly received: number;
  readonly ms: number;
}

export interface Expected {
  /** It is the camera that says what is not true; nobody can tell. */
  readonly pretended: boolean;
}

const TIMEOUT_MS = 10_000;
const SHORT_TIMEOUT_MS = 1_000;

/** More than enough for whatever is owed: one timeout and one pause between attempts. */
const REST_MS = 5_000;

/**
 * Gives a command of this kind to a camera with this fault. Whatever comes of it: relay and motor end at rest,
 * what acts arrived once at most, no secret is told, nobody tries to log in more than twice, and the next
 * command works.
 */
export async function play(kind: Kind, fault: Fault, { pretended }: Expected): Promise<Outcome> {
  const stage = await setUp(fault.options ?? {}, fault.silent ? SHORT_TIMEOUT_MS : TIMEOUT_MS);
  const { camera, client } = stage;
  try {
    await Promise.all([client.read('keepAlive'), client.read('model')]);
    await until('one idle connection is left at most', REST_MS, () => camera.openConnections <= 1);
    await kind.prepare?.(stage);
    const before = camera.requests.length;
    const mend = await fault.strike(stage, kind.path);
    const from = Date.now();
    const ended = ending(kind.give(stage), stage);
    await Promise.race([ended, stage.troubled]);
    const logIns = camera.requests.slice(before).filter(({ path }) => path === '/cgi-bin/getuid');
    assert.ok(logIns.length <= 2, `${logIns.length} log-ins`);
    await mend();
    const end = await ended;
    const ms = Date.now() - from;
    const received = arrivals(kind, camera.requests.slice(before));
    if (!pretended) await until('relay and motor are at rest', REST_MS, () => isAtRest(stage));
    if (kind.once) assert.ok(received <= 1, `it arrived ${received} times`);
    if (end === 'done' && !pretended) assert.equal(kind.effects?.(stage) ?? 1, 1, 'it is not done');
    await checkNext(kind, stage);
    return { end, received, ms };
  } finally {
    await client.close();
    await camera.stop();
  }
}

async function ending(given: Promise<unknown>, stage: Stage): Promise<'done' | ErrorCode> {
  try {
    await given;
    return 'done';
  } catch (error) {
    if (!CameraError.is(error)) throw error;
    assert.match(error.message, /^Gate: [a-zA-Z]+: ./);
    const everything = inspect(error, { depth: 9, showHidden: true });
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), ...stage.camera.state.sessions.issued]) {
      assert.ok(!everything.includes(secret), everything);
    }
    return error.code;
  }
}

/** What the camera refused for its uid it has not looked at any further. */
function arrivals(kind: Kind, requests: readonly RequestRecord[]): number {
  const forItsUid = ({ status, fault }: RequestRecord) =>
    fault === 'uid-error' || (status === 400 && fault !== 'fault-400');
  return requests.filter((request) => kind.carries.test(request.url) && !forItsUid(request)).length;
}

const isAtRest = ({ camera: { state } }: Stage) => !state.relay.open && !state.ptz.moving;

async function checkNext(kind: Kind, stage: Stage): Promise<void> {
  await kind.prepare?.(stage);
  await kind.give(stage);
  assert.equal(stage.client.state, 'online');
  assert.ok(isAtRest(stage), 'not at rest after the next command');
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
}
