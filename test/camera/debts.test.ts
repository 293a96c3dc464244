import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DebtBook } from '../../camera/debts';

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
    const page = new DebtBook(file).page(GATE);
    assert.equal(page.inherited, undefined);
    assert.equal(page.isMine(), false);
  });

  it('is read by the next process, even if this one was killed', async () => {
    await new DebtBook(file).page(GATE).write(DEBT);
    assert.deepEqual(new DebtBook(file).page(GATE).inherited, DEBT);
    assert.equal(new DebtBook(file).page('http://192.168.1.11:80').inherited, undefined);
  });

  it('forgets what is settled', async () => {
    const page = new DebtBook(file).page(GATE);
    await page.write(DEBT);
    await page.write(undefined);
    assert.equal(new DebtBook(file).page(GATE).inherited, undefined);
  });

  it('hands the debt of who leaves to whoever opens the page next', async () => {
    const book = new DebtBook(file);
    const former = book.page(GATE);
    await former.write(DEBT);
    assert.equal(former.isMine(), true);
    former.leave();
    assert.equal(former.isMine(), true);
    const next = book.page(GATE);
    assert.deepEqual(next.inherited, DEBT);
    assert.equal(former.isMine(), false);
    await former.write(undefined);
    assert.equal(next.isMine(), true);
    assert.deepEqual(new DebtBook(file).page(GATE).inherited, DEBT);
  });

  it('writes what came last, however many write at once', async () => {
    const book = new DebtBook(file);
    const pages = ['a', 'b', 'c'].map((address) => book.page(address));
    await Promise.all(pages.flatMap((page) => [page.write(DEBT), page.write(undefined), page.write(DEBT)]));
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object), ['a', 'b', 'c']);
    assert.deepEqual(readdirSync(folder), ['debts.json']);
  });

  it('begins anew where the file makes no sense', async () => {
    for (const text of ['', '{', 'null', '[]', '{"x":', '"text"', '{"a":null}']) {
      writeFileSync(file, text);
      const warnings: string[] = [];
      const page = new DebtBook(file, (trouble) => warnings.push(trouble)).page(GATE);
      assert.equal(warnings.length, ['[]', '"text"', '{"a":null}'].includes(text) ? 0 : 1, text);
      assert.equal(page.inherited, undefined, text);
      await page.write(DEBT);
      assert.deepEqual(new DebtBook(file).page(GATE).inherited, DEBT);
    }
  });

  it('keeps no gate from being used where nothing can be written', async () => {
    const warnings: string[] = [];
    const book = new DebtBook(join(folder, 'nowhere', 'debts.json'), (trouble) => warnings.push(trouble));
    assert.deepEqual(warnings, []);
    const page = book.page(GATE);
    for (let time = 0; time < 3; time += 1) await page.write(DEBT);
    assert.equal(page.isMine(), true);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /nowhere\/debts\.json cannot be written \(ENOENT\): if Node-RED is killed/);
  });

  it('keeps apart what two clients owe to the same camera', async () => {
    const book = new DebtBook(file);
    const [one, other] = [book.page(GATE), book.page(GATE)];
    await one.write(DEBT);
    await other.write({ open: true, verify: false });
    assert.equal(book.page(GATE).inherited, undefined);
    await other.write(undefined);
    assert.equal(one.isMine(), true);
    assert.deepEqual(new DebtBook(file).page(GATE).inherited, DEBT);
    await one.write(undefined);
    assert.equal(new DebtBook(file).page(GATE).inherited, undefined);
  });

  it('loses no debt beside one that makes no sense', () => {
    writeFileSync(file, JSON.stringify({ a: null, [GATE]: DEBT }));
    assert.deepEqual(new DebtBook(file).page(GATE).inherited, DEBT);
  });

  it('leaves no draft behind where the file cannot be replaced', async () => {
    mkdirSync(file);
    const page = new DebtBook(file).page(GATE);
    await page.write(DEBT);
    assert.deepEqual(readdirSync(folder), ['debts.json']);
  });
});
