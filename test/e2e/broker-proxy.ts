import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface BrokerProxy {
  readonly port: number;
  /** From now on no acknowledgement of a message arrives at the broker. */
  holdAcknowledgements(): void;
  /** Cuts every connection, and lets the next one through. */
  cut(): void;
  close(): Promise<void>;
}

/** Node-RED loses what arrives together with the broker's welcome, before it has its subscriptions again. */
const AFTER_WELCOME_MS = 1_000;

const PUBACK = 4;

/** A way to a broker on which acknowledgements can be lost. */
export async function brokerProxy(brokerPort: number): Promise<BrokerProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let isHeld = false;
  const server = createServer((client) => {
    const broker = connect(brokerPort, '127.0.0.1');
    const pair: [Socket, Socket] = [client, broker];
    pairs.add(pair);
    const packets = packetReader();
    client.on('data', (bytes) => {
      for (const packet of packets(bytes)) if (!isHeld || packet[0]! >> 4 !== PUBACK) broker.write(packet);
    });
    passWelcomeFirst(broker, client);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        for (const either of pair) either.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    isHeld = false;
    for (const socket of [...pairs].flat()) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    holdAcknowledgements: () => (isHeld = true),
    cut,
    close: async () => {
      const closed = once(server.close(), 'close');
      cut();
      await closed;
    },
  };
}

/** Takes bytes as they come, and gives the packets that are complete by then. */
function packetReader(): (bytes: Buffer) => Buffer[] {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const packets: Buffer[] = [];
    for (let end = packetEnd(rest); end <= rest.length; end = packetEnd(rest)) {
      packets.push(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    return packets;
  };
}

/** Where the first packet ends: behind its kind, its length with seven bits in each byte, and that many bytes. */
function packetEnd(bytes: Buffer): number {
  let length = 0;
  for (let index = 1; index <= 4; index += 1) {
    const byte = bytes[index];
    if (byte === undefined) return Infinity;
    length += (byte & 127) * 128 ** (index - 1);
    if (byte < 128) return index + 1 + length;
  }
  throw new Error('this is no MQTT');
}

/** Passes on what a broker sends: CONNACK, the first packet, and a moment later all that follows. */
function passWelcomeFirst(broker: Socket, client: Socket): void {
  broker.once('data', (bytes) => {
    const end = packetEnd(bytes);
    client.write(bytes.subarray(0, end));
    broker.pause();
    setTimeout(() => {
      client.write(bytes.subarray(end));
      broker.on('data', (more) => client.write(more));
      broker.resume();
    }, AFTER_WELCOME_MS);
  });
}
