import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Message } from '../../tools/node-red/node-red-process';
import { Bench } from './example-flows';
import { until } from './support';

const isJpeg = (file: string): boolean => readFileSync(file).subarray(0, 3).toString('hex') === 'ffd8ff';

const OPEN = { open: true, status: 1 };
const CLOSED = { open: false, status: 0 };

/** Every example does what its comments say, seen at the camera. */
describe('the examples in a Node-RED', function () {
  this.timeout(120_000).slow(10_000);

  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(async () => {
    await (bench as Bench | undefined)?.close();
  });
  /** Node-RED runs in its user directory, as most do. */
  const file = (path: unknown): string => join(bench.red.userDir, String(path));
  const payloads = (messages: Message[]): unknown[] => messages.map(({ payload }) => payload);

  it('are all offered in the menu', async () => {
    const files = readdirSync(resolve(__dirname, '../../examples'));
    assert.deepEqual((await bench.offered()).sort(), files.map((name) => name.replace('.json', '')).sort());
  });

  it('Gate pulse with a button: opens the gate for a second, and shows it on a page', async () => {
    await bench.import('Gate pulse with a button');
    const get = (path: string): Promise<Response> => fetch(`${bench.red.url}/gate${path}`);
    assert.equal((await get('/opened.jpg')).status, 404);
    const told = await bench.shown('relay', () => bench.press('Open the gate'), 2);
    assert.deepEqual(payloads(told), [OPEN, CLOSED]);
    const [opened, closed] = bench.camera.history.relay.slice(-2);
    const duration = closed!.at - opened!.at;
    assert.ok(opened!.open && !closed!.open && duration >= 900 && duration < 5000, `open for ${duration} ms`);
    assert.match(await (await get('')).text(), /When it was last opened/);
    for (const picture of ['/live.jpg', '/opened.jpg']) {
      const answer = await get(picture);
      assert.equal(answer.headers.get('content-type'), 'image/jpeg');
    }
  });

  it('Dashboard: has a page, a picture, and what the camera is set to', async () => {
    const short = "return { openMs: 500, payload: { action: 'pulse', duration: 500 } };";
    await bench.import('Dashboard', { 'for 5 seconds': { func: short } });
    const { red, camera } = bench;
    const outputs = (node: string): unknown[] => payloads(red.outputs(bench.id(node)));
    assert.match(await (await fetch(`${red.url}/dashboard`)).text(), /<div id="app">/);
    const picture = await fetch(`${red.url}/camera/picture.jpg`);
    assert.equal(picture.headers.get('content-type'), 'image/jpeg');
    await until(
      'the settings',
      () => outputs('on or off').length > 0 && outputs('as its button says').length > 0,
    );
    assert.deepEqual([...outputs('on or off'), ...outputs('as its button says')], [true, 'auto']);
    const before = outputs('until when').length;
    const told = () => outputs('until when').slice(before) as { open: boolean; closesAt?: number }[];
    const pressed = Date.now();
    await red.send(bench.id('for 5 seconds'), { topic: 'open' });
    await until('the gate to close', () => told().length >= 2 && !told().at(-1)!.open);
    assert.ok(told()[0]!.open && told()[0]!.closesAt! >= pressed + 500);
    const relay = camera.history.relay.slice(-2);
    assert.deepEqual(
      relay.map(({ open }) => open),
      [true, false],
    );
  });

  it('Dashboard: says that there is no picture', async () => {
    await bench.import('Dashboard');
    await bench.camera.unplug();
    assert.equal((await fetch(`${bench.red.url}/camera/picture.jpg`)).status, 503);
    await bench.camera.plug();
  });

  it('Alarm picture saved and uploaded: saves a picture, uploads one, raises the alarm', async () => {
    await bench.import('Alarm picture saved and uploaded');
    const { history } = bench.camera;
    const uploads = history.uploads.length;
    const [saved] = await bench.shown('saved as', () => bench.press('Alarm'));
    assert.match(String(saved?.['filename']), /^pictures\/Gate-.*\.jpg$/);
    assert.ok(isJpeg(file(saved?.['filename'])));
    await until('an upload', () => history.uploads.length > uploads);
    assert.equal(history.uploads.at(-1)?.target, 'ftp');
    await bench.press('Alarm');
    const alarms = history.alarms.length;
    await bench.shown('triggered', () => bench.press('Alarm input'));
    assert.equal(history.alarms.length, alarms + 1);
    assert.equal(history.uploads.length, uploads + 1, 'the second alarm within 5 s is left out');
  });

  it('Alarm picture saved and uploaded: says in words that no FTP server is set up', async () => {
    await bench.import('Alarm picture saved and uploaded');
    bench.camera.options.ftp = false;
    const [wrong] = await bench.shown('what went wrong', () => bench.press('Alarm'));
    bench.camera.options.ftp = true;
    assert.match((wrong?.['error'] as { message: string }).message, /^Gate: .*Ftp not deploy/);
  });

  it('Night mode by schedule: night with light, and day without', async () => {
    await bench.import('Night mode by schedule');
    const { settings } = bench.camera.state;
    await bench.shown('at night', () => bench.press('Evening'), 2);
    assert.deepEqual(settings.ircut, { ircutmode: '3', time: 'night' });
    assert.deepEqual(settings.led, { ledstatus: '1', brightness: '80', ledmode: '1' });
    await bench.shown('by day', () => bench.press('Morning'), 2);
    assert.deepEqual(settings.ircut, { ircutmode: '3', time: 'day' });
    assert.equal(settings.led['ledstatus'], '0');
  });

  it('Patrol over presets: aims, saves, goes round, and stops', async () => {
    await bench.import('Patrol over presets', { 'every 20 s': { duration: '-0.3' } });
    const { ptz } = bench.camera.state;
    for (const preset of [1, 2, 3]) {
      const before = ptz.position.pan;
      await bench.press('Right');
      await until('the movement to end', () => ptz.position.pan > before && !ptz.moving);
      await bench.shown('saved', () => bench.press(`Save as preset ${preset}`));
    }
    const pans = [...ptz.presets.values()].map(({ pan }) => pan);
    assert.ok(0 < pans[0]! && pans[0]! < pans[1]! && pans[1]! < pans[2]!, pans.join());
    const called = (): unknown[] =>
      ptz.events.filter(({ kind }) => kind === 'call').map((event) => event.preset);
    await bench.press('Start');
    await until('a round', () => called().length >= 4);
    assert.deepEqual(called().slice(0, 4), [1, 2, 3, 1]);
    await bench.shown('stopped', () => bench.press('Stop'));
    const count = called().length;
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal(called().length, count);
    assert.equal(ptz.moving, false);
  });

  it('Motion detection by presence: detects only while nobody is at home', async () => {
    await bench.import('Motion detection by presence');
    const { settings } = bench.camera.state;
    const area = settings.motion['areavalue'];
    await bench.shown('motion detection', () => bench.press('Somebody is at home'));
    assert.equal(settings.motion['enable'], '0');
    await bench.press('Somebody is at home');
    await bench.shown('motion detection', () => bench.press('Nobody is at home'));
    assert.equal(settings.motion['enable'], '1');
    assert.equal(settings.motion['areavalue'], area);
    assert.equal(bench.red.outputs(bench.id('only changes')).length, 2);
  });

  it('Relay watched with events: sees every change, and warns of an open gate', async () => {
    const soon = { events: { relayInterval: 1 }, 'for a minute': { duration: '2', units: 's' } };
    const { relay } = bench.camera.state;
    await bench.import('Relay watched with events', soon);
    await until('a look at the relay', () => bench.arrived('relay').length > 0);
    assert.equal((bench.arrived('connection')[0]?.['payload'] as { state: string }).state, 'online');
    const opened = await bench.shown('relay', () => bench.press('Open'));
    assert.ok(relay.open);
    assert.deepEqual(payloads(opened), [OPEN]);
    const closed = await bench.shown('relay', () => bench.press('Close'));
    assert.ok(!relay.open);
    assert.deepEqual(payloads(closed), [CLOSED]);
    const warned = await bench.shown('warning', async () => {
      // Somebody else opens it.
      relay.open = true;
      return Promise.resolve();
    });
    assert.deepEqual(payloads(warned), ['The gate has been open for a minute.']);
    relay.open = false;
  });

  it('One flow for many cameras: each message chooses its camera', async () => {
    await bench.import('One flow for many cameras');
    await until('both cameras', () => bench.arrived('which and how').length > 1);
    assert.deepEqual(
      bench
        .arrived('which and how')
        .map(({ camera }) => camera)
        .sort(),
      ['Front door', 'Garden'],
    );
    for (const button of ['Front door', 'Garden']) {
      const [saved] = await bench.shown('saved as', () => bench.press(button));
      assert.ok(String(saved?.['filename']).startsWith(`pictures/${button.replace(' ', '_')}-`));
      assert.ok(isJpeg(file(saved?.['filename'])));
    }
    const all = await bench.shown('saved as', () => bench.press('All cameras'), 2);
    assert.deepEqual(all.map(({ camera }) => camera).sort(), ['Front door', 'Garden']);
  });

  it('Settings saved to a file: saves them, and gives them back', async () => {
    await bench.import('Settings saved to a file');
    const { settings } = bench.camera.state;
    const factory = structuredClone(settings);
    await bench.shown('saved', () => bench.press('Save'));
    const saved = JSON.parse(readFileSync(file('camera-settings.json'), 'utf8')) as {
      command: string;
      settings: object | null;
    }[];
    assert.equal(saved.length, 9);
    for (const { command, settings: values } of saved) assert.ok(values, command);
    Object.assign(settings.image, { brightness: '7' });
    Object.assign(settings.osd, { title_utf8: 'Somebody was here' });
    Object.assign(settings.video.stream1, { bitrate: '100' });
    await bench.shown('given back', () => bench.press('Give back'), saved.length);
    assert.deepEqual({ ...settings, clockOffsetMs: 0 }, { ...factory, clockOffsetMs: 0 });
  });

  it('Settings saved to a file: keeps an old file when a setting cannot be read', async () => {
    await bench.import('Settings saved to a file');
    writeFileSync(file('camera-settings.json'), 'old');
    bench.camera.injectFault('fault-200', { path: '/cgi-bin/osd', times: Infinity });
    await bench.shown('what went wrong', () => bench.press('Save'));
    bench.camera.clearFaults();
    assert.equal(readFileSync(file('camera-settings.json'), 'utf8'), 'old');
    rmSync(file('camera-settings.json'));
    const [wrong] = await bench.shown('what went wrong', () => bench.press('Give back'));
    assert.match((wrong?.['error'] as { message: string }).message, /no such file/);
  });

  it('Maintenance: does nothing by itself, and what its buttons say', async () => {
    await bench.import('Maintenance');
    const { state, history } = bench.camera;
    const [told] = await bench.shown('versions', () => bench.press('What is it?'));
    assert.equal((told?.payload as { sn: string }).sn, state.identity.sn);
    const asked = bench.camera.requests.map(({ path }) => path.replace('/cgi-bin/', ''));
    assert.deepEqual(new Set(asked.filter((path) => path !== 'keep_alive')), new Set(['getuid', 'getinfo']));
    const [wrong] = await bench.shown('what went wrong', () => bench.press('Upload'));
    assert.equal((wrong?.['error'] as { code: string }).code, 'INVALID_INPUT');
    assert.equal(history.upgrades.length, 0);
    const reboots = bench.camera.received('/cgi-bin/reboot').length;
    const [back] = await bench.shown('back after ms', () => bench.press('Restart'));
    assert.equal(bench.camera.received('/cgi-bin/reboot').length, reboots + 1);
    assert.ok((back?.payload as { downtime: number }).downtime > 0);
    const firmware = Buffer.alloc(100_000, 7);
    writeFileSync(file('firmware.bin'), firmware);
    const [uploaded] = await bench.shown('size and checksum', () => bench.press('Upload'));
    assert.equal((uploaded?.payload as { bytes: number }).bytes, firmware.length);
    assert.equal(history.upgrades.at(-1)?.bytes, firmware.length);
  });

  it('MQTT and Home Assistant: a command of the broker opens the gate, and is answered', async () => {
    await bench.import('MQTT and Home Assistant');
    const told = () => payloads(bench.arrived('relay'));
    await until('the state of the relay on the broker', () => told().length > 0);
    assert.deepEqual(told()[0], CLOSED);
    const [answer] = await bench.shown('answer', () => bench.press('Open the gate'));
    const { status, result } = answer?.payload as { status: string; result: object };
    assert.deepEqual([status, result], ['ok', OPEN]);
    await until('the gate to close', () => !(told().at(-1) as { open: boolean }).open);
    assert.equal(bench.camera.history.relay.at(-2)?.open, true);
  });
});
