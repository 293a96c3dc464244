import type { NodeAPI } from 'node-red';
import {
  CameraError,
  createCamera,
  perform,
  type Account,
  type Camera,
  type CameraSettings,
} from '../../../camera/index';
import { environmentVariable } from '../../../shared/typed-value';
import { learn } from './about';
import { accountOf, type CameraConfig, type CameraCredentials, type CameraNode } from '../camera-node';

/** What stands in a password field of the editor when a password is stored. */
const STORED = '__PWRD__';

/** What the dialog's test button sends: the settings as typed, before they are deployed. */
export interface TestRequest extends CameraConfig, CameraCredentials {}

/** Tries what is typed. @throws CameraError whatever stands in the way of a log-in. */
export async function testCamera(RED: NodeAPI, typed: TestRequest): Promise<object> {
  const deployed = deployedCamera(RED, typed.id);
  const wanted = expand(RED, typed);
  const stored = typed.password === STORED || typed.password === undefined;
  const password = stored ? deployed?.credentials.password : wanted.password;
  const account = accountOf(RED, wanted, { username: wanted.username, password });
  const answer = await tryAccount({ name: wanted.name || 'camera', ...account });
  const client = deployed?.client;
  if (client && !CameraError.is(client) && isSame(client.settings, account)) worked(client, answer);
  return answer;
}

/** Tries a camera as it is deployed. @throws CameraError as `testCamera`. */
export async function testDeployed({ client }: CameraNode): Promise<object> {
  if (CameraError.is(client)) throw client;
  const answer = await tryAccount(client.settings);
  worked(client, answer);
  return answer;
}

/** By a session of its own, so that what was refused before is tried anew. */
async function tryAccount(settings: CameraSettings): Promise<Description> {
  const camera = createCamera(settings);
  try {
    return await describe(camera);
  } finally {
    await camera.close();
  }
}

function worked(client: Camera, { model, firmware }: Description): void {
  learn(client, model, firmware);
  void client.clearLoginBlock();
}

/** The same camera, by the same name and password. */
function isSame(one: Account, other: Account): boolean {
  const essence = ({ address: { protocol, host, port }, username, password }: Account) =>
    JSON.stringify([protocol, host, port, username, password]);
  return essence(one) === essence(other);
}

/** Another node's password is nobody's business. */
function deployedCamera(RED: NodeAPI, id: string): CameraNode | undefined {
  const node = RED.nodes.getNode(id) as CameraNode | null;
  return node?.type === 'anjvision-camera' ? node : undefined;
}

interface Description {
  readonly model: unknown;
  readonly firmware: unknown;
  readonly capabilities: object | undefined;
  readonly relay: string | undefined;
  readonly picture: string | undefined;
}

/** What a camera says of itself; only the log-in must succeed, since firmware differs in the rest. */
async function describe(camera: Camera): Promise<Description> {
  await camera.read('keepAlive');
  const [info, model, capabilities, relay, snapshot] = await Promise.all([
    perform(camera, 'info', {}).catch(() => undefined),
    camera.read('model').catch(() => undefined),
    camera.read('capabilities').catch(() => undefined),
    camera.read('relay').catch(() => undefined),
    camera.read('snapshot', { stream: 0 }).catch(() => undefined),
  ]);
  return {
    model: model?.model ?? info?.['model'],
    firmware: info?.['filesystem'],
    capabilities,
    relay: relay && (relay.status === 1 ? 'open' : 'closed'),
    picture: snapshot?.picture?.toString('base64'),
  };
}

/** Replaces settings that are a whole `${NAME}` by the environment, as Node-RED does at deploy. */
function expand(RED: NodeAPI, typed: TestRequest): TestRequest {
  const node = RED.nodes.getNode(typed.id);
  const value = (text: unknown): unknown => {
    const name = environmentVariable(text);
    return name ? (RED.util.evaluateNodeProperty(name, 'env', node, {}) ?? text) : text;
  };
  return Object.fromEntries(
    Object.entries(typed).map(([key, text]) => [key, value(text)]),
  ) as unknown as TestRequest;
}
