import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { succeeded } from '../../../../nodes/mqtt/answer';
import { IdempotencyStore, REMEMBER_MS } from '../../../../nodes/mqtt/idempotency-store';

const OPEN = succeeded({ open: true });

describe('the store of commands that were carried out', () => {
  let folder: string;
  let file: string;
  let now: number;
  let warnings: string[];
  const store = (at = file) =>
    new IdempotencyStore(
      at,
      (trouble) => warnings.push(trouble),
      () => now,
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'anjvision-ids-'));
    file = join(folder, 'ids.jsonl');
    now = 1_800_000_000_000;
    warnings = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has the id on the disk before the command may be sent', async () => {
    const begun = store().begin(['gate 1'], true);
    await begun.written;
    assert.match(readFileSync(file, 'utf8'), /"gate 1"/);
  });

  it('gives a repeat the first outcome, also while the first is still at work', async () => {
    const ids = store();
    const begun = ids.begin(['gate 1'], true);
    const repeat = ids.find(['gate 1']);
    begun.end(OPEN);
    assert.deepEqual(await repeat, OPEN);
    assert.deepEqual(await ids.find(['other', 'gate 1']), OPEN);
    assert.equal(ids.find(['gate 2']), undefined);
  });

  it('gives a repeat the first outcome after a restart', async () => {
    const before = store();
    before.begin(['gate 1', 'gate one'], true).end(OPEN);
    await before.flushed();
    assert.deepEqual(await store().find(['gate one']), OPEN);
  });

  it('says of a command that was at work when the process was killed that its outcome is unknown', async () => {
    await store().begin(['gate 1'], true).written;
    const outcome = await store().find(['gate 1']);
    assert.deepEqual([outcome?.status, outcome?.mayHaveReached], ['error', true]);
  });

  it('survives a line that was cut off, and writes behind it', async () => {
    await store().begin(['gate 1'], true).written;
    appendFileSync(file, '\n{"at":18000');
    await store().begin(['gate 2'], true).written;
    const read = store();
    assert.ok(read.find(['gate 1']) && read.find(['gate 2']));
  });

  it('forgets after 10 minutes, in memory and from the file', async () => {
    const ids = store();
    ids.begin(['gate 1'], true).end(OPEN);
    await ids.flushed();
    now += REMEMBER_MS - 1;
    assert.ok(ids.find(['gate 1']));
    assert.ok(store().find(['gate 1']));
    now += 1;
    assert.equal(ids.find(['gate 1']), undefined);
    assert.equal(store().find(['gate 1']), undefined);
  });

  it('writes down only what acts', async () => {
    const ids = store();
    ids.begin(['gate 1'], false).end(OPEN);
    await ids.flushed();
    assert.deepEqual(await ids.find(['gate 1']), OPEN);
    assert.throws(() => statSync(file));
  });

  it('remembers only so many that do not act, and says when no more can act', function () {
    this.timeout(20_000);
    const ids = new IdempotencyStore(undefined, undefined, () => now);
    for (let count = 0; count <= 10_000; count += 1) ids.begin([`read ${count}`], false).end(OPEN);
    assert.ok(ids.find(['read 9999']));
    assert.equal(ids.find(['read 10000']), undefined);
    for (let count = 10_000; count < 200_000; count += 1) ids.begin([`open ${count}`], true).end(OPEN);
    assert.equal(ids.isFull, true);
    now += REMEMBER_MS;
    assert.equal(ids.isFull, false);
  });

  it('does not let the file grow for ever, and loses nothing that still counts', async function () {
    this.timeout(20_000);
    const ids = store();
    for (let round = 0; round < 30; round += 1) {
      now += 60_000;
      const written = Array.from({ length: 200 }, (_, index) => {
        const begun = ids.begin([`round ${round} ${index}`], true);
        begun.end(OPEN);
        return begun.written;
      });
      await Promise.all(written);
      void ids.find([]);
    }
    await ids.flushed();
    assert.ok(readFileSync(file, 'utf8').split('\n').length < 30 * 200 * 2);
    const read = store();
    assert.deepEqual(await read.find(['round 29 199']), OPEN);
    assert.deepEqual(await read.find(['round 21 0']), OPEN);
    assert.equal(read.find(['round 10 0']), undefined);
  });

  it('goes on with a disk that fails, and says so once', async () => {
    const missing = join(folder, 'missing', 'ids.jsonl');
    const ids = store(missing);
    await ids.begin(['gate 1'], true).written;
    await ids.begin(['gate 2'], true).written;
    assert.ok(ids.find(['gate 2']));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /cannot be written \(ENOENT\)/);
  });

  it('says that its file cannot be read', () => {
    rmSync(file, { force: true });
    assert.ok(store(folder));
    assert.match(warnings[0]!, /cannot be read \(EISDIR\)/);
    writeFileSync(file, 'no JSON at all\n\u0000');
    assert.equal(store().find(['gate 1']), undefined);
  });
});
