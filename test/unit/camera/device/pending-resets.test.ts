import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PendingResetStore } from '../../../../camera/device/pending-resets';

const GATE = 'http://192.168.1.10:80';
const DEBT = { open: false, verify: true };

describe('the book of debts', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'debts-'));
    file = join(folder, 'debts.json');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('owes nothing at first', () => {
    const page = new PendingResetStore(file).lease(GATE);
    assert.equal(page.recovered, undefined);
    assert.equal(page.isCurrent(), false);
  });

  it('is read by the next process, even if this one was killed', async () => {
    await new PendingResetStore(file).lease(GATE).write(DEBT);
    assert.deepEqual(new PendingResetStore(file).lease(GATE).recovered, DEBT);
    assert.equal(new PendingResetStore(file).lease('http://192.168.1.11:80').recovered, undefined);
  });

  it('forgets what is settled', async () => {
    const page = new PendingResetStore(file).lease(GATE);
    await page.write(DEBT);
    await page.write(undefined);
    assert.equal(new PendingResetStore(file).lease(GATE).recovered, undefined);
  });

  it('hands the debt of who leaves to whoever opens the page next', async () => {
    const book = new PendingResetStore(file);
    const former = book.lease(GATE);
    await former.write(DEBT);
    assert.equal(former.isCurrent(), true);
    former.handOver();
    assert.equal(former.isCurrent(), true);
    const next = book.lease(GATE);
    assert.deepEqual(next.recovered, DEBT);
    assert.equal(former.isCurrent(), false);
    await former.write(undefined);
    assert.equal(next.isCurrent(), true);
    assert.deepEqual(new PendingResetStore(file).lease(GATE).recovered, DEBT);
  });

  it('writes what came last, however many write at once', async () => {
    const book = new PendingResetStore(file);
    const pages = ['a', 'b', 'c'].map((address) => book.lease(address));
    await Promise.all(pages.flatMap((page) => [page.write(DEBT), page.write(undefined), page.write(DEBT)]));
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object), ['a', 'b', 'c']);
    assert.deepEqual(readdirSync(folder), ['debts.json']);
  });

  it('begins anew where the file makes no sense', async () => {
    for (const text of ['', '{', 'null', '[]', '{"x":', '"text"', '{"a":null}']) {
      writeFileSync(file, text);
      const warnings: string[] = [];
      const page = new PendingResetStore(file, (trouble) => warnings.push(trouble)).lease(GATE);
      assert.equal(warnings.length, ['[]', '"text"', '{"a":null}'].includes(text) ? 0 : 1, text);
      assert.equal(page.recovered, undefined, text);
      await page.write(DEBT);
      assert.deepEqual(new PendingResetStore(file).lease(GATE).recovered, DEBT);
    }
  });

  it('keeps no gate from being used where nothing can be written', async () => {
    const warnings: string[] = [];
    const book = new PendingResetStore(join(folder, 'nowhere', 'debts.json'), (trouble) =>
      warnings.push(trouble),
    );
    assert.deepEqual(warnings, []);
    const page = book.lease(GATE);
    for (let time = 0; time < 3; time += 1) await page.write(DEBT);
    assert.equal(page.isCurrent(), true);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /nowhere\/debts\.json cannot be written \(ENOENT\): if Node-RED is killed/);
  });

  it('keeps apart what two clients owe to the same camera', async () => {
    const book = new PendingResetStore(file);
    const [one, other] = [book.lease(GATE), book.lease(GATE)];
    await one.write(DEBT);
    await other.write({ open: true, verify: false });
    assert.equal(book.lease(GATE).recovered, undefined);
    await other.write(undefined);
    assert.equal(one.isCurrent(), true);
    assert.deepEqual(new PendingResetStore(file).lease(GATE).recovered, DEBT);
    await one.write(undefined);
    assert.equal(new PendingResetStore(file).lease(GATE).recovered, undefined);
  });

  it('loses no debt beside one that makes no sense', () => {
    writeFileSync(file, JSON.stringify({ a: null, [GATE]: DEBT }));
    assert.deepEqual(new PendingResetStore(file).lease(GATE).recovered, DEBT);
  });

  it('leaves no draft behind where the file cannot be replaced', async () => {
    mkdirSync(file);
    const page = new PendingResetStore(file).lease(GATE);
    await page.write(DEBT);
    assert.deepEqual(readdirSync(folder), ['debts.json']);
  });
});
