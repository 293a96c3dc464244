/**
 * `npm run demo`: the simulator, and a Node-RED with this package, Dashboard 2 and the example flows, on loopback.
 * Everything it makes is thrown away at the end. The npm script says `exec`, so that signals reach this process
 * and not a shell; where the shell has no such thing, the script's second half runs.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { ControlPage, type SimulatedCamera } from '../../simulator/index';
import { freePorts } from '../node-red/free-ports';
import { nodeRedDir, nodeRedVersion } from '../node-red/node-red-version';
import { createUserDir } from '../node-red/user-dir';
import { startDemoCamera } from './camera';
import { dashboardPath, demoFlows } from './flows';

const START_MS = 90_000;
/** Node-RED gives close handlers 15 s. */
const STOP_MS = 20_000;

/** What the user has to know, without a stack trace. */
class DemoError extends Error {}

const interrupt = new AbortController();
const interrupted = (): boolean => interrupt.signal.aborted;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());

// npm, or a shell that it started, may be ended without a word to this process.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) interrupt.abort();
}, 500).unref();

function portFrom(variable: string, fallback: number): number {
  const text = process.env[variable] || String(fallback);
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new DemoError(`${variable} is "${text}"; it must be a port number, 1 to 65535.`);
}

/** A line that can be pasted. */
async function otherPorts(): Promise<string> {
  const [port, cameraPort, pagePort] = await freePorts(3);
  return `Choose others: PORT=${port} CAMERA_PORT=${cameraPort} CAMERA_PAGE_PORT=${pagePort} npm run demo`;
}

async function assertFree(port: number): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
    throw new DemoError(`Port ${port} ${problem}. ${await otherPorts()}`);
  }
  server.close();
  await once(server, 'close');
}

/** Resolves once the flows run and the dashboard is served, which comes a little later. */
async function untilRunning(url: string, dashboardUrl: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && !interrupted()) {
    if (child.exitCode !== null || child.signalCode) throw new DemoError('Node-RED has ended; see above.');
    const state = await fetch(`${url}/flows/state`).then(
      (answer) => answer.text(),
      () => '',
    );
    const isServed =
      state.includes('"start"') &&
      (await fetch(dashboardUrl).then(
        ({ ok }) => ok,
        () => false,
      ));
    if (isServed) return;
    await sleep(250);
  }
  if (!interrupted()) throw new DemoError(`Node-RED did not start within ${START_MS / 1000} s.`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode) return;
  // A Ctrl-C has reached Node-RED as well; being told twice does it no harm.
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await once(child, 'exit');
  clearTimeout(timer);
}

async function runNodeRed(port: number, camera: SimulatedCamera, control: ControlPage): Promise<void> {
  const flows = demoFlows(camera);
  const userDir = createUserDir({ flows, settings: { uiPort: port }, dashboard: true });
  process.once('exit', () => rmSync(userDir, { recursive: true, force: true, maxRetries: 3 }));
  // An interrupt while npm packed the package is seen only now.
  await setImmediate();
  if (interrupted()) return;

  const child = spawn(process.execPath, [join(nodeRedDir, 'red.js'), '--userDir', userDir], {
    // Files that the examples write are thrown away with it.
    cwd: userDir,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const editorUrl = `http://127.0.0.1:${port}`;
  const dashboardUrl = `${editorUrl}${dashboardPath(flows)}`;
  try {
    await untilRunning(editorUrl, dashboardUrl, child);
    if (interrupted()) return;
    console.log(`
Editor     ${editorUrl}  Node-RED ${nodeRedVersion} with the example flows
Dashboard  ${dashboardUrl}  move the camera, open the gate, wait for the dog
Camera     ${control.url}  pull its plug, lose its session, change its password

Ctrl-C ends all of it and leaves nothing behind.
`);
    await Promise.race([ended, once(interrupt.signal, 'abort')]);
    if (!interrupted()) throw new DemoError('Node-RED has ended; see above.');
  } finally {
    await stop(child);
  }
}

async function main(): Promise<void> {
  const port = portFrom('PORT', 1880);
  const cameraPort = portFrom('CAMERA_PORT', 8080);
  const pagePort = portFrom('CAMERA_PAGE_PORT', cameraPort + 1);
  const ports = [port, cameraPort, pagePort];
  const twice = ports.find((one, index) => ports.indexOf(one) !== index);
  if (twice !== undefined)
    throw new DemoError(`Port ${twice} is meant for two things. ${await otherPorts()}`);
  for (const each of ports) await assertFree(each);
  console.log('Building and packing the package …');
  const camera = await startDemoCamera({ port: cameraPort });
  const control = await ControlPage.start(camera, pagePort);
  try {
    await runNodeRed(port, camera, control);
  } finally {
    await Promise.all([camera.stop(), control.stop()]);
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error instanceof DemoError ? error.message : error);
});
