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
    broker.on('data', (bytes) => client.write(bytes));
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
