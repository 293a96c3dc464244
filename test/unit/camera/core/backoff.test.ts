import assert from 'node:assert/strict';
import { Backoff } from '../../../../camera/core/backoff';
import { FakeClock } from '../../../../tools/fake-clock';

describe('the pauses between attempts', () => {
  const clock = new FakeClock();

  function pauses(chance: number, count: number, backoff = new Backoff(1_000, 60_000, clock)): number[] {
    clock.chance = chance;
    return Array.from({ length: count }, () => backoff.next());
  }

  it('double up to the longest', () => {
    assert.deepEqual(pauses(1, 8), [1, 2, 4, 8, 16, 32, 60, 60].map((s) => s * 1000)); // prettier-ignore
  });

  it('are between half and the whole of their length', () => {
    assert.deepEqual(pauses(0, 8), [0.5, 1, 2, 4, 8, 16, 30, 30].map((s) => s * 1000)); // prettier-ignore
    assert.deepEqual(pauses(0.5, 2), [750, 1500]);
  });

  it('begin anew after a success', () => {
    const backoff = new Backoff(1_000, 60_000, clock);
    pauses(1, 8, backoff);
    backoff.reset();
    assert.deepEqual(pauses(1, 2, backoff), [1000, 2000]);
  });
});
