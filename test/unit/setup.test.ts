import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const mocha = join(require.resolve('mocha/package.json'), '../bin/mocha.js');

function runMocha(file: string): { status: number | null; output: string } {
  const run = spawnSync(process.execPath, [mocha, join('test/support/strays', `${file}.ts`)], {
    cwd: resolve(__dirname, '../..'),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status: run.status, output: run.stdout + run.stderr };
}

describe('the test setup', function () {
  this.timeout(70_000).slow(10_000);

  for (const file of ['during', 'after-the-last', 'not-an-error']) {
    it(`fails a run with a stray rejection (${file})`, () => {
      const { status, output } = runMocha(file);
      assert.ok(status, output);
      assert.match(output, /Unhandled rejection/);
      assert.match(output, /stray/);
    });
  }

  it('fails a run that leaks listeners', () => {
    const { status, output } = runMocha('leaking-listeners');
    assert.ok(status, output);
    assert.match(output, /MaxListenersExceededWarning/);
  });

  it('lets a clean run pass', () => {
    const { status, output } = runMocha('nothing');
    assert.equal(status, 0, output);
  });
});
