import assert from 'node:assert/strict';
import type { AgentOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type TlsOptions } from 'node:tls';
import { Camera } from '../../../../camera/device/camera';
import { SimulatedCamera } from '../../../../simulator/index';
import { CERTIFICATE } from '../../simulator/certificate';
import { until } from '../../../support/bench';
import { refusal } from '../../../support/refusal';

describe('a camera that speaks https', () => {
  let simulated: SimulatedCamera;
  let camera: Camera | undefined;
  before(async () => (simulated = await SimulatedCamera.start({ tls: CERTIFICATE })));
  afterEach(() => camera?.close());
  after(() => simulated.stop());

  function connect(tls?: AgentOptions, port = simulated.port): Camera {
    const address = { protocol: 'https', host: '127.0.0.1', port, tls } as const;
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

  /** The message of the error with which a camera's TLS is met. */
  async function meets(options: TlsOptions): Promise<string> {
    const server: Server = createServer({ ...CERTIFICATE, ...options }, (socket) => {
      socket.on('error', () => undefined).end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
    server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
    await until('it listens', () => server.listening);
    const { port } = server.address() as AddressInfo;
    const error = await refusal(connect({ ca: CERTIFICATE.cert }, port).read('relay'), 'UNREACHABLE');
    server.close();
    return error.message;
  }

  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    it(`is said to be too old where it speaks ${version}`, async () => {
      const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
      assert.match(await meets(old), /its TLS version is too old: Node.js needs at least 1.2/);
    });
  }

  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    it(`is said to want a client certificate where it asks for one in ${maxVersion}`, async () => {
      const wanting = { maxVersion, ca: CERTIFICATE.cert, requestCert: true, rejectUnauthorized: true };
      assert.match(await meets(wanting), /needs a client certificate.*choose a tls-config that has one/);
    });
  }

  it('is said to speak no https where it speaks http', async () => {
    const http = await SimulatedCamera.start();
    const error = await refusal(connect({}, http.port).read('relay'), 'UNREACHABLE');
    assert.match(error.message, /does not speak https at this port/);
    await http.stop();
  });

  it('keeps a connection for reads, and makes a new one for what must not arrive twice', async () => {
    const client = connect({ ca: CERTIFICATE.cert });
    simulated.forgetRequests();
    await client.read('model');
    await client.read('model');
    await client.write('alarm', {});
    const [logIn, first, second, alarm] = simulated.requests.map(({ connection }) => connection);
    assert.equal(second, first);
    assert.equal(new Set([logIn, first, alarm]).size, 3);
  });
});
