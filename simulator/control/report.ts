import { localTime } from '../clock';
import type { Device } from '../device';
import type { RequestRecord } from '../http/log';
import { lamp, lightOf } from '../picture/light';
import { masked } from './masked';

const SHOWN = 12;

/** The camera's state in words, without anything that would let someone log in. */
export function report(device: Device, requests: readonly RequestRecord[]) {
  const { settings, relay, ptz, sessions, options, accounts } = device;
  return {
    model: `${settings.model}, ${options.style} style`,
    time: device.localTime(),
    relay: options.hasRelay ? (relay.open ? 'open' : 'closed') : 'none',
    position: position(device),
    presets: [...ptz.presets.keys()].join(', ') || 'none',
    lamp: lampText(device),
    picture: lightOf(device).grey ? 'night, without colours' : 'day, in colour',
    motion: settings.motion['enable'] === '1' ? 'detection on' : 'detection off',
    alarms: device.reporter.active.join(', ') || 'none',
    'triggered by hand': device.alarms.length,
    sessions: sessions.count,
    account: accounts.locked ? 'locked' : 'open',
    reboots: device.reboots,
    requests: requests
      .slice(-SHOWN)
      .reverse()
      .map((record) => told(device, record)),
  };
}

function position({ ptz }: Device): string {
  const { pan, tilt, zoom, focus, iris } = ptz.position;
  const place = `pan ${pan.toFixed(1)}°, tilt ${tilt.toFixed(1)}°, zoom ${zoom.toFixed(1)}×`;
  const lens = `focus ${focus.toFixed(0)}, iris ${iris.toFixed(0)}`;
  return `${place}, ${lens}${ptz.moving ? ', moving' : ''}`;
}

function lampText(device: Device): string {
  const which = lamp(device);
  return which === 'off' ? which : `${which}, ${device.settings.led['brightness']} %`;
}

function told({ settings }: Device, { at, method, url, status, fault }: RequestRecord): string {
  const time = localTime(at + settings.clockOffsetMs, settings.time['timezone'] ?? '').slice(11);
  const end = [status ?? '…', fault ?? ''].join(' ').trim();
  return `${time}  ${method} ${masked(url)}  → ${end}`;
}
