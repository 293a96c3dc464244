import type { IncomingMessage } from 'node:http';
import type { Alarm, TopicReport } from '../alarms/reporter';
import { html, type Answer } from '../answer';
import type { Device } from '../device';
import { Switches } from '../switches';
import { pathOf } from '../url';
import { Authentication } from './authentication';
import type { Context } from './context';
import { DEVICE_PATH, deviceOperations, EVENTS_PATH, MEDIA_PATH, notImplemented } from './device-service';
import { eventOperations, SUBSCRIPTION_PATH } from './event-service';
import type { OnvifFault } from './faults';
import { HttpDigest } from './http-digest';
import { mediaOperations } from './media-service';
import { notificationOf, notificationsOf, type Notification } from './notifications';
import { envelope, readSoap, SoapFault, type SoapRequest } from './soap';
import { Subscriptions } from './subscriptions';

const OPERATIONS: Record<string, (context: Context) => string | undefined | Promise<string | undefined>> = {
  ...deviceOperations,
  ...mediaOperations,
  ...eventOperations,
};
const OPEN = ['GetSystemDateAndTime'];
const PATHS = [DEVICE_PATH, MEDIA_PATH, EVENTS_PATH];

/** ONVIF of this maker: device and media service as far as clients of events need them, and pull points. */
export class Onvif {
  /** Switches the faults of `ONVIF_FAULTS`. */
  readonly faults = new Switches<OnvifFault>();
  readonly subscriptions: Subscriptions;
  /** The operation of every request, the oldest first. */
  readonly operations: string[] = [];
  private readonly authentication: Authentication;
  private readonly digest: HttpDigest;

  constructor(
    private readonly device: Device,
    private readonly port: () => number,
  ) {
    const { now, later } = device.options;
    this.subscriptions = new Subscriptions(now, later);
    this.authentication = new Authentication(device, () => this.faults.number('log-in-status', 400));
    this.digest = new HttpDigest(device);
    device.reporter.listen({
      alarm: (alarm) => this.report(alarm),
      topic: (report) => this.reportTopic(report),
    });
  }

  /** Whether ONVIF answers requests for this path. */
  serves(path: string): boolean {
    if (!this.device.options.onvif) return false;
    return PATHS.includes(path) || path.startsWith(SUBSCRIPTION_PATH);
  }

  /** Ends all subscriptions and closes the connections of waiting pulls. */
  reset(): void {
    this.subscriptions.clear();
  }

  /** `closed` means: close the connection without an answer. */
  async answer(incoming: IncomingMessage, body: Buffer): Promise<Answer | 'closed'> {
    const { faults } = this;
    if (faults.has('html-pages')) return html('<body>IP Camera</body>', faults.number('html-pages', 200));
    const request = readSoap(body.toString(), pathOf(incoming.url ?? ''));
    if (!request) return this.wrapped(fault('ter:WellFormed', 'Well-formed Error'));
    this.operations.push(request.operation);
    const isOpen = OPEN.includes(request.operation) && !faults.has('time-needs-log-in');
    if (faults.has('http-digest') && !isOpen && !this.digest.admits(incoming)) return this.digest.challenge();
    try {
      if (!isOpen && !faults.has('http-digest')) this.authentication.assertKnown(request.header);
      const reply = await this.run(request);
      return reply === undefined ? 'closed' : this.wrapped({ status: 200, body: reply }, request);
    } catch (error) {
      if (error instanceof SoapFault) return this.wrapped(error, request);
      throw error;
    }
  }

  private async run(request: SoapRequest): Promise<string | undefined> {
    const { faults, device, subscriptions, authentication } = this;
    const { operation } = request;
    const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
    const isMissing = faults.has('no-event-service') && Object.hasOwn(eventOperations, operation);
    if (!run || isMissing) throw notImplemented();
    const { host, tls } = device.options;
    const own = faults.text('foreign-address', faults.has('foreign-address') ? '192.0.2.1:80' : '');
    const base = `${tls ? 'https' : 'http'}://${own || `${host}:${this.port()}`}`;
    const address = (path: string): string => `${base}${path}`;
    const clock = (): number => authentication.now;
    return run({ device, faults, subscriptions, request, clock, address, host });
  }

  private wrapped({ status, body }: { status: number; body: string }, request?: SoapRequest): Answer {
    const { faults } = this;
    const echo = faults.has('echoes-log-in') ? request?.header : '';
    let text = envelope(body, echo);
    if (faults.has('other-prefixes')) text = renamed(text);
    if (faults.has('byte-order-mark')) text = `\uFEFF${text}`;
    return {
      status: faults.has('faults-with-200') ? 200 : status,
      type: `${faults.has('text-xml') ? 'text/xml' : 'application/soap+xml'}; charset=utf-8`,
      body: text,
      refused: status !== 200,
      ...(faults.has('chunked') && { headers: { 'Transfer-Encoding': 'chunked' } }),
    };
  }

  private report(alarm: Alarm): void {
    const { faults } = this;
    if (!alarm.active && faults.has('no-end')) return;
    if (alarm.repeated) return;
    const at = this.authentication.now;
    const all = notificationsOf({ ...alarm, at }, faults);
    for (const notification of all) this.queue(notification);
    if (faults.has('unknown-topics')) this.queue({ ...all[0]!, topic: 'tns1:Monitoring/ProcessorUsage' });
    if (faults.has('no-data')) this.queue({ ...all[0]!, data: undefined });
    if (!alarm.active && faults.has('repeats-ends')) for (const repeated of all) this.queue(repeated);
  }

  private reportTopic(report: TopicReport): void {
    this.queue(notificationOf(report, this.authentication.now));
  }

  private queue(notification: Notification): void {
    this.subscriptions.publish(notification);
  }
}

function fault(subcode: string, reason: string): SoapFault {
  return new SoapFault(subcode, reason);
}

const OTHER_PREFIXES: Record<string, string> = {
  s: 'SOAP-ENV',
  wsa: 'wsa5',
  wsnt: 'b',
  tev: 'e',
  tt: 'o',
  tns1: 'topics',
  tds: 'd',
};

/** The document with other prefixes, topics included. */
function renamed(xml: string): string {
  return xml.replace(/(<\/?|xmlns:|>)(\w+)(?=[:=])/g, (whole, before: string, prefix: string) =>
    Object.hasOwn(OTHER_PREFIXES, prefix) ? `${before}${OTHER_PREFIXES[prefix]}` : whole,
  );
}
