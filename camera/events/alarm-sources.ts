import type { AlarmSettings } from './alarm-settings';
import type { AlarmSource, AlarmSourceName } from './alarm-source';
import { ControlPort } from './control-port/control-port';
import { OnvifClient } from './onvif/onvif-client';
import { PullPoint } from './onvif/pull-point';
import type { Clock } from '../core/clock';
import type { Account } from '../session/account';

/** The sources by which to listen to a camera, in the order in which they are tried. */
export function alarmSources(
  account: Account,
  { mode, controlPort, onvifPort }: AlarmSettings,
  clock: Clock,
  redact: (text: string) => string,
): ReadonlyMap<AlarmSourceName, AlarmSource> {
  const { address, username, password } = account;
  const onvif = new PullPoint(() => onvifClient(account, onvifPort, clock, redact), clock);
  const port = new ControlPort({ host: address.host, port: controlPort, username, password }, clock);
  switch (mode) {
    case 'off':
      return new Map();
    case 'onvif':
      return new Map([['onvif', onvif]]);
    case 'port':
      return new Map([['port', port]]);
    case 'auto':
      // Whoever chose https does not want the password to go out in plain text by itself.
      if (address.protocol === 'https') return new Map([['onvif', onvif]]);
      return new Map<AlarmSourceName, AlarmSource>([
        ['onvif', onvif],
        ['port', port],
      ]);
  }
}

/** By which a camera is asked in ONVIF; whoever makes one closes it. */
export function onvifClient(
  { address, username, password }: Account,
  onvifPort: number | undefined,
  clock: Clock,
  redact: (text: string) => string,
): OnvifClient {
  const account = { address: { ...address, port: onvifPort ?? address.port }, username, password };
  return new OnvifClient(account, clock, redact);
}
