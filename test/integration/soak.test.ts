import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const SECONDS = 15;

/** A process of its own, so that nothing but the soak is counted in it, and its end is a proof as well. */
describe('a short soak', function () {
  this.timeout(240_000).slow(120_000);

  it('ends without a violation, and its process ends by itself', async () => {
    const script = resolve(__dirname, '../../tools/soak/main.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, String(SECONDS / 60)], {
      cwd: resolve(__dirname, '../..'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), 220_000);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(limit);
    assert.equal(code, 0, output);
    assert.match(output, /^violations {2}0$/m);
  });
});
