import assert from 'node:assert/strict';
import { forward, systemClock } from '../../../../camera/core/clock';

describe('the clock', () => {
  it('says what time it is, in whole milliseconds since the epoch', () => {
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 1_000);
    assert.ok(Number.isInteger(systemClock.now()));
  });

  it('goes on where the clock of the system is set back, and follows it forward', () => {
    let [system, uptime] = [1_000_000, 5_000];
    const pass = (ms: number) => {
      system += ms;
      uptime += ms;
    };
    const now = forward(
      () => system,
      () => uptime,
    );
    assert.equal(now(), 1_000_000);
    system -= 3_600;
    pass(100);
    assert.equal(now(), 1_000_100);
    system += 60_000;
    assert.equal(now(), 1_056_500);
    pass(100);
    assert.equal(now(), 1_056_600);
  });

  it('is never ahead of the clock of the system, however long the process rests between two looks', () => {
    let time = 1_000;
    const rests = [0, 100];
    const look = () => (time += rests.shift() ?? 1);
    const now = forward(look, look);
    for (let looks = 0; looks < 10; looks += 1) assert.ok(now() <= time);
    assert.ok(time - now() <= 2);
  });
});
