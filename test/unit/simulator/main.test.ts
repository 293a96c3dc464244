import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { join } from 'node:path';

const MAIN = join(__dirname, '../../../simulator/main.ts');

describe('simulator: as a programme', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  const start = (env: Record<string, string>, words: string[] = []) => {
    const child = spawn(process.execPath, ['--import=tsx', MAIN, ...words], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => (output += String(piece)));
    return { child, output: () => output };
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`tells where it listens and how to log in, and ends cleanly with ${signal}`, async () => {
      const { child, output } = start({ CAMERA_PORT: '0', CAMERA_STYLE: 'field' });
      while (!output().includes('Ctrl-C')) await once(child.stdout, 'data');
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output()) ?? [];
      assert.ok(url);
      assert.match(output(), /field style.*User admin, password 123456/s);
      get(url).on('error', () => undefined);
      child.kill(signal);
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.match(output(), /ended/);
    });
  }

  it('brings a page that pulls the plug', async () => {
    const { child, output } = start({ CAMERA_PORT: '0' });
    while (!output().includes('Ctrl-C')) await once(child.stdout, 'data');
    const [camera = '', page = ''] = output().match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    const headers = { 'Content-Type': 'application/json' };
    assert.equal((await fetch(`${page}/simulator/unplug`, { method: 'POST', headers })).status, 200);
    await assert.rejects(fetch(camera));
    assert.match(await (await fetch(page)).text(), /Simulated camera/);
  });

  it('tells in its help what can be set, without starting', async () => {
    const { child, output } = start({}, ['--help']);
    assert.deepEqual(await once(child, 'close'), [0, null]);
    for (const name of [
      'CAMERA_PORT',
      'CAMERA_PAGE_PORT',
      'CAMERA_CONTROL_PORT',
      'CAMERA_DISCOVERY_PORT',
      'CAMERA_STYLE',
      'firmware-g',
    ]) {
      assert.ok(output().includes(name), name);
    }
  });

  it('names the styles there are', async () => {
    const { child, output } = start({ CAMERA_STYLE: 'x' });
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.equal(output().trim(), 'CAMERA_STYLE is one of manual, field, firmware-g');
  });

  for (const variable of ['CAMERA_PORT', 'CAMERA_PAGE_PORT', 'CAMERA_CONTROL_PORT']) {
    it(`says what is wrong with ${variable}`, async () => {
      const { child, output } = start({ [variable]: 'x' });
      assert.deepEqual(await once(child, 'close'), [1, null]);
      assert.equal(output().trim(), `${variable} is not a port number`);
    });
  }
});
