import type { Node, NodeAPI, NodeDef } from 'node-red';
import {
  CameraError,
  checkAccount,
  checkAlarmSettings,
  createCamera,
  systemClock,
  type Account,
  type Camera,
  type ConnectionStatus,
  type RawAccount,
} from '../../camera/index';
import { asFlag } from '../../shared/value-checks';
import { watchAbout } from './admin/about';
import { pendingActionsOf } from './pending-actions';
import { presetsOf, type Presets } from './presets';

/** What the dialog of `anjvision-camera` saves. */
export interface CameraConfig extends NodeDef {
  host?: string;
  port?: number | string;
  protocol?: string;
  /** Id of a `tls-config` node. */
  tls?: string;
  timeout?: number | string;
  /** Text when it comes from the environment. */
  keepSession?: boolean | string;
  /** This firmware numbers its lamps, or names day and night, the other way round. */
  lampsSwapped?: boolean | string;
  dayNightInverted?: boolean | string;
  /** A list of `{ name, number }`. */
  presets?: unknown;
  /** `auto`, `onvif`, `port` or `off`. */
  alarms?: string;
  controlPort?: number | string;
  onvifPort?: number | string;
}

export interface CameraCredentials {
  username?: string;
  password?: string;
}

/** An `anjvision-camera`: owns the one session that all action nodes share. */
export interface CameraNode extends Node<CameraCredentials> {
  /** The client, or the error in the configuration that there is none. */
  readonly client: Camera | CameraError;
  readonly presets: Presets;
  /** Keeps the session alive, if so configured, until the signal of who uses it is aborted. */
  use(signal?: AbortSignal): Camera;
}

/** Gives a configuration node its client. */
export function setUpCamera(RED: NodeAPI, node: Node, config: CameraConfig): CameraNode {
  const client = createClient(RED, node, config, node.credentials);
  if (client instanceof CameraError) node.error(client.message);
  else {
    client.connection.on('change', (now, before) => logChange(node, client.settings.name, now, before));
    watchAbout(client);
  }
  return Object.assign(node, {
    client,
    presets: presetsOf(config.presets),
    use(signal?: AbortSignal) {
      if (client instanceof CameraError) throw client;
      if (signal && asFlag(config.keepSession) !== false) client.keep(signal);
      return client;
    },
  });
}

function createClient(
  RED: NodeAPI,
  node: Node,
  config: CameraConfig,
  credentials: CameraCredentials,
): Camera | CameraError {
  const name = config.name || config.host || config.id;
  try {
    const settings = {
      name,
      ...accountOf(RED, config, credentials),
      alarms: checkAlarmSettings(config),
      lampsSwapped: asFlag(config.lampsSwapped) === true,
      dayNightInverted: asFlag(config.dayNightInverted) === true,
    };
    return createCamera(settings, systemClock, {
      pending: pendingActionsOf(RED),
      report: (error) => node.warn(error.message),
    });
  } catch (error) {
    if (CameraError.is(error)) return error.at(name);
    throw error;
  }
}

/** The account that settings and credentials describe. @throws CameraError `INVALID_INPUT`. */
export function accountOf(
  RED: NodeAPI,
  config: Partial<CameraConfig>,
  credentials: CameraCredentials,
): Account {
  return checkAccount({ ...config, ...credentials, tls: tlsOptions(RED, config.tls) });
}

function tlsOptions(RED: NodeAPI, id: string | undefined): RawAccount['tls'] {
  const tlsNode = id
    ? (RED.nodes.getNode(id) as (Node & { addTLSOptions?(options: object): object }) | null)
    : null;
  return tlsNode?.addTLSOptions?.({});
}

function logChange(node: Node, name: string, now: ConnectionStatus, before: ConnectionStatus): void {
  if (now.state !== 'online') return node.warn(`${name} is ${now.state}: ${now.reason}`);
  if (before.state === 'unknown') return;
  const seconds = Math.round((now.since - before.since) / 1000);
  node.log(`${name} is online again after ${seconds} s`);
}
