import assert from 'node:assert/strict';
import { SimulatedCamera, STYLES } from '../../simulator';
import { startNodeRed, type NodeRedProcess } from '../../tools/node-red/node-red-process';
import { changeTen, TEN, writes } from '../unit/camera/operations/backup/support';
import { cameraNode, node, sink, tab } from './support';

interface Difference {
  command: string;
  parameter: string;
}

interface Report {
  restored: { command: string; parameters: string[] }[];
  unchanged: string[];
  failed: { command: string; code: string; message: string }[];
}

/** Saves, compares and restores by messages, with one node for each action and the camera named by the message. */
describe('anjvision-backup in a Node-RED', function () {
  this.timeout(120_000).slow(20_000);

  const cameras = new Map<string, SimulatedCamera>();
  let red: NodeRedProcess;
  before(async () => {
    for (const style of STYLES) cameras.set(style, await SimulatedCamera.start({ style }));
    const configured = [...cameras].map(([style, camera]) =>
      cameraNode(camera, { id: `cam-${style}`, name: style, timeout: '2000' }),
    );
    const actions = ['save', 'compare', 'restore'].map((action) =>
      node('backup', {
        id: `do-${action}`,
        camera: '',
        action,
        commands: [],
        allowDestructive: false,
        otherModel: false,
      }),
    );
    red = await startNodeRed({ flows: [tab, sink, ...configured, ...actions] });
  });
  after(async () => {
    await (red as NodeRedProcess | undefined)?.close();
    for (const camera of cameras.values()) await camera.stop();
  });

  /** What a message to one of the nodes brings. */
  async function ask(action: string, camera: string, payload?: unknown): Promise<unknown> {
    const { outputs, error } = await red.ask(`do-${action}`, { camera, payload }, 60_000);
    assert.equal(error, undefined, error?.message);
    assert.equal(outputs.length, 1);
    assert.equal(outputs[0]!['camera'], camera);
    return outputs[0]!.payload;
  }

  for (const style of STYLES) {
    describe(`with a camera that answers in the ${style} style`, () => {
      const named = (list: readonly Difference[]) =>
        list.map(({ command, parameter }) => `${command} ${parameter}`);

      it('names exactly the ten settings that were changed, and restores exactly these', async () => {
        const camera = cameras.get(style)!;
        camera.state.settings.userOsd[2]!['title_utf8'] = 'Yard & "Gate"';
        const before = structuredClone(camera.state.settings);
        // As it comes from a file.
        const saved = Buffer.from(JSON.stringify(await ask('save', style)));
        changeTen(camera);

        const compared = (await ask('compare', style, saved)) as { same: boolean; differences: Difference[] };
        assert.equal(compared.same, false);
        assert.deepEqual(named(compared.differences), TEN);

        camera.forgetRequests();
        const report = (await ask('restore', style, saved)) as Report;
        assert.deepEqual(report.failed, []);
        const written = report.restored.flatMap(({ command, parameters }) =>
          named(parameters.map((parameter) => ({ command, parameter }))),
        );
        assert.deepEqual(written, TEN);
        assert.deepEqual(camera.state.settings, before);
        assert.equal(writes(camera).length, 5, 'one request for each stream, title and command');
        const again = (await ask('compare', style, saved)) as { same: boolean };
        assert.equal(again.same, true);
      });

      it('leaves a report that can be run again when the camera dies in the middle', async () => {
        const camera = cameras.get(style)!;
        const before = structuredClone(camera.state.settings);
        const saved = JSON.stringify(await ask('save', style));
        changeTen(camera);
        camera.forgetRequests();
        const died = camera.when('/cgi-bin/userosd').then(() => camera.unplug());
        const report = (await ask('restore', style, saved)) as Report;
        await died;
        assert.deepEqual(
          report.restored.map(({ command }) => command),
          ['video'],
        );
        const failed = report.failed.map(({ command }) => command);
        for (const command of ['userOsd', 'image', 'motion'])
          assert.ok(failed.includes(command), failed.join());
        for (const { code } of report.failed) assert.match(code, /^(?:CONNECTION_LOST|UNREACHABLE|TIMEOUT)$/);

        await camera.plug();
        const again = (await ask('restore', style, saved)) as Report;
        assert.deepEqual(again.failed, []);
        assert.deepEqual(
          again.restored.map(({ command }) => command),
          ['userOsd', 'image', 'motion'],
        );
        assert.deepEqual(camera.state.settings, before);
      });
    });
  }
});
