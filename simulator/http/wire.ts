import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Options } from '../options';
import { Timers } from '../timers';

export type Handler = (request: IncomingMessage, response: ServerResponse, connection: Connection) => void;

/** A TCP connection, with the number by which the request log names it. */
export interface Connection {
  number: number;
  socket: Socket;
  /** The camera already closed it in its mind: whatever comes next is met with a reset. */
  dead: boolean;
}

const PORT_RETRIES = 20;
const PORT_RETRY_MS = 25;

/** The listening socket and all connections; can be unplugged and plugged in again on the same port. */
export class Wire {
  port: number;
  private server: Server | undefined;
  private bound = false;
  private closing: Promise<void> = Promise.resolve();
  private opened = 0;
  private readonly connections = new Map<number, Connection>();
  private readonly timers: Timers;

  constructor(
    private readonly options: Options,
    private readonly handler: Handler,
  ) {
    this.port = options.port;
    this.timers = new Timers(options.later);
  }

  get plugged(): boolean {
    return this.server !== undefined;
  }

  /** Connections accepted so far. */
  get connectionCount(): number {
    return this.opened;
  }

  get openConnections(): number {
    return this.connections.size;
  }

  async plug(): Promise<void> {
    if (this.server) return;
    const server = this.createServer();
    this.server = server;
    await this.bind(server);
    if (this.server !== server) return;
    this.port = (server.address() as AddressInfo).port;
    this.bound = true;
  }

  private async bind(server: Server): Promise<void> {
    for (let attempt = 1; this.server === server; attempt++) {
      try {
        return await listen(server, this.port, this.options.host);
      } catch (error) {
        // On its own port again the last connections may take a moment to vanish.
        const retry = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' && this.bound;
        if (!retry || attempt > PORT_RETRIES) {
          this.server = undefined;
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, PORT_RETRY_MS));
      }
    }
  }

  /** Takes the camera off the network: refuses at once, resets what is open. */
  async unplug(): Promise<void> {
    this.timers.clear();
    const server = this.server;
    if (!server) return this.closing;
    this.server = undefined;
    this.closing = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const { socket } of this.connections.values()) reset(socket);
    await this.closing;
  }

  /** A timer that dies with the connections, and is not born without them. */
  later(ms: number, action: () => void): void {
    if (this.plugged) this.timers.after(ms, action);
  }

  connectionOf(socket: Socket): Connection | undefined {
    return this.connections.get(socket.remotePort ?? -1);
  }

  private createServer(): Server {
    const { tls, maxConnections, style } = this.options;
    // Firmware G closes what was idle for 5 s (note 15).
    const keepAliveTimeout = style === 'firmware-g' ? 5000 : 60_000;
    const settings = { requireHostHeader: false, keepAliveTimeout, requestTimeout: 0 };
    const server = tls ? createTlsServer({ ...settings, ...tls }) : createServer(settings);
    if (Number.isFinite(maxConnections)) server.maxConnections = maxConnections;
    // Unplugged again while it was being plugged in.
    server.on('listening', () => void (this.server === server || server.close()));
    server.on('connection', (socket: Socket) => this.accept(socket));
    server.on('secureConnection', (socket: Socket) => socket.on('error', ignore));
    server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      else socket.destroy();
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const connection = this.connectionOf(request.socket);
      for (const emitter of [request, response]) emitter.on('error', ignore);
      if (!connection) request.socket.destroy();
      else this.handler(request, response, connection);
    });
    return server;
  }

  private accept(socket: Socket): void {
    // With TLS the request's socket is another object, but the far port is the same.
    const port = socket.remotePort ?? -1;
    const connection = { number: ++this.opened, socket, dead: false };
    this.connections.set(port, connection);
    socket.on('error', ignore);
    socket.on('close', () => {
      if (this.connections.get(port) === connection) this.connections.delete(port);
    });
  }
}

/** Sends RST instead of FIN, as a camera does that lost its power and came back. */
export function reset(socket: Socket): void {
  // One that is being ended cannot be reset; Node.js would neither reset nor close it.
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Closed before it could listen, it will never say that it does.
    server.once('close', resolve);
    server.listen(port, host, () => {
      server.off('error', reject);
      server.off('close', resolve);
      resolve();
    });
  });
}

function ignore(): void {
  // A client may leave at any moment; that is no error of the camera's.
}
