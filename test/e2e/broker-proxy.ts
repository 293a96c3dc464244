import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface BrokerProxy {
  readonly port: number;
  /** From now on the broker hears nothing of what Node-RED sends, so that it misses every acknowledgement. */
  hold(): void;
  /** Cuts every connection, and lets the next one through. */
  cut(): void;
  close(): Promise<void>;
}

/** Node-RED loses what arrives together with the broker's welcome, before it has its subscriptions again. */
const AFTER_WELCOME_MS = 500;

/** A way to a broker on which acknowledgements can be lost. */
export async function brokerProxy(brokerPort: number): Promise<BrokerProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let isHeld = false;
  const server = createServer((client) => {
    const broker = connect(brokerPort, '127.0.0.1');
    const pair: [Socket, Socket] = [client, broker];
    pairs.add(pair);
    client.on('data', (bytes) => {
      if (!isHeld) broker.write(bytes);
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
    hold: () => (isHeld = true),
    cut,
    close: async () => {
      const closed = once(server.close(), 'close');
      cut();
      await closed;
    },
  };
}

/** Passes on what a broker sends: CONNACK, the first packet, and a moment later all that follows. */
function passWelcomeFirst(broker: Socket, client: Socket): void {
  broker.once('data', (bytes) => {
    // Its length is one byte below 128, behind the byte that says what it is.
    const end = 2 + bytes.readUInt8(1);
    client.write(bytes.subarray(0, end));
    broker.pause();
    setTimeout(() => {
      client.write(bytes.subarray(end));
      broker.on('data', (more) => client.write(more));
      broker.resume();
    }, AFTER_WELCOME_MS);
  });
}
