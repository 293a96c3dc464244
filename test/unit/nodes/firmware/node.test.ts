import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useStage } from '../stage';

const image = randomBytes(300_000);
const sha256 = createHash('sha256').update(image).digest('hex');

describe('anjvision-firmware', () => {
  const stage = useStage();
  const load = (config: object = {}, setting: object = {}) =>
    stage.load({ type: 'anjvision-firmware', ...config }, { simulator: { bootMs: 200 }, ...setting });
  const upload = () => stage.camera.received('/OnvifFirmwareUpgrade')[0]!;

  let folder = '';
  let file = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'anjvision-firmware-'));
    file = join(folder, 'image ü.bin');
    writeFileSync(file, image);
    writeFileSync(join(folder, 'empty.bin'), '');
  });
  after(() => rmSync(folder, { recursive: true }));

  const checkResult = (result: unknown) => {
    const { downtime, ...rest } = result as { downtime: number };
    assert.deepEqual(rest, { bytes: image.length, sha256 });
    assert.ok(Number.isInteger(downtime) && downtime > 0);
    const [done] = stage.camera.history.upgrades;
    assert.deepEqual([done!.bytes, done!.sha256], [image.length, sha256]);
    const { method, headers } = upload();
    assert.equal(method, 'POST');
    assert.equal(headers['content-type'], 'application/octet-stream');
    assert.equal(headers['content-length'], String(image.length));
    assert.equal(headers['transfer-encoding'], undefined);
  };

  it('sends a Buffer, and waits until the camera is back', async () => {
    await load();
    checkResult(await stage.result(image));
    assert.equal(stage.camera.state.reboots, 1);
  });

  it('sends the file that a payload names', async () => {
    await load();
    checkResult(await stage.result(file));
  });

  it('sends the file that it is set to', async () => {
    await load({ filename: file });
    checkResult(await stage.result(1700000000000));
  });

  it('shows the percentage in its status', async () => {
    await load();
    await stage.result(image);
    const colours = stage.statuses.map(
      ({ fill, shape, text }) => `${fill} ${shape} ${text?.split('.').at(-1)}`,
    );
    assert.ok(colours.includes('yellow ring uploading'));
    assert.ok(colours.includes('yellow ring rebooting'));
    assert.match(stage.shown, /^green dot/);
  });

  it('refuses what is no image before it reaches the camera', async () => {
    await load();
    const none = [undefined, null, '', 5, true, {}, [], NaN, Buffer.alloc(0), new Uint8Array(4)];
    await stage.refuses([...none, join(folder, 'missing.bin'), join(folder, 'empty.bin'), folder]);
  });

  it('refuses a part of a file, as a node gives it that reads a file as a stream', async () => {
    await load({ filename: file });
    for (const parts of [
      { id: 'a', index: 0, type: 'buffer' },
      { id: 'a', index: 1, count: 2, type: 'buffer' },
      { id: 'a', index: 0 },
    ]) {
      const error = await stage.refusal('INVALID_INPUT', image.subarray(0, 65_536), { parts });
      assert.match(error.message, /a whole image/);
    }
    assert.deepEqual(stage.camera.requests, []);
  });

  it('takes a whole image that was an item of a list', async () => {
    await load();
    checkResult(await stage.result(image, { parts: { id: 'a', index: 1, count: 2, type: 'array' } }));
  });

  it('says when the camera refuses the image', async () => {
    await load();
    stage.camera.injectFault('fault-200', { path: '/OnvifFirmwareUpgrade', reason: 'error firmware' });
    assert.equal((await stage.refusal('CAMERA_FAULT', image)).reason, 'error firmware');
    assert.equal(stage.camera.state.reboots, 0);
  });

  it('says AUTH_FAILED when the camera refuses the account of the upload, and goes on using the session', async () => {
    await load(
      {},
      { simulator: { bootMs: 200, style: 'firmware-g', password: 'a:b' }, credentials: { password: 'a:b' } },
    );
    const error = await stage.refusal('AUTH_FAILED', image);
    assert.match(error.reason!, /Authentication failed/);
    assert.deepEqual(stage.camera.history.upgrades, []);
    await stage.refusal('AUTH_FAILED', image);
    assert.equal(stage.camera.received('/OnvifFirmwareUpgrade').length, 2);
    assert.equal(stage.camera.received('/cgi-bin/getuid').length, 1);
  });

  it('is not sent twice when the connection breaks', async () => {
    await load();
    stage.camera.injectFault('reset-midway', { path: '/OnvifFirmwareUpgrade' });
    const error = await stage.refusal('CONNECTION_LOST', image);
    assert.match(error.message, /^Gate: firmware: /);
    assert.equal(stage.camera.received('/OnvifFirmwareUpgrade').length, 1);
  });

  it('survives a refused log-in with a file at hand', async () => {
    await load({}, { credentials: { password: 'wrong' } });
    await stage.refusal('AUTH_FAILED', file);
    assert.equal(stage.camera.received('/OnvifFirmwareUpgrade').length, 0);
  });

  it('gives up in words after the longest wait', async () => {
    await load({ waitTimeout: '1' }, { simulator: { bootMs: 60_000 } });
    const error = await stage.refusal('TIMEOUT', image);
    assert.match(error.message, /^Gate: firmware: .*1 s/);
  });
});
