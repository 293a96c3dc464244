import assert from 'node:assert/strict';
import { RefusalLog } from '../../../../nodes/mqtt/refusal-log';

describe('the log of what a broker was refused', () => {
  let said: string[];
  let now: number;
  let log: RefusalLog;
  beforeEach(() => {
    said = [];
    now = 1_800_000_000_000;
    log = new RefusalLog(
      (text) => said.push(text),
      () => now,
    );
  });

  it('says each kind once in 10 minutes', () => {
    for (const text of ['first', 'second']) log.say('gate STALE', text);
    log.say('yard STALE', 'other');
    now += 600_000;
    log.say('gate STALE', 'third');
    assert.deepEqual(said, ['first', 'other', 'third']);
  });

  it('cannot be filled by a sender who invents names', () => {
    for (let count = 0; count < 10_000; count += 1) log.say(`camera ${count}`, `camera ${count}`);
    assert.equal(said.length, 101);
    assert.match(said.at(-1)!, /too much/);
    now += 600_000;
    log.say('gate STALE', 'once more');
    assert.equal(said.at(-1), 'once more');
  });
});
