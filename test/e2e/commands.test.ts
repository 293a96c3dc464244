import assert from 'node:assert/strict';
import type { Options } from '../../simulator';
import { reads } from './reads';
import { codeOf, node, result, sentTo, useWorld, type World } from './support';

const TITLES = [
  '你好', 'Tür 1', 'fluid', 'Gate & "Yard" <1>', "it's", 'a=b&uid=1', '100% + 5', 'enable=1', '<b/>', '"', ' x ', 'é',
  '😀', 'username=x&password=y', '#', '/>', 'a "b" c',
]; // prettier-ignore

/** Commands that are read and written, in an order in which nothing is in the way of the next. */
const WRITTEN_BACK = [
  'network', 'time', 'video', 'videoProfile', 'audio', 'osd', 'image', 'motion', 'rtmp', 'storage', 'ports', 'onvif',
  'shutter', 'ircut', 'relay', 'users',
]; // prettier-ignore

const defined = (object: object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

for (const style of ['manual', 'field'] as const satisfies Options['style'][]) {
  describe(`the commands of a camera in the ${style} style`, function () {
    this.timeout(120_000).slow(10_000);

    const world = useWorld({
      simulator: { style, sdCard: true },
      nodes: [node('settings', { command: '', allowDestructive: true })],
      cam: { keepSession: false },
    });
    const perform = (command: string, payload: unknown = 'read') =>
      result(world.red, 'settings', { command, payload });

    for (const { command, payload, result: expected, field = {} } of reads) {
      it(`${command} reads with the manual's names and types`, async () => {
        const all = style === 'field' ? { ...expected, ...field } : expected;
        assert.deepEqual(await perform(command, payload), defined(all));
      });
    }

    it('time reads with the clock', async () => {
      const { current_time, ...rest } = (await perform('time')) as { current_time: string };
      assert.match(current_time, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      const more = style === 'field' ? { update_period: 3600 } : {};
      const expected = {
        timezone: 'GMT+08:00',
        update_method: 'ntp',
        ntpaddr: 'pool.ntp.org',
        port: 123,
        ...more,
      };
      assert.deepEqual(rest, expected);
    });

    it('connectCheck asks about a host where the camera wants one', async () => {
      const answer = await perform('connectCheck', { addr: 'example.test' });
      assert.deepEqual(answer, { addr: 'example.test', status: true });
    });

    for (const title of TITLES) {
      it(`titles such as ${title} come back exactly`, async () => {
        for (const [command, index] of [['osd', {}], ['userOsd', { title_index: 2 }]] as const) {
          const set = (await perform(command, { ...index, title_utf8: title })) as { title_utf8: string };
          assert.equal(set.title_utf8, title);
          const read = (await perform(command, index)) as { title_utf8: string };
          assert.equal(read.title_utf8, title);
          const { osd, userOsd } = world.camera.state.settings;
          assert.equal((command === 'osd' ? osd : userOsd[2]!)['title_utf8'], title);
          assert.deepEqual(await perform(command, read), read);
        }
      }); // prettier-ignore
    }

    it('a title is cleared by an empty one', async () => {
      assert.equal(((await perform('osd', { title_utf8: '' })) as { title_utf8: string }).title_utf8, '');
    });

    describe('what was read can be written back', () => {
      checkWritingBack(world, perform);
    });

    it('those that are only written answer what was set', async () => {
      assert.deepEqual(await perform('ptz', { zoom: 1, speed: 3 }), { zoom: 1, speed: 3 });
      assert.deepEqual(await perform('ptz', { stop: 1 }), { stop: 1 });
      assert.deepEqual(await perform('led', { ledstatus: true, brightness: 9, ledmode: 2 }), {
        ledstatus: true,
        brightness: 9,
        ledmode: 2,
      });
      const bob = { action: 'add', name: 'bob', privilege: 'User', enable: true };
      assert.deepEqual(await perform('users', { ...bob, newpasswd: 'secret' }), bob);
      assert.deepEqual(await perform('users', { action: 'delete', name: 'bob' }), {
        action: 'delete',
        name: 'bob',
      });
    });

    it('raw answers the XML as an object', async () => {
      assert.deepEqual(await perform('raw', { path: 'getmodel' }), { model: 'MC200J6' });
      assert.deepEqual(await perform('raw', { path: '/cgi-bin/getcapabilities' }), {
        capabilities: { video: '1', audio: '1', ptz: '1' },
      });
      world.camera.forgetRequests();
      await perform('raw', { path: 'time', params: { timezone: 'GMT+05:45' } });
      assert.deepEqual(sentTo(world.camera), ['time?timezone=GMT+05:45']);
      const outcome = await world.red.ask('settings', { command: 'raw', payload: { path: 'nowhere' } });
      assert.equal(codeOf(outcome), 'NOT_SUPPORTED');
    });

    it('webLogin gives the address that opens the pages of the camera', async () => {
      const { url } = (await perform('webLogin', {})) as { url: string };
      assert.match(await (await fetch(url)).text(), /m_plugin/);
    });

    it('uidValidTime says when the session died of it', async () => {
      const ask = (validTime: number) =>
        world.red.ask('settings', { command: 'uidValidTime', payload: { validTime } });
      if (style === 'field') assert.equal(codeOf(await ask(80)), 'NOT_APPLIED');
      else assert.deepEqual((await ask(80)).outputs[0]?.['payload'], { validTime: 80 });
    });
  });
}

function checkWritingBack(
  world: World,
  perform: (command: string, payload?: unknown) => Promise<unknown>,
): void {
  const settings = () => structuredClone(world.camera.state.settings);
  /** But for the clock. */
  const still = (answer: unknown) => ({ ...(answer as object), current_time: '' });

  const unchanged = async (command: string, payload?: object) => {
    const read = await perform(command, payload);
    const before = [settings(), structuredClone(world.camera.state.accounts.list)];
    assert.deepEqual(still(await perform(command, read)), still(read));
    assert.deepEqual([settings(), world.camera.state.accounts.list], before);
  };

  for (const command of WRITTEN_BACK) it(`by ${command}, and changes nothing`, () => unchanged(command));
  for (const title_index of [0, 1, 2, 3, 4]) {
    it(`by userOsd ${title_index}, and changes nothing`, () => unchanged('userOsd', { title_index }));
  }

  it('when everything was set otherwise before', async () => {
    const set: [string, object][] = [
      ['network', { dhcp: true, dns2: '1.1.1.1', port: 8080 }],
      ['time', { timezone: 'GMT-03:30', update_method: 'MANUAL', ntpaddr: 'a.b', port: 65_535 }],
      ['video', { stream: 1, encode_mode: 'H264', framerate: 1, govlength: 4, bitrate_control: 'VBR' }],
      ['video', { profile: 2, stream2: { bitrate: 50 } }],
      ['audio', { enable: false, encode_type: 'AAC', samplerate: 16_000, bitrate: 16_000, input_volume: 1 }],
      [
        'osd',
        {
          title_pos_type: 1,
          title_pos_x: 100,
          time_format: 'hh:mm:ss_dd/mm/yyyy',
          title_utf8: 'a "b" & <d>',
        },
      ],
      ['image', { brightness: 0, contrast: 255, tvsystem: 60 }],
      ['motion', { blockcount: '3x2', area: ['010', '101'], enable_nighttime: true }],
      ['rtmp', { enable: true, server: 'h/a?b=c', appname: 'x', streamid: 'a=b?c', port: 0, type: 1 }],
      [
        'storage',
        { remoteEnable: true, remote_nfs_server: '10.0.0.9', nfs_server_path: '/a/b', recordFileSize: 30 },
      ],
      ['ports', { enable_hik: false }],
      ['onvif', { onvif_auth: false }],
      ['ircut', { ircutmode: 5 }],
      ['relay', { status: 1 }],
      ['userOsd', { title_index: 3, color: '0x00ff00', title_utf8: 'enable=0' }],
    ];
    for (const [command, payload] of set) await perform(command, payload);
    for (const command of WRITTEN_BACK) await unchanged(command);
    await unchanged('userOsd', { title_index: 3 });
  });

  it('when motion is off, without erasing the area', async () => {
    await perform('motion', { blockcount: '4x4', area: 'all', enable: false });
    await unchanged('motion');
    assert.equal(world.camera.state.settings.motion['areavalue'], 'ffff');
  });
}

describe('destructive commands', function () {
  this.timeout(120_000).slow(10_000);

  const world = useWorld({
    nodes: [
      node('settings', { command: '' }),
      node('settings', { id: 'allowed', command: '', allowDestructive: true }),
    ],
    cam: { keepSession: false },
  });

  for (const [command, payload] of [
    ['network', { dhcp: true }], ['users', { action: 'delete', name: 'bob' }], ['ports', { enable_web: false }],
    ['uidValidTime', { validTime: 80 }], ['deviceName', { deviceName: 'x' }], ['factoryReset', {}],
    ['webLogin', {}], ['reboot', {}], ['raw', { path: 'getmodel' }],
  ] as const) {
    it(`${command} is NOT_ALLOWED until its node allows it`, async () => {
      const outcome = await world.red.ask('settings', { command, payload });
      assert.equal(codeOf(outcome), 'NOT_ALLOWED');
      assert.match(outcome.error!.message, new RegExp(`^Gate: ${command}: `));
      assert.deepEqual(world.camera.requests, []);
    });
  } // prettier-ignore

  it('are carried out once it does', async () => {
    const { camera, red } = world;
    const allowed = (command: string, payload: object) => result(red, 'allowed', { command, payload });
    assert.deepEqual(await allowed('deviceName', { deviceName: 'MC1' }), { deviceName: 'MC1' });
    assert.equal(camera.state.settings.model, 'MC1');
    await camera.when('/cgi-bin/setDeviceName');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(await allowed('network', { port: 1000 }), {
      macaddr: '00-9B-3C-0A-1B-2C', dhcp: false, ipaddr: '192.168.0.10', netmask: '255.255.255.0',
      gateway: '192.168.0.1', dns1: '114.114.114.114', dns2: '8.8.8.8', port: 1000,
    }); // prettier-ignore
    camera.forgetRequests();
    await allowed('factoryReset', { retain_network: false });
    assert.deepEqual(sentTo(camera), ['factory_reset']);
    assert.equal(camera.state.settings.network['port'], '80');
  });
});
