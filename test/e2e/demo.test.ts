import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { browserOptions } from '../../tools/browser/browser';
import { freePorts } from '../../tools/node-red/free-ports';

const root = resolve(__dirname, '../..');

interface Demo {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

function startDemo([port, cameraPort, controlPort]: number[]): Demo {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/demo/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      CAMERA_PORT: String(cameraPort),
      CAMERA_PAGE_PORT: String(controlPort),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => output, ended };
}

async function untilPrinted({ child, output, ended }: Demo, text: string): Promise<void> {
  const printed = new Promise<void>((found) => {
    child.stdout?.on('data', () => {
      if (output().includes(text)) found();
    });
  });
  await Promise.race([printed, ended]);
  assert.ok(output().includes(text), output());
}

/** Looks at the dashboard, without a click, until the dog has walked by. */
async function untilDogWasSeen(dashboard: string): Promise<void> {
  const browser = await chromium.launch(await browserOptions());
  try {
    const page = await browser.newPage();
    await page.goto(dashboard);
    await page.locator('.last-alarm').getByText('Motion').waitFor({ timeout: 60_000 });
    const picture = page.locator('.last-alarm img');
    await picture.waitFor();
    await page.waitForFunction("document.querySelector('.last-alarm img').naturalWidth > 300");
    assert.match((await picture.getAttribute('src')) ?? '', /^data:image\/jpeg;base64,\/9j/);
  } finally {
    await browser.close();
  }
}

describe('npm run demo', function () {
  this.timeout(180_000).slow(60_000);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`runs the examples and a dashboard against the simulator, whose dog is seen, until ${signal}`, async () => {
      const ports = await freePorts(3);
      const [port, cameraPort, controlPort] = ports;
      const demo = startDemo(ports);
      try {
        await untilPrinted(demo, 'Ctrl-C ends all of it');
        const printed = new Map(
          [...demo.output().matchAll(/^(\w+) +(http:\S+) {2}\S/gm)].map(([, what, url]) => [what, url]),
        );
        assert.deepEqual(Object.fromEntries(printed), {
          Editor: `http://127.0.0.1:${port}`,
          Dashboard: `http://127.0.0.1:${port}/dashboard`,
          Camera: `http://127.0.0.1:${controlPort}`,
        });
        for (const url of printed.values()) assert.equal((await fetch(url!)).status, 200, url);
        const picture = await fetch(`http://127.0.0.1:${port}/camera/picture.jpg`);
        assert.equal(picture.headers.get('content-type'), 'image/jpeg');
        const flows = (await (await fetch(`http://127.0.0.1:${port}/flows`)).json()) as Record<
          string,
          unknown
        >[];
        const cameras = flows.filter(({ type }) => type === 'anjvision-camera');
        assert.ok(cameras.length > 0);
        for (const { host, port: used, controlPort: forAlarms } of cameras) {
          assert.deepEqual([host, used], ['127.0.0.1', cameraPort]);
          assert.ok(Number(forAlarms) > 0 && forAlarms !== 8091);
        }
        if (signal === 'SIGINT') await untilDogWasSeen(printed.get('Dashboard')!);
        demo.child.kill(signal);
        assert.equal(await demo.ended, 0, demo.output());
        await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
        await assert.rejects(fetch(`http://127.0.0.1:${cameraPort}/`));
      } finally {
        // Not by SIGKILL, which would leave its Node-RED behind.
        demo.child.kill('SIGTERM');
        await demo.ended;
      }
    });
  }

  it('says in words that a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const demo = startDemo([port, ...(await freePorts(2))]);
    assert.equal(await demo.ended, 1);
    assert.match(
      demo.output(),
      new RegExp(`^Port ${port} is taken by another program.*PORT=\\d+ npm run demo`),
    );
    server.close();
  });

  it('refuses equal ports at once, and names three that are free', async () => {
    const [port, page] = await freePorts(2);
    const demo = startDemo([port!, port!, page!]);
    assert.equal(await demo.ended, 1);
    assert.match(
      demo.output(),
      /^Port \d+ is meant for two things\. Choose others: PORT=\d+ CAMERA_PORT=\d+ CAMERA_PAGE_PORT=\d+ npm run demo/,
    );
  });
});
