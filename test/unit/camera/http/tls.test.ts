import assert from 'node:assert/strict';
import type { AgentOptions } from 'node:https';
import { Camera } from '../../../../camera/device/camera';
import { SimulatedCamera } from '../../../../simulator/index';
import { CERTIFICATE } from '../../simulator/certificate';
import { refusal } from '../../../support/refusal';

describe('a camera that speaks https', () => {
  let simulated: SimulatedCamera;
  let camera: Camera | undefined;
  before(async () => (simulated = await SimulatedCamera.start({ tls: CERTIFICATE })));
  afterEach(() => camera?.close());
  after(() => simulated.stop());

  function connect(tls?: AgentOptions): Camera {
    const address = { protocol: 'https', host: '127.0.0.1', port: simulated.port, tls } as const;
    camera = new Camera({ name: 'Gate', address, username: 'admin', password: '123456', timeoutMs: 2000 });
    return camera;
  }

  it('is not told the password while its certificate is not trusted', async () => {
    const error = await refusal(connect().read('relay'), 'UNREACHABLE');
    assert.match(error.message, /certificate is not trusted/);
    assert.equal(simulated.requests.length, 0);
  });

  it('answers when its authority is trusted', async () => {
    assert.deepEqual(await connect({ ca: CERTIFICATE.cert }).read('relay'), { status: 0 });
  });

  it('answers when the user does not want it verified', async () => {
    assert.deepEqual(await connect({ rejectUnauthorized: false }).write('alarm', {}), {});
  });
});
