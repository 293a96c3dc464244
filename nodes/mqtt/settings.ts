import { asFlag } from '../../shared/value-checks';
import { invalidInput } from '../shared/input';
import { brokerCommands } from './broker-command';
import { definition } from './definition';
import { SiteTopics } from './topics';

/** What the dialog of `anjvision-mqtt` saves. */
export interface MqttConfig {
  readonly site?: unknown;
  /** Ids of the cameras' nodes; empty for all of this Node-RED. */
  readonly cameras?: unknown;
  /** Commands that are taken from the broker. */
  readonly allow?: unknown;
  /** Home Assistant's prefix; empty for none. */
  readonly discovery?: unknown;
  readonly snapshotRetain?: unknown;
}

export interface MqttSettings {
  readonly topics: SiteTopics;
  /** Empty for all. */
  readonly cameras: ReadonlySet<string>;
  readonly allow: ReadonlySet<string>;
  readonly snapshotRetain: boolean;
  /** Names in `allow` that no broker may send. */
  readonly unknown: readonly string[];
}

/** Empty means something in most of these; only what was never saved has its default. @throws CameraError `INVALID_INPUT`. */
export function parseSettings(saved: MqttConfig): MqttSettings {
  const { defaults } = definition;
  const { cameras = defaults.cameras, allow = defaults.allow, discovery = defaults.discovery } = saved;
  const names = listOf('allow', allow);
  return {
    topics: new SiteTopics(siteOf(saved.site ?? ''), prefixOf(discovery)),
    cameras: new Set(listOf('cameras', cameras)),
    allow: new Set(names.filter((name) => brokerCommands.includes(name))),
    snapshotRetain: asFlag(saved.snapshotRetain) === true,
    unknown: names.filter((name) => !brokerCommands.includes(name)),
  };
}

function siteOf(site: unknown): string {
  if (typeof site !== 'string') throw invalidInput('site', site, 'a name, such as home');
  return site.trim() || definition.defaults.site;
}

function listOf(name: string, value: unknown): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw invalidInput(name, value, 'a list of texts');
}

/** One or several levels of a topic, without the slash behind them. */
function prefixOf(discovery: unknown): string {
  const prefix = typeof discovery === 'string' ? discovery.trim().replace(/\/+$/, '') : undefined;
  if (prefix !== undefined && /^(?:[\w-]+(?:\/[\w-]+)*)?$/.test(prefix)) return prefix;
  throw invalidInput('discovery', discovery, 'a topic such as homeassistant, or empty');
}
