import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import { CameraError, createCamera, perform, type Camera } from '../../../../../camera/index';
import { isAccepted } from '../../../../../editor/validation/value';
import { commandForms } from '../../../../../nodes/shared/admin/command-forms';
import { refusal } from '../../../../../nodes/shared/admin/config-check';
import { formValues } from '../../../../../nodes/shared/admin/form-values';
import type { TypedValue } from '../../../../../shared/typed-value';
import { SimulatedCamera } from '../../../../../simulator/index';
import { STYLES } from '../../../../../simulator/options';

const forms = commandForms();
/** What the form must show before it can be read. */
const CHOSEN: Readonly<Record<string, Record<string, unknown>>> = {
  userOsd: { title_index: 2 },
  connectCheck: { addr: '127.0.0.1' },
  raw: { path: 'getmodel' },
};

const readable = Object.keys(forms).filter((name) => forms[name]!.reads);

/** As the dialog saves what was filled in. */
function typed(value: unknown): TypedValue {
  const type = typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'num' : 'str';
  return { value: String(value), type };
}

const allTyped = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typed(value)]));

/** Node-RED works out what is typed. */
const RED = {
  util: {
    evaluateNodeProperty: (
      value: string,
      type: string,
      _node: unknown,
      _message: unknown,
      done: (error: null, value: unknown) => void,
    ) => done(null, type === 'num' ? Number(value) : type === 'bool' ? value === 'true' : value),
  },
} as unknown as NodeAPI;

for (const style of STYLES)
  describe(`what "Read from camera" fills in (${style})`, () => {
    let simulated: SimulatedCamera;
    let camera: Camera;
    const end = new AbortController();
    before(async () => {
      simulated = await SimulatedCamera.start({ style });
      const { username, password } = simulated.options;
      const address = { protocol: 'http', host: '127.0.0.1', port: simulated.port } as const;
      camera = createCamera({ name: 'Gate', address, username, password, timeoutMs: 5000 });
    });
    after(async () => {
      end.abort();
      await camera.close();
      await simulated.stop();
    });

    async function read(command: string, shown: Record<string, unknown>) {
      const selectors = Object.entries(shown).filter(([name]) => forms[command]!.parameters[name]?.selector);
      const input = Object.fromEntries(selectors);
      const result = await perform(camera, command, input, { signal: end.signal }).catch((error: unknown) => {
        assert.ok(CameraError.is(error));
        assert.equal(error.code, 'NOT_SUPPORTED', `${command}: ${error.code}`);
        return {};
      });
      return formValues(command, result ?? {}, shown);
    }

    for (const command of readable)
      it(`is accepted as it stands: ${command}`, async () => {
        const shown = CHOSEN[command] ?? {};
        const { values } = await read(command, shown);
        for (const [name, value] of Object.entries(values)) {
          const form = forms[command]!.parameters[name]!;
          assert.ok(isAccepted(form, typed(value)), `${name}: ${String(value)}`);
        }
        const question = { command, values: allTyped(values), allowDestructive: true };
        assert.equal(await refusal(RED, question), undefined);
      });

    it('is all of the picture settings', async () => {
      const { values, left } = await read('image', {});
      assert.deepEqual([values['brightness'], values['sharpness'], left], [128, 128, []]);
    });

    it('is one stream of the video, the one that is chosen', async () => {
      const [main, sub] = [await read('video', {}), await read('video', { stream: 2 })];
      assert.deepEqual([main.values['stream'], sub.values['stream']], [1, 2]);
      assert.ok(main.values['bitrate'] && sub.values['bitrate']);
      assert.equal(main.values['profile'], undefined);
    });

    it('is the title and the time format of the overlay', async () => {
      const { values } = await read('osd', {});
      assert.equal(typeof values['time_format'], 'string');
    });
  });

describe('what "Read from camera" leaves out', () => {
  it('is the manual IR-cut mode without its time, and says so', () => {
    const { values, left } = formValues('ircut', { ircutmode: 3 }, {});
    assert.deepEqual([values, left], [{}, ['ircutmode']]);
  });

  it('is a value that the command does not take, and not the others', () => {
    const { values, left } = formValues('network', { dhcp: true, port: 81 }, {});
    assert.deepEqual([values, left], [{ dhcp: true }, ['port']]);
  });

  it('is what the form showed before and was not read', () => {
    const { values } = formValues('image', { brightness: 3 }, { contrast: 9 });
    assert.deepEqual(values, { brightness: 3 });
  });
});
