import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { useStage } from '../stage';

const UPLOADS = { sd: 0, ftp: 1, email: 2, nfs: 3 };
const ALL = { sdCard: true, ftp: true, email: true, nfs: true };

describe('anjvision-snapshot', () => {
  const stage = useStage();
  const load = (config: object = {}, simulator = {}) =>
    stage.load({ type: 'anjvision-snapshot', ...config }, { simulator });

  for (const payload of [
    undefined,
    null,
    1700000000000,
    'sub',
    'nonsense',
    true,
    [],
    {},
    { open: true, status: 1 },
  ]) {
    it(`takes a picture of the main stream by ${inspect(payload)}`, async () => {
      await load();
      const { outputs } = await stage.ask(payload);
      const picture = outputs[0]!['payload'] as Buffer;
      assert.ok(Buffer.isBuffer(picture));
      assert.equal(picture.subarray(0, 2).toString('hex'), 'ffd8');
      assert.deepEqual(stage.sent, ['snapshot.cgi?stream=1']);
      assert.equal(outputs[0]!['contentType'], 'image/jpeg');
      assert.match(outputs[0]!['filename'] as string, /^Gate-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.jpg$/);
    });
  }

  it('takes the stream it is set to, or that of the payload', async () => {
    await load({ stream: 'sub' });
    await stage.result();
    await stage.result({ stream: 'main' });
    assert.deepEqual(stage.sent, ['snapshot.cgi?stream=0', 'snapshot.cgi?stream=1']);
  });

  for (const [target, upload] of Object.entries(UPLOADS)) {
    it(`has it uploaded to ${target}`, async () => {
      await load({}, ALL);
      assert.deepEqual(await stage.result({ target }), { uploaded: target });
      await stage.clear();
      await load({ target, stream: 'sub' }, ALL);
      const { outputs } = await stage.ask();
      assert.deepEqual(outputs[0]!['payload'], { uploaded: target });
      assert.deepEqual(Object.keys(outputs[0]!).sort(), ['_msgid', 'camera', 'payload', 'topic']);
      assert.deepEqual(stage.sent, [`snapshot.cgi?stream=0&upload=${upload}`]);
    });
  }

  for (const style of ['manual', 'field'] as const) {
    it(`says why it was not uploaded, in the ${style} style`, async () => {
      await load({ target: 'ftp' }, { style });
      assert.equal((await stage.refusal('CAMERA_FAULT')).reason, 'Ftp not deploy');
    });
  }

  it('refuses other streams and targets before they reach the camera', async () => {
    await load();
    await stage.refuses([
      { stream: 'third' }, { stream: 1 }, { stream: null }, { stream: '' }, { target: 'cloud' }, { target: 1 },
      { target: null }, { stream: 'main', target: 'x' }, { stream: 'main', quality: 5 },
    ]); // prettier-ignore
  });

  it('refuses settings of its own that there are not', async () => {
    await load({ stream: 'third' });
    await stage.refuses([undefined]);
  });

  for (const kind of ['half-body', 'half-document', 'html', 'empty', 'garbage'] as const) {
    it(`takes ${kind} for no picture`, async () => {
      await load();
      stage.camera.injectFault(kind, { path: '/cgi-bin/snapshot.cgi' });
      const { error, outputs } = await stage.ask();
      assert.equal(error?.code, 'BAD_RESPONSE');
      assert.deepEqual(outputs, []);
    });
  }

  it('names pictures so that every file system takes them', async () => {
    await stage.load({ type: 'anjvision-snapshot' }, { camera: { name: '../Tür:1/<Hof>?*"|\\ ' } });
    const { outputs } = await stage.ask();
    const filename = outputs[0]!['filename'] as string;
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(filename, /[\0-\x1f<>:"/\\|?*]|^\.|\.\.|[. ]\.jpg$/);
    assert.match(filename, /Tür.*Hof.*\.jpg$/);
  });
});
