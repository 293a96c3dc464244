import assert from 'node:assert/strict';
import { configuredCameras } from '../../../../../nodes/shared/admin/configured';
import { useStage } from '../../stage';

describe('whether a camera on the network is configured already', () => {
  const stage = useStage();
  const load = (camera: Record<string, unknown>) => stage.load({ type: 'anjvision-settings' }, { camera });

  it('is told by address and port', async () => {
    await load({ host: '192.0.2.7', port: '8080' });
    const isConfigured = await configuredCameras(() => Promise.reject(new Error('not asked')));
    assert.equal(isConfigured('192.0.2.7', 8080), true);
    assert.equal(isConfigured('192.0.2.7', 80), false);
    assert.equal(isConfigured('192.0.2.8', 8080), false);
  });

  it('is told of one that is set to a host name by the addresses of that name', async () => {
    await load({ host: 'gate.example', port: '80' });
    const asked: string[] = [];
    const isConfigured = await configuredCameras((host) => {
      asked.push(host);
      return Promise.resolve(['192.0.2.7', '192.0.2.8']);
    });
    assert.deepEqual(asked, ['gate.example']);
    assert.equal(isConfigured('192.0.2.8', 80), true);
    assert.equal(isConfigured('192.0.2.9', 80), false);
  });

  it('is told of one that is set to https by its address, since it announces the port of http', async () => {
    await load({ host: '192.0.2.7', port: '443', protocol: 'https' });
    const isConfigured = await configuredCameras();
    assert.equal(isConfigured('192.0.2.7', 80), true);
  });

  it('is unknown of a name that cannot be resolved', async () => {
    await load({ host: 'nowhere.example', port: '80' });
    const isConfigured = await configuredCameras(() => Promise.reject(new Error('ENOTFOUND')));
    assert.equal(isConfigured('192.0.2.7', 80), false);
  });
});
