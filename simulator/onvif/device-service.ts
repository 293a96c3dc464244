import { escaped } from '../escape';
import type { Context } from './context';
import { NAMESPACE, SoapFault } from './soap';

export const DEVICE_PATH = '/onvif/device_service';
export const MEDIA_PATH = '/onvif/media';
export const EVENTS_PATH = '/onvif/events';

type Operation = (context: Context) => string;

/** The device service, as far as clients of events need it. */
export const deviceOperations: Record<string, Operation> = {
  GetSystemDateAndTime({ faults, clock, device }) {
    const utc = faults.has('no-time')
      ? ''
      : `<tt:UTCDateTime>${dateTime(new Date(clock()))}</tt:UTCDateTime>`;
    const zone = (device.settings.time['timezone'] ?? '').replace('GMT', 'GMT');
    return answer(
      'GetSystemDateAndTime',
      `<tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>${zone}</tt:TZ></tt:TimeZone>${utc}</tds:SystemDateAndTime>`,
    );
  },
  GetServices({ faults, address }) {
    if (faults.has('no-services')) throw notImplemented();
    const services: [string, string][] = [
      [NAMESPACE.tds, DEVICE_PATH],
      [NAMESPACE.trt, MEDIA_PATH],
    ];
    if (!faults.has('no-event-service')) services.push([NAMESPACE.tev, EVENTS_PATH]);
    return answer(
      'GetServices',
      services.map(([namespace, path]) => service(namespace, address(path))).join(''),
    );
  },
  GetCapabilities({ faults, address }) {
    const pullPoints = !faults.has('no-pull-points');
    const events = faults.has('no-event-service')
      ? ''
      : `<tt:Events><tt:XAddr>${address(EVENTS_PATH)}</tt:XAddr><tt:WSSubscriptionPolicySupport>true</tt:WSSubscriptionPolicySupport><tt:WSPullPointSupport>${pullPoints}</tt:WSPullPointSupport><tt:WSPausableSubscriptionManagerInterfaceSupport>false</tt:WSPausableSubscriptionManagerInterfaceSupport></tt:Events>`;
    return answer(
      'GetCapabilities',
      `<tds:Capabilities><tt:Device><tt:XAddr>${address(DEVICE_PATH)}</tt:XAddr></tt:Device>${events}<tt:Media><tt:XAddr>${address(MEDIA_PATH)}</tt:XAddr></tt:Media></tds:Capabilities>`,
    );
  },
  GetDeviceInformation({ device }) {
    const { settings, identity } = device;
    return answer(
      'GetDeviceInformation',
      `<tds:Manufacturer>IPCamera</tds:Manufacturer><tds:Model>${escaped(settings.model)}</tds:Model><tds:FirmwareVersion>${identity.filesystem}</tds:FirmwareVersion><tds:SerialNumber>${identity.sn}</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId>`,
    );
  },
};

export function answer(operation: string, content: string, prefix = 'tds'): string {
  return `<${prefix}:${operation}Response>${content}</${prefix}:${operation}Response>`;
}

export function notImplemented(): SoapFault {
  return new SoapFault('ter:ActionNotSupported', 'Optional Action Not Implemented', 500, 'Receiver');
}

function service(namespace: string, xaddr: string): string {
  const version = '<tds:Version><tt:Major>2</tt:Major><tt:Minor>40</tt:Minor></tds:Version>';
  return `<tds:Service><tds:Namespace>${namespace}</tds:Namespace><tds:XAddr>${xaddr}</tds:XAddr>${version}</tds:Service>`;
}

function dateTime(at: Date): string {
  const time = `<tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute><tt:Second>${at.getUTCSeconds()}</tt:Second>`;
  const date = `<tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day>`;
  return `<tt:Time>${time}</tt:Time><tt:Date>${date}</tt:Date>`;
}
