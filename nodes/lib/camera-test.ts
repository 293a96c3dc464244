import type { NodeAPI } from 'node-red';
import { Camera, CameraError } from '../../camera/index';
import { accountOf, type CameraConfig, type CameraCredentials, type CameraNode } from './camera-node';

/** What stands in a password field of the editor when a password is stored. */
const STORED = '__PWRD__';

/** What the dialog's test button sends: the settings as typed, before they are deployed. */
interface TestRequest extends CameraConfig, CameraCredentials {}

/** Lets the dialog try what is typed: `POST anjvision/test`. */
export function offerTest(RED: NodeAPI): void {
  RED.httpAdmin.post('/anjvision/test', RED.auth.needsPermission('flows.write'), (request, response) => {
    void testCamera(RED, request.body as TestRequest).then((answer) => response.json(answer));
  });
}

async function testCamera(RED: NodeAPI, typed: TestRequest): Promise<object> {
  try {
    const deployed = RED.nodes.getNode(typed.id) as CameraNode | null;
    const stored = typed.password === STORED || typed.password === undefined;
    const password = stored ? deployed?.credentials.password : typed.password;
    const account = accountOf(RED, expand(RED, typed), { username: typed.username, password });
    const camera = new Camera({ name: typed.name || 'camera', ...account });
    try {
      const answer = await describe(camera);
      if (deployed?.client instanceof Camera) deployed.client.dialogue.session.forgive();
      return { ok: true, ...answer };
    } finally {
      await camera.close();
    }
  } catch (error) {
    if (CameraError.is(error)) return { ok: false, code: error.code, message: error.message };
    return { ok: false, code: 'BAD_RESPONSE', message: 'the camera could not be tested' };
  }
}

/** What a camera says of itself; only the log-in must succeed, since firmware differs in the rest. */
async function describe(camera: Camera): Promise<object> {
  await camera.read('keepAlive');
  const [info, model, capabilities, relay, snapshot] = await Promise.all([
    camera.read('info').catch(() => undefined),
    camera.read('model').catch(() => undefined),
    camera.read('capabilities').catch(() => undefined),
    camera.read('relay').catch(() => undefined),
    camera.read('snapshot', { stream: 0 }).catch(() => undefined),
  ]);
  return {
    model: model?.model ?? info?.model,
    firmware: info?.filesystem,
    capabilities,
    relay: relay && (relay.status === 1 ? 'open' : 'closed'),
    picture: snapshot?.picture?.toString('base64'),
  };
}

/** Replaces settings that are a whole `${NAME}` by the environment, as Node-RED does at deploy. */
function expand(RED: NodeAPI, typed: TestRequest): TestRequest {
  const node = RED.nodes.getNode(typed.id);
  const value = (text: unknown): unknown => {
    const name = typeof text === 'string' && /^\$\{([^}]+)\}$/.exec(text)?.[1];
    return name ? RED.util.evaluateNodeProperty(name, 'env', node, {}) : text;
  };
  return Object.fromEntries(
    Object.entries(typed).map(([key, text]) => [key, value(text)]),
  ) as unknown as TestRequest;
}
