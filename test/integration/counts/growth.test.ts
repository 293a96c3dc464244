import assert from 'node:assert/strict';
import { getActiveResourcesInfo } from 'node:process';
import { useStage, type Message } from '../../unit/nodes/stage';
import { Bench } from '../../support/bench';

const COMMANDS = 2_000;
const ROUND = 100;

/** What must be no more after many commands than after a few. */
interface Held {
  listeners: number;
  timers: number;
  sockets: number;
}

const listenersOf = (emitter: NodeJS.EventEmitter): number =>
  emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);

function held(emitter: NodeJS.EventEmitter): Held {
  const resources = getActiveResourcesInfo();
  const count = (...names: string[]) => resources.filter((name) => names.includes(name)).length;
  return {
    listeners: listenersOf(emitter) + listenersOf(process),
    timers: count('Timeout'),
    sockets: count('TCPSocketWrap'),
  };
}

function assertNoMore(now: Held, before: Held, what: string): void {
  for (const key of ['listeners', 'timers', 'sockets'] as const) {
    assert.ok(now[key] <= before[key], `${now[key]} instead of ${before[key]} ${key} ${what}`);
  }
}

describe('two thousand commands', function () {
  this.timeout(60_000);

  describe('of a camera', () => {
    const bench = new Bench();
    afterEach(() => bench.putAway());

    it('leave no listener, timer or socket behind', async () => {
      const { camera, client, clock } = await bench.pair();
      const round = async () => {
        const reads = Array.from({ length: ROUND }, (_, index) => client.read(index % 2 ? 'relay' : 'image'));
        await Promise.all(reads);
      };
      await round();
      const before = held(client.connection);
      for (let sent = 0; sent < COMMANDS; sent += ROUND) await round();
      assertNoMore(held(client.connection), before, `after ${COMMANDS} commands`);
      assert.equal(clock.pending, 0);
      assert.equal(camera.requests.length, COMMANDS + ROUND + 1);
    });
  });

  describe('through a node', () => {
    const stage = useStage();

    it('leave no listener, timer or socket behind', async () => {
      await stage.load({ type: 'anjvision-relay', action: 'get' });
      const round = async () => {
        const messages: Message[] = Array.from({ length: ROUND }, () => stage.tell());
        await stage.until(() => messages.every((msg) => stage.ended(msg)), 'every message to end');
      };
      await round();
      const before = held(process);
      for (let sent = 0; sent < COMMANDS; sent += ROUND) await round();
      assertNoMore(held(process), before, `after ${COMMANDS} messages`);
      assert.equal(stage.outputs.length, COMMANDS + ROUND);
    });
  });
});
