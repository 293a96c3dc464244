import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { systemClock, type Clock } from '../core/clock';
import { sleep } from '../core/timing';
import { readProbeMatches, type Announced } from './probe-matches';

/** A device found on this network. */
export interface FoundDevice extends Announced {
  /** Where the answer came from; what the answer says of addresses is not believed. */
  readonly address: string;
}

interface Target {
  readonly address: string;
  readonly port: number;
}

export interface DiscoverOptions {
  /** How long to wait for answers, in ms. */
  readonly waitMs?: number;
  /** Own IPv4 addresses to ask from; all of them unless given. */
  readonly interfaces?: readonly string[];
  /** Where probes go; the group of WS-Discovery unless given. */
  readonly targets?: readonly Target[];
  /** Asked besides, by name or address: no multicast gets to a camera behind a router. */
  readonly host?: { readonly address: string; readonly port?: number };
  readonly clock?: Clock;
}

/** WS-Discovery: IPv4 multicast (spec, section 3.1.1). */
const PORT = 3702;
const GROUP: Target = { address: '239.255.255.250', port: PORT };
const WAIT_MS = 3_000;
/** A probe may be lost. */
const ASKED_TIMES = 2;
const MOST_DEVICES = 256;

/** Asks the networks of this machine for cameras, and waits for answers for a set time. Never rejects. */
export async function discover(options: DiscoverOptions = {}): Promise<FoundDevice[]> {
  const {
    waitMs = WAIT_MS,
    interfaces = ownAddresses(),
    targets = [GROUP],
    host,
    clock = systemClock,
  } = options;
  const asked = host ? [...targets, { port: PORT, ...host }] : targets;
  const found = new Map<string, FoundDevice>();
  const onAnswer = (answer: Buffer, address: string) => {
    for (const device of readProbeMatches(answer, address))
      if (found.size < MOST_DEVICES && !found.has(device.id)) found.set(device.id, { ...device, address });
  };
  const sockets = await Promise.all(interfaces.map((address) => open(address, onAnswer)));
  try {
    for (let time = 1; time <= ASKED_TIMES; time += 1) {
      for (const socket of sockets) for (const target of asked) ask(socket, target);
      await sleep(clock, waitMs / ASKED_TIMES);
    }
  } finally {
    for (const socket of sockets) socket?.close();
  }
  return [...found.values()];
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // A camera made of software may be on this machine.
  return all.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
}

/** A socket that asks from one address; nothing if it cannot be had. */
function open(
  address: string,
  onAnswer: (answer: Buffer, from: string) => void,
): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.on('message', (answer, { address: from }) => onAnswer(answer, from));
    socket.once('error', () => {
      // One that failed to bind is closed already in some versions of Node.js.
      socket.removeAllListeners('message');
      resolve(undefined);
    });
    socket.bind(0, address, () => {
      // An error of a network that goes away meanwhile is no news.
      socket.on('error', () => undefined);
      try {
        socket.setMulticastInterface(address);
      } catch {
        // Single hosts can be asked all the same.
      }
      resolve(socket);
    });
  });
}

function ask(socket: Socket | undefined, { address, port }: Target): void {
  socket?.send(probe(), port, address, () => undefined);
}

const probe = () => `<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><s:Header><a:MessageID>uuid:${randomUUID()}</a:MessageID><a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></s:Header><s:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></s:Body></s:Envelope>`;
