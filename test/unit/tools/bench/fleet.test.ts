import assert from 'node:assert/strict';
import { planOf } from '../../../../tools/bench/fleet/plan';
import { faultsOf, type FleetResults } from '../../../../tools/bench/fleet/report';

describe('the plan of a fleet', () => {
  it('is 10,000 cameras at four sites, with 100 commands a second for ten minutes', () => {
    const { sites, cameras, perSecond, loadSeconds, growth } = planOf([]);
    assert.deepEqual([sites * cameras, perSecond, loadSeconds, growth], [10_000, 100, 600, [100, 1000]]);
  });

  it('is what is asked for', () => {
    const plan = planOf(['--sites', '2', '--cameras', '50', '--growth', '', '--no-write']);
    assert.deepEqual([plan.sites, plan.cameras, plan.growth, plan.write], [2, 50, [], false]);
  });

  it('has an end: what is not a number within its limits is refused', () => {
    for (const args of [
      ['--sites', '1'],
      ['--cameras', '1e9'],
      ['--load', 'x'],
      ['--growth', '100,,'],
    ])
      assert.throws(() => planOf(args), /must be a whole number/);
    assert.throws(() => planOf(['--cats', '5']));
  });
});

describe('the account of a fleet', () => {
  const load = {
    commands: 10,
    perSecond: 1,
    p50Ms: 1,
    p99Ms: 1,
    lost: 0,
    failed: {},
    missing: 0,
    unasked: 0,
  };
  const taken = { nodeRed: { cpu: 0, bytes: 0 }, broker: undefined };
  const results: FleetResults = {
    plan: planOf([]),
    baseBytes: 0,
    stages: [{ rest: { cameras: 1, onlineMs: 1, ...taken }, loaded: { load, ...taken } }],
    outage: {
      willMs: 1, backMs: 1, others: load, othersOffline: 0, sent: 5, carriedOut: 0, answers: { STALE: 5 }, pulses: 2,
      open: 0,
    },
  }; // prettier-ignore

  it('has no fault when all was carried out once, and nothing late', () => {
    assert.deepEqual(faultsOf(results), []);
  });

  it('has a fault for whatever was lost, came twice, came late, or stayed open', () => {
    const { outage } = results;
    const others = { ...load, lost: 1, missing: 2, unasked: 3 };
    const wrong = { ...results, outage: { ...outage, others, othersOffline: 4, carriedOut: 5, open: 6 } };
    assert.deepEqual(
      faultsOf(wrong).map((fault) => Number(fault.split(' ')[0])),
      [1, 2, 3, 5, 6, 4],
    );
  });
});
