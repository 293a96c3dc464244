import { isDeepStrictEqual } from 'node:util';
import type { NodeAPI } from 'node-red';
import {
  CameraError,
  createCamera,
  type Account,
  type Address,
  type Camera,
  type CameraSettings,
} from '../../../camera/index';
import { environmentVariable } from '../../../shared/typed-value';
import { learn } from './about';
import { diagnose } from './diagnostics';
import { selfDescription } from './self-description';
import { accountOf, type CameraConfig, type CameraCredentials, type CameraNode } from '../camera-node';
import { deployedCamera, expand, globalVariable, type DeployedCamera } from './deployed-camera';

/** What stands in a password field of the editor when a password is stored. */
const STORED = '__PWRD__';

/** What the dialog's test button sends: the settings as typed, before they are deployed. */
export interface TestRequest extends CameraConfig, CameraCredentials {}

/**
 * Tries what is typed. A password that is stored, or comes from the environment, goes only where it was deployed to go:
 * otherwise whoever may test could have it sent to an address of his own.
 *
 * @throws CameraError whatever stands in the way of a log-in.
 */
export async function testCamera(RED: NodeAPI, typed: TestRequest): Promise<object> {
  const deployed = deployedCamera(RED, typed.id);
  const account = accountFor(RED, typed, deployed);
  const answer = await briefly({ name: typed.name || 'camera', ...account }, describe);
  const client = deployed?.client;
  if (client && isSame(client.settings, account)) worked(client, answer);
  return answer;
}

/** The report for a bug ticket of what is typed, before it is deployed. @throws CameraError as `testCamera`. */
export async function diagnoseTyped(RED: NodeAPI, typed: TestRequest): Promise<object> {
  const account = accountFor(RED, typed, deployedCamera(RED, typed.id));
  return briefly({ name: typed.name || 'camera', ...account }, (camera) => diagnose(RED, camera));
}

/** Tries a camera as it is deployed. @throws CameraError as `testCamera`. */
export async function testDeployed({ client }: CameraNode): Promise<object> {
  if (CameraError.is(client)) throw client;
  const answer = await briefly(client.settings, describe);
  worked(client, answer);
  return answer;
}

/** By a session of its own, so that what was refused before is tried anew. */
async function briefly<T>(settings: CameraSettings, work: (camera: Camera) => Promise<T>): Promise<T> {
  const camera = createCamera(settings);
  try {
    return await work(camera);
  } finally {
    await camera.close();
  }
}

function worked(client: Camera, { model, firmware }: Description): void {
  learn(client, model, firmware);
  void client.clearLoginBlock();
}

function accountFor(RED: NodeAPI, typed: TestRequest, deployed: DeployedCamera | undefined): Account {
  const { username, password, ...config } = typed;
  const isStored = password === STORED || password === undefined;
  const environment = (name: string) => (deployed ? deployed.environment(name) : globalVariable(RED, name));
  // Not the credentials yet: where they may go depends on the rest.
  const place = explained(typed, environment, () =>
    accountOf(RED, expand(config, environment), { password: 'unknown' }),
  );
  const isBound = isStored || [username, password].some((text) => environmentVariable(text) !== undefined);
  const isDeployedTo =
    deployed?.account !== undefined && isSamePlace(deployed.account.address, place.address);
  if (isBound && !isDeployedTo) throw deployed || !isStored ? boundElsewhere() : noPassword();
  const known = isStored ? deployed?.credentials.password : password;
  const credentials = expand({ username, password: known }, environment);
  return explained(typed, environment, () => accountOf(RED, expand(config, environment), credentials));
}

const noPassword = () =>
  new CameraError('INVALID_INPUT', 'the password is missing', { key: 'passwordMissing' });

const boundElsewhere = () =>
  new CameraError(
    'INVALID_INPUT',
    'a password that is stored, or comes from the environment, goes only to the address, port and TLS that were deployed; type the password to test others, or deploy first',
    { key: 'passwordBound' },
  );

/** Names a variable of the environment in place of its value. */
function explained<T>(typed: object, environment: (name: string) => unknown, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!CameraError.is(error)) throw error;
    const variables = Object.values(typed).flatMap((text) => environmentVariable(text) ?? []);
    throw variables.reduce<CameraError>((said, name) => {
      const value = environment(name);
      const text = typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : '';
      return text ? new CameraError(said.code, said.detail.replaceAll(text, `\${${name}}`)) : said;
    }, error);
  }
}

function isSamePlace(one: Address, other: Address): boolean {
  const place = ({ protocol, host, port }: Address) => [protocol, host.toLowerCase(), port];
  return isDeepStrictEqual([place(one), one.tls ?? {}], [place(other), other.tls ?? {}]);
}

/** The same camera, by the same name and password. */
function isSame(one: Account, other: Account): boolean {
  const isSameAccount = one.username === other.username && one.password === other.password;
  return isSameAccount && isSamePlace(one.address, other.address);
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
  const [{ model, firmware, capabilities }, relay, snapshot] = await Promise.all([
    selfDescription(camera),
    camera.read('relay').catch(() => undefined),
    camera.read('snapshot', { stream: 0 }).catch(() => undefined),
  ]);
  return {
    model,
    firmware,
    capabilities,
    relay: relay && (relay.status === 1 ? 'open' : 'closed'),
    picture: snapshot?.picture?.toString('base64'),
  };
}
