import * as https from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Options of an https request that has to know the TCP socket below its TLS connection. */
export interface TlsRequestOptions extends https.RequestOptions {
  /** Called with the TCP socket of a new connection, before it is connected. */
  readonly onTcpSocket?: (socket: Socket) => void;
}

const tcpSockets = new WeakMap<object, Socket>();

/** The TCP socket that a connection runs over, which for http is the connection itself. */
export const tcpSocketOf = (connection: Socket): Socket => tcpSockets.get(connection) ?? connection;

/**
 * An https agent that opens the TCP connection by itself: only a TCP socket can be reset, and only a reset takes
 * back what has not been delivered yet.
 */
export class TlsAgent extends https.Agent {
  /** Node calls it for each new connection. */
  override createConnection(
    { onTcpSocket, ...options }: TlsRequestOptions,
    created: (error: Error | null, connection: Duplex) => void,
  ): undefined {
    const tcp = connect(options as { host: string; port: number });
    // Stays for good, and only its first call counts: later errors are told by the TLS connection too.
    tcp.on('error', (error) => created(error, tcp));
    tcp.once('connect', () => {
      const secured: object = { ...options, socket: tcp };
      const connection = super.createConnection(secured)!;
      tcpSockets.set(connection, tcp);
      created(null, connection);
    });
    onTcpSocket?.(tcp);
  }
}
