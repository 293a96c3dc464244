import type { Socket } from 'node:net';
import type { CodeReport } from '../alarms/reporter';
import { zoneOffset } from '../clock';
import type { Device } from '../device';
import { escaped } from '../escape';
import type { Switches } from '../switches';
import type { ControlPortFault } from './faults';
import { encodeGbk } from '../gbk';
import { frame, FrameReader } from './frame';
import { accountOf, logInAnswer } from './log-in';
import { attribute, HEARTBEAT, LOG_IN, message, report, type Kind } from './messages';

/** Time limit for a frame that has started. */
const FRAME_MS = 200;
const PIECE_BYTES = 7;
/** Left-over memory behind the NUL of an alarm: part of an earlier one. */
const SPARE = Buffer.from('<ALARM_INFO Alarm_code="14" Alarm_flag="1" Alarm_data="o"/>\0');
const RUBBISH = Buffer.from('\0\0OK\r\n\x58\x91\x58\x00 \x58\x91', 'latin1');

/** Shared by all connections. */
export interface ControlPortContext {
  device: Device;
  faults: Switches<ControlPortFault>;
  /** Logs a received message. */
  received(kind: Kind, xml: string): void;
  /** Number of log-ins so far. */
  logIns: number;
}

/** One client of the control port. */
export class Connection {
  loggedIn = false;
  private readonly reader = new FrameReader();
  private root = 'XML_TOPSEE';
  private stopWaiting: (() => void) | undefined;

  constructor(
    readonly socket: Socket,
    private readonly context: ControlPortContext,
    /** False while the camera ignores this connection. */
    private readonly isServed: () => boolean,
  ) {
    socket.on('data', (piece: Buffer) => this.take(piece));
    socket.on('close', () => this.stopWaiting?.());
  }

  /** Pushes an alarm. The frame's length includes the left-over bytes behind the NUL. */
  push(given: CodeReport): void {
    const { faults, device } = this.context;
    if (faults.has('deaf') || (faults.has('only-logged-in') && !this.loggedIn)) return;
    const flag = (given.flag ?? 1) + (faults.has('channel-in-flag') ? 256 : 0);
    const xml = report({ ...given, flag }, localDate(device), this.rootName);
    if (faults.has('joined-frames')) {
      const answer = frame(Buffer.from(message(HEARTBEAT, 0, '', this.rootName)));
      return this.write(Buffer.concat([answer, this.alarmFrame(xml)]));
    }
    if (faults.has('rubbish-before')) this.write(RUBBISH);
    if (faults.has('empty-frames')) this.write(Buffer.from('5891585100000000', 'hex'));
    this.write(this.alarmFrame(xml));
  }

  private alarmFrame(xml: string): Buffer {
    const { faults } = this.context;
    const body = encodeGbk(faults.has('not-xml') ? 'ALARM!! <<<' : xml);
    if (faults.has('without-nul')) return withoutNul(body);
    const whole = frame(body, SPARE);
    if (faults.has('oversize-length')) whole.writeUInt32LE(0x7fffffff, 4);
    return faults.has('unfinished-frames') ? whole.subarray(0, whole.length >> 1) : whole;
  }

  private take(piece: Buffer): void {
    this.stopWaiting?.();
    if (!this.isServed()) return;
    const bodies = this.reader.push(piece);
    if (bodies === 'broken') return void this.socket.resetAndDestroy();
    for (const body of bodies) this.answer(textOf(body));
    if (!this.reader.started) return;
    this.stopWaiting = this.context.device.options.later(FRAME_MS, () => this.socket.destroy());
  }

  private answer(xml: string): void {
    const { faults, received } = this.context;
    const kind = { type: attribute(xml, 'Msg_type') ?? '', code: attribute(xml, 'Msg_code') ?? '' };
    received(kind, xml);
    if (isKind(kind, LOG_IN)) return this.logIn(xml);
    if (!this.loggedIn) return this.say(kind, -1, '');
    if (isKind(kind, HEARTBEAT) && !faults.has('no-heartbeat')) this.say(kind, 0, '');
    // Other messages are unknown to the firmware and get no answer.
  }

  private logIn(xml: string): void {
    const { context } = this;
    const { faults, device } = context;
    if (faults.has('alarm-before-log-in')) this.push({ code: 2, text: 'eth0 link up' });
    if (faults.has('silent-log-in')) return;
    const account = faults.has('refuses-log-in') ? undefined : accountOf(device, xml);
    if (!account) {
      // A refusal has no body and gives no reason.
      this.say(LOG_IN, -1, undefined);
      return void this.socket.end();
    }
    this.loggedIn = true;
    if (Number(attribute(xml, 'myversion')) > 0) this.root = 'XML_ANJVISION';
    const echo = ['Username', 'Password'].map((name) => `${name}="${escaped(attribute(xml, name) ?? '')}"`);
    const answer = logInAnswer(account, localDate(device), ++context.logIns);
    this.say(LOG_IN, 0, faults.has('echoes-log-in') ? `${answer}<ECHO ${echo.join(' ')}/>` : answer);
  }

  private say(kind: Kind, flag: number, body: string | undefined): void {
    const bytes = encodeGbk(message(kind, flag, body, this.rootName));
    this.write(this.context.faults.has('without-nul') ? withoutNul(bytes) : frame(bytes));
  }

  private get rootName(): string {
    return this.context.faults.has('another-root') ? 'XML_WTD' : this.root;
  }

  private write(bytes: Buffer): void {
    if (!this.isServed() || this.socket.destroyed) return;
    if (!this.context.faults.has('split-frames')) return void this.socket.write(bytes);
    this.socket.setNoDelay();
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      this.socket.write(bytes.subarray(at, at + PIECE_BYTES));
    }
  }
}

function withoutNul(body: Buffer): Buffer {
  const whole = frame(body).subarray(0, -1);
  whole.writeUInt32LE(body.length, 4);
  return whole;
}

function isKind(one: Kind, other: Kind): boolean {
  return one.type === other.type && one.code === other.code;
}

/** Up to the first NUL. */
function textOf(body: Buffer): string {
  const end = body.indexOf(0);
  return body.subarray(0, end < 0 ? body.length : end).toString();
}

/** The camera's local time in the UTC fields of a date. */
function localDate({ now, settings }: Device): Date {
  return new Date(now + settings.clockOffsetMs + zoneOffset(settings.time['timezone'] ?? ''));
}
