import { entities, type Entity, type Surroundings } from './entities';

/** What Home Assistant shows of the camera itself. */
export interface DeviceFacts {
  /** Its topic and unique ids begin with it: `anjvision_<mac>`. */
  readonly device: string;
  readonly name: string;
  /** `02:5b:26:a8:dc:12`, if the camera tells it. */
  readonly mac?: string;
  readonly model?: string;
  readonly firmware?: string;
  /** Of its own page. */
  readonly url: string;
  /** Version of this package. */
  readonly version: string;
}

const PACKAGE = 'node-red-contrib-anjvision';

/** The name of a device by its MAC address, however it is written; nothing if that is none. */
export function deviceOfMac(mac: unknown): { device: string; mac: string } | undefined {
  const digits = typeof mac === 'string' ? mac.replace(/[^0-9a-f]/gi, '').toLowerCase() : '';
  if (!/^[0-9a-f]{12}$/.test(digits) || /^0+$/.test(digits)) return undefined;
  return { device: `anjvision_${digits}`, mac: digits.match(/../g)!.join(':') };
}

/** The payload that announces a camera with all of its entities. */
export function deviceConfig(facts: DeviceFacts, around: Surroundings): object {
  const { device, name, mac, model, firmware, url, version } = facts;
  const { topics, slug } = around;
  const bridge = { topic: topics.bridgeState };
  const both = [bridge, { topic: topics.availability(slug) }];
  const finish = ([key, entity]: [string, Entity]) => [
    key,
    {
      ...entity,
      unique_id: `${device}_${key}`,
      default_entity_id: `${entity.platform}.${entityId(`${slug}_${key}`)}`,
      availability: key === 'connection' ? [bridge] : both,
      availability_mode: 'all',
      qos: 1,
    },
  ];
  return {
    device: {
      identifiers: [device],
      ...(mac && { connections: [['mac', mac]] }),
      name,
      manufacturer: 'Anjvision',
      ...(model && { model }),
      ...(firmware && { sw_version: firmware }),
      configuration_url: url,
    },
    origin: {
      name: PACKAGE,
      sw_version: version,
      support_url: `https://flows.nodered.org/node/${PACKAGE}`,
    },
    components: Object.fromEntries(Object.entries(entities(around)).map(finish)) as object,
  };
}

/** As Home Assistant writes entity ids. */
const entityId = (text: string) => text.replace(/[^a-z0-9_]/g, '_').replace(/^_+|_+$/g, '');
