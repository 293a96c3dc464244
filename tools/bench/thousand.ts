/**
 * Many clients in a process of their own. It is given the client's folder, the camera's port and the number of
 * cameras, and tells what they hold.
 */
import type { Camera as CameraClass } from '../../camera/device/camera';
import { collectGarbage } from '../collect-garbage';

export interface Thousand {
  readonly cameras: number;
  /** Heap per camera that was made but never used. */
  readonly idleBytes: number;
  /** Heap per camera that has been kept and used, its open connection included. */
  readonly usedBytes: number;
  /** From `keep` of all until each has answered. */
  readonly answeredMs: number;
}

const [folder = '', port = '', count = ''] = process.argv.slice(2);

async function heapBytes(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}

const { Camera } = require(folder) as { Camera: typeof CameraClass };

const make = (name: string): CameraClass =>
  new Camera({
    name,
    address: { protocol: 'http', host: '127.0.0.1', port: Number(port) },
    username: 'admin',
    password: '123456',
    timeoutMs: 20_000,
  });

async function measure(): Promise<Thousand> {
  // Loads what is loaded at first use.
  const first = make('first');
  await first.read('image');
  await first.close();
  const cameras: CameraClass[] = [];
  const before = await heapBytes();
  for (let index = 0; index < Number(count); index += 1) cameras.push(make(`camera ${index}`));
  const idle = await heapBytes();
  const from = performance.now();
  const online = cameras.map(
    (camera) =>
      new Promise<void>((resolve) => {
        camera.connection.on('change', ({ state }) => void (state === 'online' && resolve()));
        camera.keep();
      }),
  );
  await Promise.all(online);
  const answeredMs = performance.now() - from;
  await Promise.all(cameras.map((camera) => camera.read('image')));
  const used = await heapBytes();
  const per = (bytes: number) => (bytes - before) / cameras.length;
  return { cameras: cameras.length, idleBytes: per(idle), usedBytes: per(used), answeredMs };
}

// They are kept alive until this process is ended.
void measure().then((thousand) => process.send?.(thousand));
process.on('disconnect', () => process.exit());
