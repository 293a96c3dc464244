import type { NodeAPI, NodeDef } from 'node-red';
import { CameraError, type Account, type Camera } from '../../../camera/index';
import { environmentVariable } from '../../../shared/typed-value';
import { accountOf, type CameraConfig, type CameraCredentials, type CameraNode } from '../camera-node';

/** What of a camera was deployed: more than runs, since a template of a subflow and a disabled node do not. */
export interface DeployedCamera {
  /** Its client, if it runs and can work. */
  readonly client: Camera | undefined;
  /** Where its credentials may go; nowhere if it can never work. */
  readonly account: Account | undefined;
  readonly credentials: CameraCredentials;
  /** A variable as the camera's node sees it. */
  environment(name: string): unknown;
}

/** A subflow, as far as it matters here. */
interface Subflow extends NodeDef {
  env?: { name: string; type: string; value: string }[];
}

/** The `anjvision-camera` with this id; another node's password is nobody's business. */
export function deployedCamera(RED: NodeAPI, id: unknown): DeployedCamera | undefined {
  if (typeof id !== 'string') return undefined;
  const node = RED.nodes.getNode(id) as CameraNode | null;
  if (!node) return savedCamera(RED, id);
  if (node.type !== 'anjvision-camera') return undefined;
  const client = CameraError.is(node.client) ? undefined : node.client;
  const environment = (name: string): unknown => RED.util.evaluateNodeProperty(name, 'env', node, {});
  return { client, account: client?.settings, credentials: node.credentials, environment };
}

/** One that does not run: in a subflow's template, where it has the values that its instances have by default. */
function savedCamera(RED: NodeAPI, id: string): DeployedCamera | undefined {
  const saved = new Map<string, NodeDef>();
  RED.nodes.eachNode((definition) => void saved.set(definition.id, definition));
  const config: CameraConfig | undefined = saved.get(id);
  if (config?.type !== 'anjvision-camera') return undefined;
  const subflow: Subflow | undefined = saved.get(config.z);
  const environment = (name: string): unknown => {
    const variable = subflow?.env?.find((each) => each.name === name);
    if (!variable) return globalVariable(RED, name);
    if (variable.type === 'env') return globalVariable(RED, variable.value);
    if (variable.type !== 'cred') return variable.value;
    return (RED.nodes.getCredentials(subflow!.id) as Record<string, unknown> | undefined)?.[name];
  };
  const credentials = expand({ ...RED.nodes.getCredentials(id) }, environment);
  return {
    client: undefined,
    account: attempt(RED, expand(config, environment), credentials),
    credentials,
    environment,
  };
}

/** A variable of this Node-RED, whatever node asks. */
export const globalVariable = (RED: NodeAPI, name: string): unknown =>
  RED.util.evaluateNodeProperty(name, 'env', undefined as never, {});

function attempt(RED: NodeAPI, config: CameraConfig, credentials: CameraCredentials): Account | undefined {
  try {
    return accountOf(RED, config, credentials);
  } catch (error) {
    if (CameraError.is(error)) return undefined;
    throw error;
  }
}

/** Replaces what is a whole `${NAME}` by the environment, as Node-RED does at deploy. */
export function expand<T extends object>(typed: T, environment: (name: string) => unknown): T {
  const value = (text: unknown): unknown => {
    const name = environmentVariable(text);
    return name ? (environment(name) ?? text) : text;
  };
  return Object.fromEntries(Object.entries(typed).map(([key, text]) => [key, value(text)])) as T;
}
