import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Frame {
  type: string;
  code: string;
  flag: number;
  xml: string;
  /** Bytes behind the first NUL that the length counted. */
  spare: number;
}

/** A client written from the page about the control port, for tests of the simulator alone. */
export class ControlClient {
  readonly frames: Frame[] = [];
  closed = false;
  private bytes = Buffer.alloc(0);
  private notify: () => void = () => undefined;

  private constructor(readonly socket: Socket) {
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => this.take(piece));
    socket.on('close', () => {
      this.closed = true;
      this.notify();
    });
  }

  static async connect(port: number): Promise<ControlClient> {
    const socket = connect(port, '127.0.0.1');
    const client = new ControlClient(socket);
    await once(socket, 'connect');
    return client;
  }

  /** Connects and logs in. */
  static async logIn(port: number, password = '123456', method = '1'): Promise<ControlClient> {
    const client = await ControlClient.connect(port);
    client.say('USER_AUTH_MESSAGE', 'CMD_USER_AUTH', logInBody('admin', password, method));
    await client.frame(1);
    return client;
  }

  say(type: string, code: string, body = ''): void {
    this.socket.write(encoded(messageOf(type, code, body)));
  }

  /** The `count`th frame, as soon as it is there; undefined when the connection ended before. */
  async frame(count: number): Promise<Frame | undefined> {
    while (this.frames.length < count && !this.closed)
      await new Promise<void>((done) => (this.notify = done));
    return this.frames[count - 1];
  }

  async end(): Promise<void> {
    while (!this.closed) await new Promise<void>((done) => (this.notify = done));
  }

  close(): void {
    this.socket.destroy();
  }

  private take(piece: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, piece]);
    while (this.bytes.length >= 8) {
      const length = this.bytes.readUInt32LE(4);
      if (this.bytes.length < 8 + length) break;
      const body = this.bytes.subarray(8, 8 + length);
      this.bytes = this.bytes.subarray(8 + length);
      const end = body.indexOf(0);
      const xml = body.subarray(0, end < 0 ? length : end).toString('latin1');
      const value = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(xml)?.[1] ?? '';
      this.frames.push({
        type: value('Msg_type'),
        code: value('Msg_code'),
        flag: Number(value('Msg_flag')),
        xml,
        spare: end < 0 ? 0 : length - end - 1,
      });
    }
    this.notify();
  }
}

export function messageOf(type: string, code: string, body: string): string {
  return `<?xml version="1.0" encoding="GB2312" ?>
<XML_TOPSEE>
<MESSAGE_HEADER Msg_type="${type}" Msg_code="${code}" Msg_flag="0" Sessionid=""/>
<MESSAGE_BODY>
${body}
</MESSAGE_BODY>
</XML_TOPSEE>
`;
}

export function logInBody(name: string, password: string, method: string): string {
  return `<USER_AUTH_PARAM Username="${name}" Password="${password}" AuthMethod="${method}"/>`;
}

export function encoded(text: string): Buffer {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.from('5891585100000000', 'hex');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
