import assert from 'node:assert/strict';
import { systemClock, type Clock } from '../../../camera/core/clock';
import { Bench } from '../../support/bench';

const COMMANDS = 100;

describe('timers per command', () => {
  const bench = new Bench();
  afterEach(() => bench.putAway());

  async function countTimers(act: (read: () => Promise<unknown>) => Promise<unknown>): Promise<number> {
    let timers = 0;
    const clock: Clock = {
      ...systemClock,
      after: (...args) => {
        timers += 1;
        return systemClock.after(...args);
      },
    };
    const camera = await bench.simulate({ now: Date.now });
    const client = bench.client(camera, {}, clock);
    await client.read('image');
    timers = 0;
    await act(() => client.read('image'));
    return timers / COMMANDS;
  }

  it('are two: how long it may wait, and how long it may take', async () => {
    const oneByOne = await countTimers(async (read) => {
      for (let sent = 0; sent < COMMANDS; sent += 1) await read();
    });
    const atOnce = await countTimers((read) => Promise.all(Array.from({ length: COMMANDS }, read)));
    assert.ok(oneByOne <= 2 && atOnce <= 2, `${oneByOne} and ${atOnce}`);
  });
});
