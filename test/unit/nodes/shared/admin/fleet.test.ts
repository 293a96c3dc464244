import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { aboutCamera, learn } from '../../../../../nodes/shared/admin/about';
import { cameraStates } from '../../../../../nodes/shared/admin/camera-list';
import type { CameraState } from '../../../../../shared/camera-state';
import { findCameras } from '../../../../../nodes/shared/admin/discovery';
import { findCamera } from '../../../../../nodes/shared/cameras';
import { useStage } from '../../stage';

describe('what the editor is told of all cameras', () => {
  const stage = useStage();
  const load = () => stage.load({ type: 'anjvision-settings', command: 'image' });

  it('is their state and what last went wrong, without asking them', async () => {
    await load();
    const [before] = cameraStates();
    assert.deepEqual(
      [before!.id, before!.name, before!.state, before!.lastError],
      ['cam', 'Gate', 'unknown', null],
    );
    assert.equal(before!.page, `http://127.0.0.1:${stage.camera.port}/`);
    assert.deepEqual(stage.camera.requests, []);
    stage.camera.injectFault('fault-400', { path: '/cgi-bin/image', reason: 'sensor busy' });
    await stage.refusal('CAMERA_FAULT');
    const [after] = cameraStates();
    assert.equal(after!.state, 'online');
    assert.match(after!.lastError!.message, /sensor busy/);
    assert.doesNotMatch(JSON.stringify(cameraStates()), /123456|admin/);
  });

  it('says why a camera cannot work as it is set', async () => {
    await stage.load({ type: 'anjvision-settings' }, { camera: { host: 'http://x' } });
    const [camera] = cameraStates();
    assert.deepEqual([camera!.state, camera!.page], ['invalid', null]);
    assert.match(camera!.reason, /host/);
  });

  it('is model and firmware, asked once', async () => {
    await load();
    const client = findCamera('cam', undefined).use();
    const about = await aboutCamera(client);
    assert.deepEqual(about, { model: 'MC200J6', firmware: 'V5.2.30.230817' });
    const asked = stage.camera.requests.length;
    assert.deepEqual(await aboutCamera(client), about);
    assert.equal(stage.camera.requests.length, asked);
    const [camera] = cameraStates();
    assert.deepEqual([camera!.model, camera!.firmware, camera!.isKnown], ['MC200J6', 'V5.2.30.230817', true]);
  });

  it('is model and firmware that flows have read, without asking again', async () => {
    await stage.load({ type: 'anjvision-settings', command: '' });
    await stage.result({}, { command: 'info' });
    await stage.result({}, { command: 'model' });
    const sent = stage.camera.requests.length;
    const [{ model, firmware, isKnown }] = cameraStates() as [CameraState];
    assert.deepEqual([model, firmware, isKnown], ['MC200J6', 'V5.2.30.230817', true]);
    assert.equal(stage.camera.requests.length, sent);
  });

  it('is the firmware that only user name and password are told', async () => {
    await stage.load({ type: 'anjvision-settings' }, { simulator: { style: 'firmware-g' } });
    const about = await aboutCamera(findCamera('cam', undefined).use());
    assert.ok(about.model && about.firmware, JSON.stringify(about));
  });

  it('asks for the firmware anew after the camera was away', async () => {
    await load();
    const client = findCamera('cam', undefined).use();
    await aboutCamera(client);
    await stage.camera.unplug();
    assert.ok((await stage.ask()).error);
    assert.equal(cameraStates()[0]!.isKnown, false);
    await stage.camera.plug();
    const before = stage.camera.requests.length;
    await aboutCamera(client);
    assert.ok(stage.camera.requests.length > before);
    assert.equal(cameraStates()[0]!.isKnown, true);
  });

  it('is no secret and no control character that a camera tells as its model', async () => {
    await load();
    const client = findCamera('cam', undefined).use();
    learn(client, `MC\u0000\n${stage.camera.options.password} `, undefined);
    const { model } = cameraStates()[0]!;
    assert.ok(model?.startsWith('MC ') && !model.includes(stage.camera.options.password), model ?? 'none');
  });

  it('is whether it listens for alarms', async () => {
    await load();
    assert.deepEqual(cameraStates()[0]!.alarms, { state: 'unused', source: null, reason: '' });
    const client = findCamera('cam', undefined).use();
    const leave = client.alarms.listen({ onEvent: () => undefined, onListening: () => undefined });
    assert.equal(cameraStates()[0]!.alarms.state, 'starting');
    await stage.until(() => cameraStates()[0]!.alarms.state !== 'starting', 'the outcome');
    await leave();
    assert.equal(cameraStates()[0]!.alarms.state, 'unused');
  });

  it('is which cameras are on the network, and which of them can be used or are in use', async () => {
    await load();
    const device = createSocket('udp4');
    const xaddr = (port: number) => `<d:XAddrs>http://127.0.0.1:${port}/onvif/device_service</d:XAddrs>`;
    const match = (id: string, port: number) =>
      `<d:ProbeMatch><a:Address>${id}</a:Address><d:Types>dn:NetworkVideoTransmitter</d:Types>${xaddr(port)}</d:ProbeMatch>`;
    device.on('message', (_probe, { port }) =>
      device.send(
        `<e xmlns:a="a" xmlns:d="d"><d:ProbeMatches>${match('1', 1)}${match('2', stage.camera.port)}</d:ProbeMatches></e>`,
        port,
        '127.0.0.1',
      ),
    );
    device.bind(0, '127.0.0.1');
    await once(device, 'listening');
    const targets = [{ address: '127.0.0.1', port: device.address().port }];
    const found = await findCameras({ interfaces: ['127.0.0.1'], targets, waitMs: 200 });
    device.close();
    assert.deepEqual(
      found.map(({ id, port, answers, configured }) => ({ id, port, answers, configured })),
      [
        { id: '2', port: stage.camera.port, answers: true, configured: true },
        { id: '1', port: 1, answers: false, configured: false },
      ],
    );
    assert.deepEqual(stage.sent, ['keep_alive']);
  });
});
