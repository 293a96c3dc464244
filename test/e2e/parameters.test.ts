import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { rows, type Row } from './parameters';
import { codeOf, node, useWorld } from './support';

/** Values that need others, or that the manual lets only some models take. */
const REFUSED_BY_CAMERA = ['CAMERA_FAULT'];

describe('the parameters of every command', function () {
  this.timeout(120_000).slow(10_000);

  const world = useWorld({
    nodes: [node('settings', { command: '', allowDestructive: true })],
    cam: { keepSession: false },
  });

  const inputs = ({ parameters, with: always = {}, withOne = {} }: Row, kind: 'good' | 'bad') =>
    Object.entries(parameters).flatMap(([name, values]) => {
      // `ircutmode` 3 alone is refused by a rule, which has its own test.
      const list = kind === 'good' ? values.good : values.bad.map((value) => [value, ''] as const);
      const companions = { ...always, ...withOne[name] };
      return list.map(([value, wire]) => ({
        payload: { ...companions, [name]: value },
        sent: `${name}=${wire}`,
      }));
    });

  for (const row of rows) {
    const { command, path } = row;
    const received = () => world.camera.received(`/cgi-bin/${path}`);
    const ask = (payload: object) => world.red.ask('settings', { command, payload });

    it(`${command} (${path}) takes what the manual allows, byte for byte`, async () => {
      for (const { payload, sent } of inputs(row, 'good')) {
        if (sent === 'ircutmode=3') continue;
        world.camera.forgetRequests();
        const { error } = await ask(payload);
        if (error) assert.ok(REFUSED_BY_CAMERA.includes(String(error['code'])), `${sent}: ${error.message}`);
        const queries = received().map(({ query }) => query);
        assert.ok(
          queries.some((query) => query.split('&').includes(sent)),
          `${sent} is not in ${queries.join(' ')}`,
        );
        for (const query of queries) assert.match(query, /^uid=[^&]+(&|$)/);
      }
    });

    it(`${command} (${path}) refuses all else before anything is sent`, async () => {
      world.camera.forgetRequests();
      const unknown = { payload: { ...row.with, nonsense: 1 }, sent: 'nonsense' };
      const wrongCapitals = Object.entries(row.parameters)
        .slice(0, 1)
        .map(([name, { good }]) => ({
          payload: { ...row.with, [name.toUpperCase()]: good[0]![0] },
          sent: name.toUpperCase(),
        }));
      for (const { payload } of [...inputs(row, 'bad'), unknown, ...wrongCapitals]) {
        const outcome = await ask(payload);
        assert.equal(codeOf(outcome), 'INVALID_INPUT', `${inspect(payload)}: ${outcome.error?.message}`);
        assert.match(outcome.error!.message, new RegExp(`^Gate: ${command}: `));
      }
      assert.deepEqual(
        world.camera.requests.map(({ url }) => url),
        [],
      );
    });
  }

  describe('that belong together', () => {
    for (const [command, payload] of [
      ['time', { year: 2024 }], ['time', { year: 2023, month: 2, day: 29, hour: 1, min: 1, sec: 1 }],
      ['time', { year: 2024, month: 1, day: 1, hour: 1, min: 1 }], ['network', { ipaddr: '10.0.0.2' }],
      ['network', { gateway: '10.0.0.1' }], ['time', { port: 0 }], ['rtmp', { server: '' }], ['rtmp', { appname: '' }],
      ['time', { ntpaddr: '' }], ['connectCheck', { addr: '' }], ['storage', { nfs_server_path: '' }],
      ['osd', { title_utf8: 'NULL' }], ['osd', { enable: true, title_utf8: 'null' }], ['osd', { title_utf8: 'Tor 12" x="5' }],
      ['userOsd', { title_index: 1, title_utf8: 'Tor 12" x="5' }], ['userOsd', { title_index: 1, title_utf8: '漢'.repeat(23) }],
      ['alarmOutput', {}], ['alarmOutput', { position: 1 }], ['alarmOutput', { logicalstate: 1 }],
      ['alarmOutput', { position: 7, logicalstate: 1 }], ['relay', { open: true }], ['relay', { open: true, status: 0 }],
      ['users', { action: 'delete', name: 'admin' }], ['users', { action: 'edit', name: 'Admin', enable: false }],
      ['users', { action: 'edit', name: 'admin', privilege: 'User' }], ['users', { action: 'edit', name: 'bob', newpasswd: 'a%41' }],
      ['deviceName', { deviceName: 'x'.repeat(32) }], ['raw', { path: 'getCurrentUserAccount' }], ['raw', { path: 'getuid/x' }],
      ['osd', { title_pos_type: 0, title_pos_x: 3 }], ['osd', { time_pos_type: 0, time_pos_y: 100 }],
      ['userOsd', { title_index: 0, title_pos_type: 0, title_pos_y: 3 }], ['userOsd', { enable: true }],
      ['userOsd', { title_index: 5, enable: true }], ['userOsd', { title_index: '1' }], ['userOsd', {}],
      ['led', { ledstatus: true }], ['led', { brightness: 5, ledmode: 1 }], ['led', { ledstatus: 1, brightness: 5 }],
      ['ircut', { ircutmode: 3 }], ['ircut', { ircutmode: 0, time: 'day' }], ['ircut', { time: 'day' }],
      ['shutter', { dayShutterMode: 1 }], ['shutter', { dayShutterMode: 1, dayShutterSpeed: 100, nightShutterMode: 1 }],
      ['users', { action: 'add', name: 'bob' }], ['users', { action: 'add', name: 'bob', newpasswd: 'x', privilege: 'User' }],
      ['users', { action: 'rename', name: 'bob' }], ['users', { action: 'delete' }], ['users', { name: 'bob' }],
      ['users', { action: 'delete', name: 'x'.repeat(41) }], ['users', { action: 'edit', name: 'b&c' }],
      ['video', { framerate: 25 }], ['video', { stream: 3, framerate: 25 }], ['video', { stream: 0 }],
      ['video', { stream: 1, framerate: 25, govlength: 101 }], ['video', { stream: 1, framerate: 25, govlength: 24 }], ['video', { stream: 1, govlength: 0 }],
      ['video', { stream: 1, stream1: { framerate: 25 } }], ['video', { stream1: { foo: 1 } }],
      ['video', { stream1: 5 }], ['video', { profile: 3 }], ['video', { profile: 1, stream2: { framerate: 0 } }],
      ['video', { stream3: { framerate: 25, govlength: 10 } }],
      ['ptz', {}], ['ptz', { speed: 5 }], ['ptz', { move_x: 0, move_y: 0 }], ['ptz', { stop: 1, zoom: 1 }],
      ['ptz', { call_preset: 1, add_preset: 2 }], ['relay', { status: true }], ['motion', { area: ['12'] }],
      ['raw', {}], ['raw', { path: '../etc/passwd' }], ['raw', { path: '/OnvifFirmwareUpgrade/../x' }],
      ['raw', { path: 'a?b=c' }], ['raw', { path: 'http://x/y' }], ['raw', { path: 'a b' }], ['raw', { path: '' }],
      ['raw', { path: 'getmodel', params: 5 }], ['raw', { path: 'getmodel', params: { a: 'b&c' } }],
      ['raw', { path: 'getmodel', params: { 'a=b': 1 } }], ['raw', { path: 'getmodel', more: 1 }],
      ['raw', { path: 'getmodel', params: { a: NaN } }], ['raw', { path: 'getmodel', params: { a: {} } }],
      ['deviceName', {}], ['deviceName', { deviceName: '' }], ['deviceName', { deviceName: 'a b' }],
      ['deviceName', { deviceName: 'a&b' }], ['uidValidTime', {}], ['factoryReset', { retain_network: 2 }],
      ['factoryReset', { retain_network: '' }], ['info', { x: 1 }], ['model', { x: 1 }], ['capabilities', { x: 1 }],
      ['videoCapabilities', { x: 1 }], ['audioCapabilities', { x: 1 }], ['keepAlive', { x: 1 }], ['alarm', { x: 1 }],
      ['connectCheck', { addr: 'a b' }], ['webLogin', { x: 1 }], ['reboot', { x: 1 }],
    ] as const) {
      it(`are asked for: ${command} ${JSON.stringify(payload)}`, async () => {
        world.camera.forgetRequests();
        assert.equal(codeOf(await world.red.ask('settings', { command, payload })), 'INVALID_INPUT');
        assert.deepEqual(world.camera.requests.map(({ url }) => url), []);
      });
    } // prettier-ignore
  });
});
