import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { FrameDecoder } from '../../../../../camera/events/control-port/frame';

type Behaviour = 'answers' | 'silent' | 'refuses' | 'closes' | 'unreachable' | 'refused-connection';

/** A control port without a network, whose connections a test plays; they follow the promises that are ready. */
export class PlayedControlPort {
  /** How connections made from now on behave. */
  behaviour: Behaviour = 'answers';
  answersHeartbeats = true;
  readonly connections: PlayedConnection[] = [];
  /** Codes of the messages received. */
  readonly received: string[] = [];

  readonly connect = (): Socket => {
    const connection = new PlayedConnection(this, this.behaviour);
    this.connections.push(connection);
    return connection as unknown as Socket;
  };

  get open(): number {
    return this.connections.filter(({ destroyed }) => !destroyed).length;
  }

  /** To every open connection. */
  alarm(code: number, more = ''): void {
    for (const connection of this.connections) {
      if (!connection.destroyed)
        connection.say(
          'ALARM_REPORT_MESSAGE',
          0,
          `<ALARM_INFO Alarm_code="${code}" Alarm_flag="1" ${more}/>`,
        );
    }
  }

  /** Ends every connection, as a restart does. */
  drop(): void {
    for (const connection of this.connections) connection.destroy();
  }
}

class PlayedConnection extends Duplex {
  readonly #decoder = new FrameDecoder();

  constructor(
    private readonly port: PlayedControlPort,
    private readonly behaviour: Behaviour,
  ) {
    super();
    if (behaviour === 'unreachable') return;
    queueMicrotask(() => {
      if (behaviour === 'refused-connection')
        this.destroy(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
      else if (behaviour === 'closes') this.destroy();
      else this.emit('connect');
    });
  }

  setNoDelay(): this {
    return this;
  }

  say(type: string, flag: number, body = ''): void {
    const text = Buffer.from(`<X><MESSAGE_HEADER Msg_type="${type}" Msg_flag="${flag}"/>${body}</X>\0`);
    const header = Buffer.from('5891585100000000', 'hex');
    header.writeUInt32LE(text.length, 4);
    this.push(Buffer.concat([header, text]));
  }

  override _read(): void {
    // Pushed when there is something to say.
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    for (const body of this.#decoder.push(piece)) {
      const type = /Msg_type="(\w+)"/.exec(body.toString())![1]!;
      this.port.received.push(type);
      if (this.behaviour === 'silent') continue;
      if (type === 'USER_AUTH_MESSAGE') this.say(type, this.behaviour === 'refuses' ? -1 : 0);
      else if (this.port.answersHeartbeats) this.say(type, 0);
    }
    done();
  }
}
