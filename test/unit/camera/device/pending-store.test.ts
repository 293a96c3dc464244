import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PendingActions } from '../../../../camera/device/pending-actions';

const GATE = 'http://192.168.1.10:80';
const DOOR = 'http://192.168.1.11:80';
const RESET = { open: false, verify: true };

describe('what is owed to cameras', () => {
  let folder: string;
  let file: string;
  let warnings: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pending-'));
    file = join(folder, '.anjvision-relays.json');
    warnings = [];
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** As a Node-RED that starts. */
  const start = () => new PendingActions(folder, (trouble) => warnings.push(trouble));
  const recovered = (address = GATE) => start().resets.lease(address).recovered;
  const stored = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

  it('is nothing at first', () => {
    const { resets } = start();
    assert.equal(resets.lease(GATE).recovered, undefined);
    assert.equal(resets.isPending(GATE), false);
    assert.deepEqual(warnings, []);
  });

  it('is read by the next process, even if this one was killed', async () => {
    await start().resets.lease(GATE).write(RESET);
    assert.deepEqual(recovered(), RESET);
    assert.equal(recovered(DOOR), undefined);
  });

  it('is read by the next process although nobody waited for the disk', () => {
    const lease = start().stops.lease(GATE);
    lease.writeNow({ until: 5 });
    assert.deepEqual(start().stops.lease(GATE).recovered, { until: 5 });
    lease.writeNow(undefined);
    assert.equal(start().stops.lease(GATE).recovered, undefined);
  });

  it('is forgotten once it is done', async () => {
    const lease = start().resets.lease(GATE);
    await lease.write(RESET);
    await lease.write(undefined);
    assert.equal(recovered(), undefined);
  });

  it('goes by the address without regard to capitals', async () => {
    await start().resets.lease('http://GATE.local:80').write(RESET);
    assert.deepEqual(recovered('http://gate.LOCAL:80'), RESET);
    writeFileSync(file, JSON.stringify({ 'http://Gate.Local:80': RESET }));
    assert.deepEqual(recovered('http://gate.local:80'), RESET);
  });

  it('is taken over by the next client of the camera, who tells the former', async () => {
    const { resets } = start();
    const former = resets.lease(GATE);
    await former.write(RESET);
    let isTaken = false;
    former.handOver(() => (isTaken = true));
    const next = resets.lease(GATE);
    assert.deepEqual([next.recovered, isTaken], [RESET, true]);
    await former.write(undefined);
    assert.equal(resets.isPending(GATE), true);
    assert.deepEqual(recovered(), RESET);
  });

  it('is what was written last, however many write at once', async () => {
    const { resets } = start();
    const leases = ['a', 'b', 'c'].map((address) => resets.lease(address));
    await Promise.all(
      leases.flatMap((lease) => [lease.write(RESET), lease.write(undefined), lease.write(RESET)]),
    );
    assert.deepEqual(Object.keys(stored()), ['a', 'b', 'c']);
    assert.deepEqual(readdirSync(folder), ['.anjvision-relays.json']);
  });

  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '5',
    '{"x":',
    '"text"',
    '{"a":null}',
    '{"a":[]}',
    '{"a":{"open":1}}',
  ])
    it(`is reported where the file makes no sense: ${text || 'empty'}`, async () => {
      writeFileSync(file, text);
      const lease = start().resets.lease(GATE);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(warnings[0]!, /anjvision-relays|record of "a" makes no sense/);
      assert.match(warnings[0]!, /see to the relay/);
      assert.equal(lease.recovered, undefined);
      await lease.write(RESET);
      assert.deepEqual(recovered(), RESET);
    });

  it('is not lost beside a record that makes no sense', () => {
    writeFileSync(file, JSON.stringify({ a: null, [GATE]: RESET }));
    assert.deepEqual(recovered(), RESET);
  });

  it('keeps no gate from being used where nothing can be written', async () => {
    const { resets } = new PendingActions(join(folder, 'nowhere'), (trouble) => warnings.push(trouble));
    assert.deepEqual(warnings, []);
    const lease = resets.lease(GATE);
    for (let time = 0; time < 3; time += 1) await lease.write(RESET);
    assert.equal(resets.isPending(GATE), true);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /nowhere\/\.anjvision-relays\.json cannot be written \(ENOENT\): /);
  });

  it('is kept apart for two clients of one camera', async () => {
    const { resets } = start();
    const [one, other] = [resets.lease(GATE), resets.lease(GATE)];
    await one.write(RESET);
    await other.write({ open: true, verify: false });
    assert.equal(Object.keys(stored()).length, 2);
    assert.equal(resets.lease(GATE).recovered, undefined);
    await other.write(undefined);
    assert.deepEqual(recovered(), RESET);
    await one.write(undefined);
    assert.equal(recovered(), undefined);
  });

  it('is not erased by another Node-RED in the same directory', async () => {
    const [one, other] = [start(), start()];
    const gate = one.resets.lease(GATE);
    const door = other.resets.lease(DOOR);
    const sameGate = other.resets.lease(GATE);
    await Promise.all([gate.write(RESET), door.write(RESET), sameGate.write(RESET)]);
    await gate.write(undefined);
    assert.deepEqual([recovered(DOOR), recovered(GATE)], [RESET, RESET]);
    await sameGate.write(undefined);
    assert.deepEqual([recovered(DOOR), recovered(GATE)], [RESET, undefined]);
    await door.write(undefined);
    assert.deepEqual(stored(), {});
  });

  it('is not erased by another Node-RED that has taken it over', async () => {
    const former = start().resets.lease(GATE);
    await former.write(RESET);
    const next = start().resets.lease(GATE);
    await next.write({ ...RESET, until: 7 });
    await former.write(undefined);
    assert.deepEqual(recovered(), { ...RESET, until: 7 });
  });

  it('names what is owed to a camera that nobody is configured for, until somebody is', async () => {
    await start().resets.lease(GATE).write(RESET);
    start().stops.lease(DOOR).writeNow({});
    const pending = start();
    const [gate, door, ...more] = pending.describeOrphans();
    assert.match(gate!, /^the relay of http:\/\/192\.168\.1\.10:80 is still to be closed/);
    assert.match(door!, /^the camera at http:\/\/192\.168\.1\.11:80 is still to be stopped/);
    assert.deepEqual(more, []);
    const lease = pending.resets.lease(GATE);
    pending.stops.lease(DOOR);
    assert.deepEqual(pending.describeOrphans(), []);
    lease.handOver(() => undefined);
    assert.equal(pending.describeOrphans().length, 1);
    // Also after a start at which nobody took it over.
    const other = start();
    await other.resets.lease(DOOR).write(RESET);
    assert.equal(start().resets.orphans.length, 2);
  });

  it('leaves no draft behind where the file cannot be replaced, nor what killed processes have left', async () => {
    mkdirSync(file);
    const draft = `${file}.5b0d5a4e-0f5c-4c3e-9d3c-1b1f2d3c4b5a`;
    writeFileSync(draft, '');
    writeFileSync(`${file}.bak`, '');
    await start().resets.lease(GATE).write(RESET);
    assert.deepEqual(readdirSync(folder), ['.anjvision-relays.json', '.anjvision-relays.json.bak']);
  });

  it('is written although a process was killed while it wrote', async () => {
    writeFileSync(`${file}.lock`, '');
    utimesSync(`${file}.lock`, 0, 0);
    await start().resets.lease(GATE).write(RESET);
    assert.deepEqual(recovered(), RESET);
    assert.deepEqual(readdirSync(folder), ['.anjvision-relays.json']);
  });

  it('is held as long as the longer of two clients wants it', async () => {
    const { resets } = start();
    const [one, other] = [resets.lease(GATE), resets.lease(GATE)];
    await Promise.all([one.write(RESET), other.write(RESET)]);
    other.hold(2_000);
    assert.equal(
      one.heldByOthers(({ open }) => !open),
      2_000,
    );
    assert.equal(one.heldByOthers(({ open }) => open), 0); // prettier-ignore
    assert.equal(other.heldByOthers(() => true), 0); // prettier-ignore
  });
});
