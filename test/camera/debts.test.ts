import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

  it('hands a debt to whoever opens the page last', async () => {
    const book = new DebtBook(file);
    const former = book.page(GATE);
    await former.write(DEBT);
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
      const page = new DebtBook(file).page(GATE);
      assert.equal(page.inherited, undefined, text);
      await page.write(DEBT);
      assert.deepEqual(new DebtBook(file).page(GATE).inherited, DEBT);
    }
  });

  it('keeps no gate from being used where nothing can be written', async () => {
    const book = new DebtBook(join(folder, 'nowhere', 'debts.json'));
    await book.page(GATE).write(DEBT);
    assert.deepEqual(book.page(GATE).inherited, DEBT);
  });
});
