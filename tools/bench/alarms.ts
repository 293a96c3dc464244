/** How soon an alarm of a camera is a message of the flow, and what a thousand cameras that are listened to cost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child';
import { BenchedNodeRed, type StartOptions } from './node-red';
import type { AlarmCameraReady, AlarmCameraRequest, AlarmCameraState, Latency, Listening } from './protocol';

type AlarmCamera = Child<AlarmCameraReady>;

const startCamera = (): Promise<AlarmCamera> => Child.start<AlarmCameraReady>('alarm-camera.ts');
const tell = (camera: AlarmCamera, request: AlarmCameraRequest = {}): Promise<AlarmCameraState> =>
  camera.ask<AlarmCameraState>(request);

const GAP_MS = 10;
const WARM_UP = 200;

export interface AlarmLatency {
  readonly alarms: number;
  /** From the camera's write to the flow's message. */
  readonly ours: Latency;
  /** The same with a socket that sends what arrives. */
  readonly bare: Latency;
}

export async function measureAlarmLatency(
  commandPort: number,
  alarms: number,
  options?: StartOptions,
): Promise<AlarmLatency> {
  const camera = await startCamera();
  const { controlPort, barePort } = camera.ready;
  const red = await BenchedNodeRed.start(
    [
      { id: 'tab', type: 'tab', label: 'Bench' },
      {
        id: 'camera', type: 'anjvision-camera', name: 'Bench', host: '127.0.0.1', port: String(commandPort), protocol: 'http',
        tls: '', timeout: '5000', keepSession: true, alarms: 'port', controlPort,
        credentials: { username: 'admin', password: '123456' },
      },
      { id: 'events', type: 'anjvision-events', z: 'tab', camera: 'camera', topics: ['alarm'], wires: [['ours']] },
      { id: 'ours', type: 'bench-latency', z: 'tab', wires: [] },
      { id: 'socket', type: 'bench-socket', z: 'tab', port: barePort, wires: [['bare']] },
      { id: 'bare', type: 'bench-latency', z: 'tab', wires: [] },
    ],
    options,
  ); // prettier-ignore
  try {
    for (let waited = 0; (await tell(camera)).connections === 0; waited += 100) {
      if (waited > 30_000) throw new Error('nobody listens to the alarms');
      await sleep(100);
    }
    await sleep(1_000);
    const round = async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) {
        await tell(camera, { flag: 1 - (sent % 2) });
        await sleep(GAP_MS);
      }
      await sleep(500);
    };
    await round(WARM_UP);
    await red.latencies();
    await round(alarms);
    const { ours, bare } = await red.latencies();
    if (ours?.count !== alarms || bare?.count !== alarms)
      throw new Error(`${alarms} alarms became ${ours?.count} messages, and ${bare?.count} at a bare socket`);
    return { alarms, ours, bare };
  } finally {
    await red.close();
    await camera.stop();
  }
}

export interface ListeningCost extends Listening {
  /** Of each camera, counted by the camera. */
  readonly sockets: number;
  /** Of all cameras, at rest. */
  readonly messagesPerSecond: number;
}

/** @param client the file of the client. */
export async function measureListening(
  client: string,
  mode: 'onvif' | 'port',
  commandPort: number,
  count: number,
): Promise<ListeningCost> {
  const camera = await startCamera();
  const { controlPort, onvifPort } = camera.ready;
  const ports = [controlPort, onvifPort, commandPort].map(String);
  const child = await Child.start<Listening>('listening.ts', [client, mode, ...ports, String(count)]);
  try {
    const { connections } = await tell(camera);
    await sleep(10_000);
    const { messages } = await tell(camera);
    return { ...child.ready, sockets: connections / (count + 1), messagesPerSecond: messages / 10 };
  } finally {
    await child.stop();
    await camera.stop();
  }
}
