import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Alarm, CodeReport } from '../alarms/reporter';
import type { Device } from '../device';
import { Switches } from '../switches';
import { Connection, type ControlPortContext } from './connection';
import type { ControlPortFault } from './faults';
import { codeOf } from './messages';

/** A received message. That of a log-in contains the password. */
export interface ControlMessage {
  type: string;
  code: string;
  xml: string;
  at: number;
}

const SOCKETS = 100;
const MOTION = 14;
const PORT_RETRIES = 20;
const PORT_RETRY_MS = 25;

/** The control port (TCP 8091 on a camera): log-in, heartbeats, and alarms pushed to every connection. */
export class ControlPort {
  /** Switches the faults of `CONTROL_PORT_FAULTS`. */
  readonly faults = new Switches<ControlPortFault>();
  /** Every received message, the oldest first. */
  readonly messages: ControlMessage[] = [];
  /** Connections accepted so far. */
  connectionCount = 0;
  private bound: number;
  private server: Server | undefined;
  /** Slots of the firmware's client table; a new client takes the first free one. */
  private readonly slots: (Connection | undefined)[] = [];
  private readonly context: ControlPortContext;

  constructor(
    private readonly device: Device,
    port: number,
  ) {
    this.bound = port;
    const { faults, messages } = this;
    this.context = {
      device,
      faults,
      logIns: 0,
      received: (kind, xml) => messages.push({ ...kind, xml, at: device.now }),
    };
    device.reporter.listen({
      alarm: (alarm) => this.push(alarm),
      code: (report) => this.pushCode(report),
    });
  }

  /** The listening port; known after `plug`. */
  get port(): number {
    return this.bound;
  }

  get openConnections(): number {
    return this.connections.length;
  }

  /** Number of open connections that have logged in. */
  get loggedIn(): number {
    return this.connections.filter((connection) => connection.loggedIn).length;
  }

  async plug(): Promise<void> {
    if (this.server) return;
    const server = createServer((socket) => this.accept(socket));
    this.server = server;
    for (let attempt = 1; this.server === server; attempt++) {
      try {
        await listen(server, this.bound, this.device.options.host);
        this.bound = (server.address() as AddressInfo).port;
        return;
      } catch (error) {
        if (attempt > PORT_RETRIES || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') {
          this.server = undefined;
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, PORT_RETRY_MS));
      }
    }
  }

  /** Closes the port and resets all connections. */
  async unplug(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.dropConnections();
    if (server?.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  dropConnections(): void {
    for (const { socket } of this.connections) socket.resetAndDestroy();
    this.slots.length = 0;
  }

  private accept(socket: Socket): void {
    this.connectionCount++;
    const { faults, slots } = this;
    socket.on('error', () => undefined);
    // Read, or it would not notice that the other side closes as well.
    if (faults.has('closes-at-connect')) return void socket.resume().end();
    if (this.isClosed || faults.has('resets-at-connect')) return void socket.resetAndDestroy();
    const first = this.connections.length === 0;
    const isServed = (): boolean => !faults.has('half-open') && (first || !faults.has('single-session'));
    const connection = new Connection(socket, this.context, isServed);
    const free = slots.indexOf(undefined);
    slots[free < 0 ? slots.length : free] = connection;
    socket.on('close', () => this.leave(connection));
  }

  private get connections(): Connection[] {
    return this.slots.filter((connection) => connection !== undefined);
  }

  private leave(connection: Connection): void {
    const slot = this.slots.indexOf(connection);
    if (slot >= 0) this.slots[slot] = undefined;
    while (this.slots.length > 0 && !this.slots.at(-1)) this.slots.pop();
  }

  private get isClosed(): boolean {
    return this.device.settings.ports['enable_control'] === '0' || this.connections.length >= SOCKETS;
  }

  private push(alarm: Alarm): void {
    const { faults } = this;
    if (alarm.repeated && faults.has('no-repeats')) return;
    if (alarm.active) return this.pushCode(this.withMap(codeOf(alarm)));
    if (faults.has('no-end')) return;
    if (!faults.has('end-by-flag')) return this.pushCode(codeOf(alarm));
    this.pushCode({ ...codeOf({ ...alarm, active: true }), flag: 0 });
  }

  private withMap(report: CodeReport): CodeReport {
    if (report.code !== MOTION || !this.faults.has('cell-map')) return report;
    return { ...report, text: `${report.text}18X22.${'ffff3f'.repeat(18)}` };
  }

  private pushCode(report: CodeReport): void {
    for (const connection of this.slots) {
      if (connection) connection.push(report);
      else if (this.faults.has('stops-at-gap')) return;
    }
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(error);
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve();
    });
  });
}
