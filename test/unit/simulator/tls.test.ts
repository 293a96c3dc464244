import assert from 'node:assert/strict';
import { get } from 'node:https';
import { SimulatedCamera } from '../../../simulator/index';
import { CERTIFICATE } from './certificate';

describe('simulator: over TLS', () => {
  const ask = (camera: SimulatedCamera, path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const address = new URL(path, camera.url);
      get(address, { ca: CERTIFICATE.cert, agent: false }, (reply) => {
        let text = '';
        reply.on('data', (piece: Buffer) => (text += piece.toString()));
        reply.on('end', () => resolve(text));
        reply.on('error', reject);
      }).on('error', reject);
    });

  it('answers, resets and counts connections as without', async () => {
    const camera = await SimulatedCamera.start({ tls: CERTIFICATE });
    assert.match(camera.url, /^https:/);
    const path = '/cgi-bin/getuid?username=admin&password=123456';
    assert.match(await ask(camera, path), /<uid>/);
    camera.injectFault('reset-after');
    await assert.rejects(ask(camera, path), /ECONNRESET/);
    camera.injectFault('http10');
    assert.match(await ask(camera, path), /<uid>/);
    assert.deepEqual(
      camera.requests.map(({ connection }) => connection),
      [1, 2, 3],
    );
    await camera.stop();
    await assert.rejects(ask(camera, path), /ECONNREFUSED/);
  });
});
