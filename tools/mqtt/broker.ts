/** A broker for tests and measurements: Mosquitto where it is installed, else an embedded one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../node-red/free-ports';

export interface Broker {
  readonly port: number;
  /** Of the process, if it is one of its own. */
  readonly pid?: number;
  /** Ends it, with everything it has kept. */
  stop(): Promise<void>;
}

const MOSQUITTO = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'];

const START_MS = 10_000;

/** Where Mosquitto is installed; `MQTT_BROKER=embedded` does without it. */
export const mosquitto =
  process.env['MQTT_BROKER'] === 'embedded' ? undefined : MOSQUITTO.find((file) => existsSync(file));

export const brokerName = mosquitto ? 'Mosquitto' : 'the embedded broker';

/** @param port one that was used before, for a broker that comes back. */
export async function startBroker(port?: number): Promise<Broker> {
  const chosen = port ?? (await freePorts(1))[0]!;
  return mosquitto ? startMosquitto(mosquitto, chosen) : startEmbedded(chosen);
}

async function startMosquitto(command: string, port: number): Promise<Broker> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'anjvision-broker-'));
  const settings = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence false',
    'log_dest none',
    'set_tcp_nodelay true',
    'max_queued_messages 100000',
    // As root it would look for a user of its own.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
  ];
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, `${settings.join('\n')}\n`);
  const child = spawn(command, ['-c', file], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await listening(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, ...(child.pid !== undefined && { pid: child.pid }), stop };
}

/** It speaks 3.1.1 and no 5. */
async function startEmbedded(port: number): Promise<Broker> {
  const { Aedes } = await import('aedes');
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port,
    stop: async () => {
      const closed = once(server.close(), 'close');
      for (const socket of sockets) socket.destroy();
      await closed;
      await new Promise<void>((resolve) => aedes.close(resolve));
    },
  };
}

async function listening(port: number): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' });
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      socket.destroy();
    }
  }
}
