import { ALARM_TYPES, CameraError } from '../../../camera/index';
import { ircutModes } from '../../ircut/operation';
import type { CameraLink } from '../camera-link';
import type { SiteTopics } from '../topics';
import { deviceConfig } from './device-config';

interface Site {
  readonly topics: SiteTopics;
  readonly isAllowed: (command: string) => boolean;
  /** Of this package. */
  readonly version: string;
}

/** Where a camera of a bridge is announced, and how; nothing before it is known which camera it is. */
export function cameraConfig(link: CameraLink, site: Site): { topic: string; payload: string } | undefined {
  const { topics, isAllowed, version } = site;
  const { facts, node, slug } = link;
  const { client } = node;
  const topic = facts.device === undefined ? undefined : topics.config(facts.device);
  if (topic === undefined || CameraError.is(client)) return undefined;
  const { protocol, host, port } = client.settings.address;
  const url = `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}/`;
  const payload = deviceConfig(
    { ...facts, device: facts.device!, name: client.settings.name, url, version },
    { topics, slug, isAllowed, presets: [...node.presets.keys()], ircutModes, alarmTypes: ALARM_TYPES },
  );
  return { topic, payload: JSON.stringify(payload) };
}
