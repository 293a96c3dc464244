import assert from 'node:assert/strict';
import { useEditor } from '../support/editor';

const num = (value: string) => ({ value, type: 'num' });
const str = (value: string) => ({ value, type: 'str' });

/** Nodes as they come from a file, and whether the runtime would take what they are set to. */
const NODES: Record<string, { type: string; right: boolean; [property: string]: unknown }> = {
  pulse: { type: 'anjvision-relay', action: 'pulse', duration: '0', right: false },
  'pulse-default': { type: 'anjvision-relay', action: 'pulse', duration: '', right: true },
  'pulse-env': { type: 'anjvision-relay', action: 'pulse', duration: '${PULSE}', right: true },
  fast: { type: 'anjvision-ptz', action: 'left', speed: 11, right: false },
  nowhere: { type: 'anjvision-ptz', action: 'goto-preset', preset: 'attic', right: false },
  bright: { type: 'anjvision-led', brightness: '101', right: false },
  patient: { type: 'anjvision-reboot', waitTimeout: 0, right: false },
  watching: { type: 'anjvision-events', relayInterval: 1.5, holdTime: 0.5, right: true },
  'watching-often': { type: 'anjvision-events', relayInterval: 0.5, right: false },
  'watching-never': { type: 'anjvision-events', relayInterval: '0', right: true },
  'held-less': { type: 'anjvision-events', holdTime: '-1', right: false },
  'watching-none': { type: 'anjvision-events', camera: '', right: false },
  'wrong-camera': { type: 'anjvision-alarm', camera: 'far', right: false },
  glare: settings('image', { brightness: num('256') }, false),
  calm: settings('image', { brightness: num('255') }, true),
  'glare-later': settings('image', { brightness: { value: 'level', type: 'msg' } }, true),
  'no-time': settings('ircut', { ircutmode: num('3') }, false),
  'time-later': settings('ircut', { ircutmode: num('3'), time: { value: 'payload', type: 'msg' } }, true),
  'mode-later': settings('ircut', { ircutmode: { value: 'mode', type: 'flow' }, time: str('day') }, true),
  'half-a-date': settings('time', { year: num('2026'), month: num('5') }, false),
  'no-day': settings('time', date('2026', '2', '30'), false),
  'no-stream': settings('video', { bitrate: num('500') }, false),
  'one-stream': settings('video', { bitrate: num('500'), stream: num('2') }, true),
  'bad-jsonata': settings('image', { contrast: { value: '1 +', type: 'jsonata' } }, false),
  'no-parameter': settings('image', { glitter: num('1') }, false),
  'no-command': settings('dance', {}, false),
  'any-command': settings('', { glitter: num('1') }, true),
  'not-allowed': settings('factoryReset', {}, false),
  allowed: { ...settings('factoryReset', {}, true), allowDestructive: true },
  'reads-users': settings('users', {}, true),
  keen: motion('set', { sensitivity: num('101') }, false),
  'keen-unused': motion('get', { sensitivity: num('101') }, true),
  'small-area': motion('payload', { areavalue: str('ff'), blockcount: str('22x18') }, false),
};

function settings(command: string, values: object, right: boolean) {
  return { type: 'anjvision-settings', command, values, right };
}

function motion(action: string, values: object, right: boolean) {
  return { type: 'anjvision-motion', action, values, right };
}

function date(year: string, month: string, day: string) {
  const time = { hour: num('0'), min: num('0'), sec: num('0') };
  return { year: num(year), month: num(month), day: num(day), ...time };
}

describe('the marks in the flow', function () {
  this.timeout(60_000);
  const editor = useEditor([
    { id: 'far', type: 'anjvision-camera', name: 'Far', host: '127.0.0.1', port: 70_000 },
    ...Object.entries(NODES).map(([id, { right: _, ...node }]) => ({ id, camera: 'cam', ...node })),
  ]);
  const read = (id: string, what: string) =>
    editor.current.page.evaluate<unknown>(`RED.nodes.node('${id}').${what}`);
  const markedNodes = () =>
    editor.current.page.evaluate<string[]>(
      `[...document.querySelectorAll('#red-ui-workspace-chart .red-ui-flow-node-error')]
        .filter((mark) => mark.getBoundingClientRect().width > 0)
        .map((mark) => mark.closest('.red-ui-flow-node').id)`,
    );
  const settled = () => editor.current.page.waitForFunction("RED.nodes.node('no-day').valid === false");

  it('show what the runtime would refuse, before any dialog was opened', async () => {
    await settled();
    for (const [id, { right }] of Object.entries(NODES))
      assert.equal(await read(id, 'valid'), right, `${id}: ${String(await read(id, 'validationErrors'))}`);
    const wrong = Object.keys(NODES).filter((id) => !NODES[id]!.right);
    for (const deadline = Date.now() + 3000; Date.now() < deadline;)
      if ((await markedNodes()).length === wrong.length) break;
    assert.deepEqual((await markedNodes()).sort(), wrong.sort());
  });

  it('say why', async () => {
    await settled();
    assert.match(String(await read('pulse', 'validationErrors')), /Duration: a whole number, at least 1/);
    assert.match(String(await read('fast', 'validationErrors')), /Speed: a whole number from 1 to 10/);
    assert.match(String(await read('glare', 'validationErrors')), /"brightness" must be .* 0 to 255/);
    assert.match(String(await read('no-time', 'validationErrors')), /needs "time" too/);
    assert.match(String(await read('not-allowed', 'validationErrors')), /destructive/);
  });

  it('come and go as values change', async () => {
    const { current } = editor;
    await settled();
    await current.edit('calm');
    await current.page.locator('.anjvision-field').first().waitFor();
    await current.page.evaluate("$('#anjvision-field-brightness').typedInput('value', '999')");
    await current.done();
    await current.page.waitForFunction("RED.nodes.node('calm').valid === false");
    assert.ok((await markedNodes()).includes('calm'));
    await current.page.evaluate("RED.actions.invoke('core:undo')");
    assert.equal(await read('calm', 'valid'), true);
    await current.edit('pulse');
    await current.page.fill('#node-input-duration', '700');
    await current.done();
    assert.equal(await read('pulse', 'valid'), true);
  });
});
