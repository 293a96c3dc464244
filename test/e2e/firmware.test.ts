import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedCamera } from '../../simulator';
import {
  startNodeRed,
  type FlowNode,
  type NodeRedProcess,
  type Outcome,
} from '../../tools/node-red/node-red-process';
import { SlowLine } from '../support/slow-line';
import { cameraNode, codeOf, node, payloadOf, result, sink, tab, until } from './support';

/** More than sockets hold, so that most of it waits while the line is held. */
const image = randomBytes(24_000_000);
const sha256 = createHash('sha256').update(image).digest('hex');
const HELD_AFTER = 1_000_000;
const ENDING_MS = 60_000;

describe('a firmware upload', function () {
  this.timeout(240_000).slow(60_000);

  let red: NodeRedProcess;
  let camera: SimulatedCamera;
  let line: SlowLine;
  let folder = '';
  let file = '';
  let flows: FlowNode[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'anjvision-firmware-'));
    file = join(folder, 'image.bin');
    camera = await SimulatedCamera.start({ bootMs: 500 });
    line = await SlowLine.before(camera.port);
    flows = [
      tab,
      sink,
      { id: 'remark', type: 'comment', z: 'tab', name: 'before', info: '', wires: [] },
      cameraNode(camera, { port: String(line.port) }),
      node('firmware', { waitTimeout: '60' }),
      node('settings', { command: 'model' }),
    ];
    red = await startNodeRed({ flows });
  });
  after(async () => {
    await (red as NodeRedProcess | undefined)?.close();
    (line as SlowLine | undefined)?.stop();
    await (camera as SimulatedCamera | undefined)?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await red.deploy(flows);
    writeFileSync(file, image);
    camera.forgetRequests();
    camera.history.upgrades.length = 0;
  });

  /** Sends the file, and waits until a part of it is under way. */
  async function begin(): Promise<{ outcome: Promise<Outcome> }> {
    line.holdAfter(HELD_AFTER);
    const outcome = red.ask('firmware', { payload: file }, ENDING_MS);
    await until('the upload to be under way', () => line.isHolding);
    return { outcome };
  }

  const renamed = (id: string) => flows.map((each) => (each.id === id ? { ...each, name: 'After' } : each));

  describe('goes on to its end', () => {
    for (const [what, next, type] of [
      ['a full deploy after a comment was renamed', () => renamed('remark'), 'full'],
      ['a deploy of modified nodes after the camera was renamed', () => renamed('cam'), 'nodes'],
      ['a deploy of modified flows after the camera was renamed', () => renamed('cam'), 'flows'],
      ['a deploy after its node was deleted', () => flows.filter(({ id }) => id !== 'firmware'), 'nodes'],
    ] as const) {
      it(`through ${what}, while the camera is BUSY to others until it is back`, async () => {
        const { outcome } = await begin();
        const began = Date.now();
        await red.deploy(next(), type);
        assert.ok(Date.now() - began < 10_000, 'the deploy waited for the upload');
        const busy = await red.ask('settings');
        assert.equal(codeOf(busy), 'BUSY');
        assert.match(busy.error!.message, /firmware is being upgraded/);
        line.release();
        const { bytes, sha256: sent } = payloadOf(await outcome) as Record<string, unknown>;
        assert.deepEqual([bytes, sent], [image.length, sha256]);
        assert.deepEqual(
          camera.history.upgrades.map((upgrade) => [upgrade.bytes, upgrade.sha256]),
          [[image.length, sha256]],
        );
        assert.equal(camera.received('/OnvifFirmwareUpgrade').length, 1);
        assert.deepEqual(await result(red, 'settings'), { model: 'MC200J6' });
      });
    }
  });

  describe('ends, with the connection and in words, without anything but the image on the wire,', () => {
    const REQUEST = 'GET /cgi-bin/setRelayStatus?username=admin&password=123456&status=1 HTTP/1.1\r\n\r\n';
    for (const [what, change] of [
      ['when the file grows', () => appendFileSync(file, REQUEST)],
      ['when the file shrinks', () => truncateSync(file, 2_000_000)],
      ['when the file is emptied', () => truncateSync(file, 0)],
      [
        'when the file is written anew with the same length',
        () => writeFileSync(file, randomBytes(24_000_000)),
      ],
    ] as const) {
      it(what, async () => {
        const { outcome } = await begin();
        change();
        line.release();
        const ended = await outcome;
        assert.equal(codeOf(ended), 'INVALID_INPUT');
        assert.match(ended.error!.message, /^Gate: firmware: .*image\.bin" changed while it was sent: it /);
        assert.deepEqual(camera.history.upgrades, []);
        assert.equal(camera.received('/cgi-bin/setRelayStatus').length, 0);
        assert.equal(camera.state.relay.open, false);
        assert.deepEqual(await result(red, 'settings'), { model: 'MC200J6' });
      });
    }
  });

  it('sends the file that it opened, also when another takes its name', async () => {
    const { outcome } = await begin();
    const other = join(folder, 'other.bin');
    writeFileSync(other, randomBytes(1_000));
    renameSync(other, file);
    line.release();
    const { bytes, sha256: sent } = payloadOf(await outcome) as Record<string, unknown>;
    assert.deepEqual([bytes, sent], [image.length, sha256]);
    assert.equal(camera.history.upgrades[0]!.sha256, sha256);
  });
});
