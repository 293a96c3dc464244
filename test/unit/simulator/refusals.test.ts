import assert from 'node:assert/strict';
import { bare, faultBody, setUp, type CameraFixture } from './support';

/** Command, query, reason; the value is the command's path unless a fourth is given. */
type Case = readonly [command: string, query: string, reason: string, value?: string];

const MANUAL: readonly Case[] = [
  ['factory_reset', 'retain_network=0', 'retain_network 0 or 1'],
  ['factory_reset', 'retain_network=', 'retain_network : NULL'],
  ['network', 'dhcp=2', 'dhcp: 0 or 1'],
  ['network', 'ipaddr=192.168.4.256', 'ipaddr error'],
  ['network', 'gateway=192.168.4', 'gateway error'],
  ['network', 'port=81', 'port: 80 or 1000-65535'],
  ['time', 'timezone=GMT%2B08:00', 'timezone error'],
  ['time', 'timezone=GMT+08:15', 'timezone error'],
  ['time', 'update_method=ntp', 'update_method error'],
  ['time', 'update_period=59', 'update_period error'],
  ['time', 'month=13', 'month error'],
  ['videoencoder/stream1', 'encode_mode=H266', 'encode_mode error'],
  ['videoencoder/stream1', 'resolution=VGA', 'resolution error'],
  ['videoencoder/stream1', 'resolution=2592X1944', 'framerate range: 1-15'],
  ['videoencoder/stream1', 'bitrate=4001', 'bitrate range: 500-4000'],
  ['videoencoder/stream1', 'govlength=101', 'govlength range: 25-100'],
  ['videoencoder/stream2', 'bitrate_control=ABR', 'bitrate_control: CBR or VBR'],
  ['videoencoder/AdvanceEncodeConfig', 'profile=3', 'profile range: 0-2'],
  ['audioencoder', 'enable=on', 'enable: 0 or 1'],
  ['audioencoder', 'encode_type=AAC&samplerate=8000', 'samplerate error'],
  ['audioencoder', 'input_volume=0', 'input_volume range: 1-100'],
  ['osd', 'enable=2', 'enable: 0 or 1'],
  ['osd', 'title_pos_x=3', 'title_pos_x range: 0-2'],
  ['osd', 'title_pos_type=1&title_pos_x=101', 'title_pos_x range: 0-100'],
  ['osd', 'time_format=yyyy-mm-dd%20hh:mm:ss', 'time_format error'],
  ['userosd', 'enable=1', 'title_index range: 0-4'],
  ['userosd', 'title_index=5', 'title_index range: 0-4'],
  ['userosd', 'title_index=0&enable=2', 'enable: 0 or 1'],
  ['userosd', 'title_index=0&color=0x1000000', 'color: 0x00 ~ 0xffffff'],
  ['image', 'brightness=256', 'brightness range: 0-255'],
  ['image', 'brightness=1.5', 'brightness range: 0-255'],
  ['image', 'contrast=1&nr3d=-1', 'nr3d range: 0-255'],
  ['image', 'tvsystem=55', 'tvsystem: 50 or 60'],
  ['motion', 'enable=2', 'enable: 0 or 1'],
  ['motion', 'sensitivity=0', 'sensitivity range: 1-100'],
  ['motion', 'blockcount=5x5', 'blockcount error'],
  ['motion', 'blockcount=4x4&areavalue=ff', 'areavalue error'],
  ['motion', 'blockcount=3x3&areavalue=ffff', 'areavalue error'],
  ['user_management', 'name=x', 'action: add or edit or delete'],
  ['user_management', 'action=delete&name=x', 'error username'],
  ['user_management', 'action=delete&name=admin', 'error username'],
  [
    'user_management',
    'action=add&name=admin&newpasswd=1&privilege=User&enable=Enable',
    'error username duplicated',
  ],
  ['user_management', 'action=edit&name=x&newpasswd=1', 'username none exist to edit'],
  [
    'user_management',
    'action=add&name=x&newpasswd=1&privilege=Guest&enable=Enable',
    'privilege: User or Administrator or Operator',
  ],
  ['user_management', 'action=add&name=x&newpasswd=1&privilege=User&enable=1', 'enable: Enable or Disable'],
  ['user_management', 'action=add&name=x', 'The parameters must include name,newpasswd,privilege,enable'],
  ['rtmp', 'enable=2', 'enable: 0 or 1'],
  ['rtmp', 'server=', 'server is NULL'],
  ['rtmp', 'appname=', 'appname is NULL'],
  ['rtmp', 'streamid=', 'streamid is NULL'],
  ['rtmp', 'port=65536', 'port range: 0-65535'],
  ['rtmp', 'streamno=2', 'streamno range: 0-1'],
  ['rtmp', 'type=2', 'type range: 0-1'],
  ['ptz_ctrl', 'move_x=2&move_y=0', 'move_x range: -1,0,1'],
  ['ptz_ctrl', 'move_x=0&move_y=0', 'move_x and move_y: 0'],
  ['ptz_ctrl', 'zoom=1&speed=11', 'speed range: 1-10'],
  ['ptz_ctrl', 'call_preset=0', 'call_preset range: 1-255'],
  ['ptz_ctrl', '', 'error, parse parameters'],
  ['setScheduleStorage', 'enable=2', 'enable: 0,1 '],
  ['setScheduleStorage', 'localEnable=2', 'localEnable: 0 or 1'],
  ['setScheduleStorage', 'remoteEnable=2', 'remoteEnable: 0 or 1'],
  ['setScheduleStorage', 'recordFileSize=3', 'recordFileSize: 2,5,10,20,30'],
  ['setScheduleStorage', 'stream=3', 'stream: 0,1,2 '],
  ['setScheduleStorage', 'JpegInterval=2', 'JpegInterval: 0,1 '],
  ['snapshot.cgi', 'stream=2', 'stream 0 or 1', '/cgi-bin/snapshot'],
  ['snapshot.cgi', 'stream=1&upload=4', 'upload 0 or 1 or 2 or 3', '/cgi-bin/snapshot'],
  ['snapshot.cgi', 'stream=1&upload=1', 'Ftp not deploy', '/cgi-bin/snapshot'],
  ['snapshot.cgi', 'stream=1&upload=3', 'NFS Server not mounted', '/cgi-bin/snapshot'],
  ['set_ircut', 'ircutmode=6', 'ircutmode: 0 ~ 5', '/cgi-bin/set_led'],
  ['set_ircut', 'ircutmode=3', 'not find param time', '/cgi-bin/set_led'],
  ['set_ircut', 'ircutmode=3&time=noon', 'error param time', '/cgi-bin/set_led'],
  ['set_led', 'ledstatus=0&brightness=101', 'brightness: 0 ~ 100'],
  ['set_led', 'ledstatus=1&ledmode=1', 'not find param brightness '],
  ['set_led', 'brightness=50', 'not find param ledstatus '],
  ['set_service_port', 'enable_web=2', 'enable_web: 0 ~ 1'],
  ['set_service_port', 'enable_control=2', 'enable_control: 0 ~ 1'],
  ['set_service_port', 'enable_rtsp=2', 'enable_rtsp: 0 ~ 1'],
  ['set_service_port', 'enable_hik=2', 'enable_hik: 0 ~ 1'],
  ['set_service_port', 'webport=0', 'webport: 1 ~ 65535'],
  ['setUidValidTime', 'validTime=0', 'validTime: >0'],
  ['onvif', 'onvif_auth=2', 'onvif_auth: 0 or 1', '/cgi-bin/rtsp '],
  ['setRelayStatus', 'status=2', 'status: 0 or 1'],
  ['setRelayStatus', '', 'not find param status'],
  ['setShutterSpeed', 'dayShutterMode=2', 'dayShutterMode: 0 or 1', '/cgi-bin/setShutterSpeed '],
  ['setShutterSpeed', 'dayShutterSpeed=9', 'dayShutterSpeed: 10 or 10000', '/cgi-bin/setShutterSpeed '],
  ['setShutterSpeed', 'nightShutterMode=2', 'nightShutterMode: 0 or 1', '/cgi-bin/setShutterSpeed '],
  [
    'setShutterSpeed',
    'nightShutterSpeed=10001',
    'nightShutterSpeed: : 10 or 10000',
    '/cgi-bin/setShutterSpeed ',
  ],
  ['setDeviceName', 'deviceName=', 'not find param deviceName'],
];

describe('simulator: faults', () => {
  let on: CameraFixture;
  before(async () => {
    on = await setUp();
  });
  after(() => on.camera.stop());

  for (const [command, query, reason, value = `/cgi-bin/${command}`] of MANUAL) {
    it(`${command}?${query} is refused with "${reason}" and changes nothing`, async () => {
      const { state } = on.camera;
      const before = structuredClone([
        state.settings,
        state.accounts.list,
        state.ptz.events,
        state.relay.open,
      ]);
      const reply = await on.get(command, query);
      assert.equal(bare(reply), faultBody(value, reason));
      assert.equal(reply.status, 400);
      assert.deepEqual([state.settings, state.accounts.list, state.ptz.events, state.relay.open], before);
    });
  }

  it('the whole URL comes back for an unknown CGI', async () => {
    const reply = await on.get('nonsense', 'a=1');
    assert.equal(reply.status, 404);
    assert.equal(bare(reply), faultBody(`/cgi-bin/nonsense?uid=${on.uid}&a=1`, 'unsupported command'));
  });
});

describe('simulator: faults of firmware G', () => {
  let on: CameraFixture;
  before(async () => {
    on = await setUp({ style: 'firmware-g' });
  });
  after(() => on.camera.stop());

  const cases: readonly Case[] = [
    ['set_ircut', 'ircutmode=8', 'ircutmode: 0 ~ 7'],
    ['motion', 'sensitivity=101', 'sensitivity range: 0-100'],
    ['videoencoder/stream1', 'framerate=61', 'framerate range: 1-60'],
    ['videoencoder/stream1', 'govlength=241', 'govlength range: 60-240'],
    ['time', 'port=0', 'port error'],
    ['ptz_ctrl', 'iris=0', 'iris range: -1,0,1'],
    ['set_wdr', 'wdr_value=256', 'wdr_value range: 0-255'],
    ['set_flip', 'horizon_flip=2', 'horizon_flip: 0 or 1'],
    ['set_noise_reduction', 'y_2D_value=256', 'y_2D_value range: 0-255'],
    ['rtsp', 'rtsp_auth=2', 'rtsp_auth: 0 or 1'],
    ['setAlarmState', 'position=7&logicalstate=1', 'position: 0 ~ 6'],
    ['setAlarmState', 'position=1&logicalstate=2', 'logicalstate: 0 or 1'],
  ];
  for (const [command, query, reason] of cases) {
    it(`${command}?${query} is refused with "${reason}"`, async () => {
      const reply = await on.get(command, query);
      assert.equal(bare(reply), faultBody(`/cgi-bin/${command}`, reason));
      assert.equal(reply.status, 400);
    });
  }
});

describe('simulator: faults of newer firmware', () => {
  let on: CameraFixture;
  before(async () => {
    on = await setUp({ style: 'field', sdCard: false });
  });
  after(() => on.camera.stop());

  const cases: readonly (readonly [...Case, status?: number])[] = [
    ['set_ircut', 'ircutmode=6', 'ircutmode: 0 ~ 5'],
    ['onvif', 'onvif_auth=2', 'onvif_auth: 0 or 1'],
    ['connect_check', '', 'error, invalid addr'],
    ['network', 'ipaddr=192.168.4.65', 'gateway error'],
    ['network', 'gateway=192.168.4.1', 'ipaddr error'],
    ['time', 'update_method=MANUAL&year=2024&month=2', 'day error'],
    ['setShutterSpeed', 'nightShutterMode=1&nightShutterSpeed=50', 'nightShutterSpeed: : 10 or 10000'],
  ];
  for (const [command, query, reason] of cases) {
    it(`${command}?${query} is refused with "${reason}"`, async () => {
      const reply = await on.get(command, query);
      assert.equal(bare(reply), faultBody(`/cgi-bin/${command}`, reason));
      assert.equal(reply.status, 400);
    });
  }

  it('a refused upload has status 200', async () => {
    const reply = await on.get('snapshot.cgi', 'stream=1&upload=0');
    assert.equal(reply.status, 200);
    assert.equal(bare(reply), faultBody('/cgi-bin/snapshot', 'sd card not mounted'));
  });

  it('the bare videoencoder is unknown', async () => {
    assert.equal((await on.get('videoencoder')).status, 404);
    assert.equal((await on.get('videoencoder/stream1')).status, 200);
  });
});
