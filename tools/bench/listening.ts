/**
 * Many cameras that are listened to, in a process of its own. It is given the client's folder, the way to listen, the
 * ports of the alarm camera and of one that answers commands, and the number of cameras.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Camera as CameraClass } from '../../camera/device/camera';
import { collectGarbage } from '../collect-garbage';
import type { Listening } from './protocol';

const [folder = '', mode = '', controlPort = '', onvifPort = '', port = '', count = ''] =
  process.argv.slice(2);
const REST_MS = 60_000;

async function memory(): Promise<{ heap: number; all: number }> {
  for (let round = 0; round < 4; round += 1) {
    collectGarbage();
    await sleep(50);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, all: rss };
}

const { Camera } = require(folder) as { Camera: typeof CameraClass };

const make = (name: string): CameraClass =>
  new Camera({
    name,
    address: { protocol: 'http', host: '127.0.0.1', port: Number(port) },
    username: 'admin',
    password: '123456',
    timeoutMs: 20_000,
    alarms: { mode: mode as 'port', controlPort: Number(controlPort), onvifPort: Number(onvifPort) },
  });

function listen(camera: CameraClass): Promise<void> {
  return new Promise((resolve) => {
    camera.alarms.listen({
      onEvent: () => undefined,
      onListening: ({ state }) => void (state === 'listening' && resolve()),
    });
  });
}

async function measure(): Promise<Listening> {
  // Loads what is loaded at first use.
  const first = make('first');
  await listen(first);
  const cameras = Array.from({ length: Number(count) }, (_, index) => make(`camera ${index}`));
  const before = await memory();
  const from = performance.now();
  await Promise.all(cameras.map(listen));
  const listeningMs = performance.now() - from;
  // What listening begins with is over by then.
  await sleep(30_000);
  const after = await memory();
  const cpu = process.cpuUsage();
  await sleep(REST_MS);
  const { user, system } = process.cpuUsage(cpu);
  const per = (key: 'heap' | 'all') => (after[key] - before[key]) / cameras.length;
  return {
    cameras: cameras.length,
    heapBytes: per('heap'),
    residentBytes: per('all'),
    listeningMs,
    cpuShare: (user + system) / 1000 / REST_MS,
  };
}

// They listen until this process is ended.
void measure().then((listening) => process.send?.(listening));
process.on('disconnect', () => process.exit(1));
