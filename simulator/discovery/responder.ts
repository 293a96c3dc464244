import { createHash, randomUUID } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Device } from '../device';
import { entityBomb } from '../http/malicious-bodies';
import { DEVICE_PATH } from '../onvif/device-service';
import { Switches } from '../switches';
import { Timers } from '../timers';
import type { DiscoveryFault } from './faults';
import { probeMatches, readProbe, type Probe } from './messages';

export const MULTICAST_GROUP = '239.255.255.250';
const SCOPE = 'onvif://www.onvif.org/';
const TYPES = ['NetworkVideoTransmitter', 'Device'];
const LATE_MS = 1000;

/** Answers WS-Discovery probes, multicast and unicast. */
export class Discovery {
  /** Switches the faults of `DISCOVERY_FAULTS`. */
  readonly faults = new Switches<DiscoveryFault>();
  /** Every received probe, answered or not. */
  readonly probes: Probe[] = [];
  private bound: number;
  private socket: Socket | undefined;
  private readonly timers: Timers;

  constructor(
    private readonly device: Device,
    port: number,
    /** Port of the device service. */
    private readonly onvifPort: () => number,
  ) {
    this.bound = port;
    this.timers = new Timers(device.options.later);
  }

  /** The listening port; known after `plug`. */
  get port(): number {
    return this.bound;
  }

  async plug(): Promise<void> {
    if (this.socket) return;
    const { host } = this.device.options;
    // Other cameras on this machine may listen on the same port.
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    this.socket = socket;
    socket.on('message', (message, from) => this.take(message.toString(), from));
    socket.bind(this.bound);
    await once(socket, 'listening');
    if (this.socket !== socket) return;
    this.bound = socket.address().port;
    socket.on('error', () => undefined);
    socket.addMembership(MULTICAST_GROUP, host);
  }

  async unplug(): Promise<void> {
    const { socket } = this;
    this.socket = undefined;
    this.timers.clear();
    if (!socket) return;
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  }

  private take(text: string, from: RemoteInfo): void {
    // A camera on loopback answers loopback only: others could not reach its address.
    if (isLoopback(this.device.options.host) && !isLoopback(from.address)) return;
    const probe = readProbe(text);
    if (!probe) return;
    this.probes.push(probe);
    const { faults } = this;
    if (faults.has('silent') || !this.device.options.onvif || !this.matches(probe)) return;
    const answer = (): void => this.answer(probe, from);
    if (faults.has('late')) this.timers.after(faults.number('late', LATE_MS), answer);
    else answer();
  }

  private matches({ types, scopes }: Probe): boolean {
    const own = this.scopes();
    const isAsked = types.every((type) => TYPES.includes(type));
    return isAsked && scopes.every((scope) => own.some((entry) => entry.startsWith(scope)));
  }

  private answer(probe: Probe, { address, port }: RemoteInfo): void {
    const { faults } = this;
    const send = (text: string): void => void this.socket?.send(text, port, address);
    if (faults.has('rubbish')) send('\0\0HELLO <<<');
    if (faults.has('entity-bomb')) send(entityBomb());
    const text = probeMatches({
      relatesTo: faults.has('other-relation') ? `uuid:${randomUUID()}` : probe.id,
      messageId: `uuid:${randomUUID()}`,
      endpoint: this.endpoint,
      types: faults.has('another-kind')
        ? 'dn:Printer'
        : TYPES.map((type, i) => `${i ? 'tds' : 'dn'}:${type}`).join(' '),
      scopes: faults.has('no-scopes') ? [] : this.scopes(),
      addresses: this.addresses(),
    });
    for (let copy = 0; copy < (faults.has('copies') ? 3 : 1); copy++) send(text);
  }

  /** Derived from the MAC address, so that it survives restarts. */
  get endpoint(): string {
    const hex = createHash('md5').update(this.device.identity.mac).digest('hex');
    const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex) ?? [];
    return `urn:uuid:${parts.join('-')}`;
  }

  private scopes(): string[] {
    const { model } = this.device.settings;
    const kinds = ['NetworkVideoTransmitter', 'video_encoder', 'audio_encoder', 'ptz'];
    return [
      ...kinds.map((kind) => `${SCOPE}type/${kind}`),
      `${SCOPE}Profile/Streaming`,
      `${SCOPE}name/${encodeURIComponent(this.device.settings.osd['title_utf8'] || 'IPCamera')}`,
      `${SCOPE}hardware/${encodeURIComponent(model)}`,
      `${SCOPE}location/country/china`,
    ];
  }

  private addresses(): string[] {
    const { faults } = this;
    const { host, tls } = this.device.options;
    const own = `${tls ? 'https' : 'http'}://${host}:${this.onvifPort()}${DEVICE_PATH}`;
    if (faults.has('no-address')) return [];
    if (faults.has('foreign-address'))
      return [`http://${faults.text('foreign-address', '192.0.2.1:80')}${DEVICE_PATH}`];
    if (!faults.has('many-addresses')) return [own];
    const others = ['169.254.12.34', '[fe80::1234]', '192.0.2.1'];
    return [...others.map((host) => `http://${host}${DEVICE_PATH}`), own];
  }
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.');
}
