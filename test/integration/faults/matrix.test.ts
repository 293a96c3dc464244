import assert from 'node:assert/strict';
import { INJECTABLE_FAULTS, SPECIAL_FAULTS } from '../../../simulator/index';
import { play, type Outcome } from './cell';
import { closedBetween, FAULTS, type Fault, type FaultName } from './faults';
import { KINDS, type Kind, type KindName } from './kinds';
import { CLOSED_BETWEEN, TABLE, type Cell, type Row } from './table';

const NAMES = Object.keys(KINDS) as KindName[];

/** From this many ms before the client uses the connection again up to the moment when it does. */
const DELAYS = Array.from({ length: 21 }, (_, ms) => ms);

type Played = { outcome: Outcome } | { error: unknown };

describe('the fault matrix', function () {
  this.timeout(60_000).slow(10_000);

  it('has no empty cell', () => {
    assert.deepEqual(Object.keys(TABLE).sort(), Object.keys(FAULTS).sort());
    for (const kind of Object.keys({ ...INJECTABLE_FAULTS, ...SPECIAL_FAULTS }))
      assert.ok(kind in TABLE, kind);
    for (const [fault, row] of [...Object.entries(TABLE), ['between', CLOSED_BETWEEN] as const]) {
      assert.deepEqual(Object.keys(row).sort(), [...NAMES, 'withinMs'].sort(), fault);
      for (const kind of NAMES) assert.ok(row[kind].received >= 0 && row[kind].end, `${fault}, ${kind}`);
      assert.ok(row.withinMs > 0);
    }
  });

  it('lets what acts arrive once at most, and brings to rest whatever happens', () => {
    for (const row of Object.values(TABLE)) {
      for (const kind of ['log-in', 'alarm', 'upload', 'movement'] as const)
        assert.ok(row[kind].received <= 1);
      for (const kind of ['stop', 'rest'] as const) assert.equal(row[kind].end, 'done');
    }
  });

  for (const [name, row] of Object.entries(TABLE)) {
    const fault: Fault = FAULTS[name as FaultName];
    describe(`${name}: ${fault.doc}`, () => holds(row, fault));
  }

  for (const ms of DELAYS) {
    const fault = closedBetween(ms);
    describe(fault.doc, () => holds(CLOSED_BETWEEN, fault));
  }
});

/** Plays the cells of a row side by side, and checks each. */
function holds(row: Row, fault: Fault): void {
  const played = new Map<KindName, Promise<Played>>();

  before(() => {
    for (const name of NAMES) {
      const kind: Kind = KINDS[name];
      const { pretended = false } = row[name];
      const cell = play(kind, fault, { pretended }).then(
        (outcome) => ({ outcome }),
        (error: unknown) => ({ error }),
      );
      played.set(name, cell);
    }
  });

  // Whatever was not looked at is over too, before the next row begins.
  after(() => Promise.all(played.values()));

  for (const name of NAMES) {
    it(sentence(name, row[name]), async () => {
      const cell = (await played.get(name))!;
      if ('error' in cell) throw cell.error;
      const { ms, ...outcome } = cell.outcome;
      const { end, received } = row[name];
      assert.deepEqual(outcome, { end, received });
      assert.ok(ms <= row.withinMs, `it took ${ms} ms`);
    });
  }
}

function sentence(name: KindName, { end, received, pretended }: Cell): string {
  const times = ['is never received', 'is received once'][received] ?? `is received ${received} times`;
  const ends = end === 'done' ? (pretended ? 'is believed to be done' : 'is done') : `ends in ${end}`;
  return `${name} ${times} and ${ends}`;
}
