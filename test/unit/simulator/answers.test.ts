import assert from 'node:assert/strict';
import { ask, bare, setUp, type CameraFixture } from './support';

/** Command, query, answer. Each case stands on what those before it left. */
type Case = readonly [command: string, query: string, answer: string];

const MANUAL: readonly Case[] = [
  ['getinfo', '', '<info kernel="3.10.14-20230817" filesystem="V5.2.30.230817" sn="0012300456789"/>'],
  ['getcapabilities', '', '<capabilities video="1" audio="1" ptz="1"/>'],
  ['getmodel', '', '<model>MC200J6</model>'],
  [
    'network',
    'dhcp=1&ipaddr=192.168.4.65&port=1000',
    '<network macaddr="00-9B-3C-0A-1B-2C" dhcp="1" ipaddr="192.168.4.65" netmask="255.255.255.0" gateway="192.168.0.1" dns1="114.114.114.114" dns2="8.8.8.8" port="1000"/>',
  ],
  [
    'time',
    'timezone=GMT-03:30&update_method=NTP&ntpaddr=ntp.example.org&port=123&update_period=60',
    '<time timezone="GMT-03:30" update_method="ntp" ntpaddr="ntp.example.org" port="123" current_time="2024-01-31 08:30:00"/>',
  ],
  [
    'time',
    'timezone=GMT+05:45&update_method=MANUAL&year=2017&month=11&day=30&hour=8&min=0&sec=0',
    '<time timezone="GMT+05:45" update_method="manual" ntpaddr="ntp.example.org" port="123" current_time="2017-11-30 08:00:00"/>',
  ],
  [
    'videoencoder/stream2',
    'encode_mode=H265&resolution=480X360&framerate=25&govlength=100&bitrate=200&bitrate_control=VBR',
    '<videoencoder><AdvanceEncodeConfig EncodeProfile="0"/><stream1 encode_mode="H265" resolution="1080P" framerate="25" govlength="100" bitrate="2500" bitrate_control="CBR"/><stream2 encode_mode="H265" resolution="480X360" framerate="25" govlength="100" bitrate="200" bitrate_control="VBR"/></videoencoder>',
  ],
  [
    'audioencoder',
    'encode_type=AAC&input_volume=1',
    '<audioencoder enable="1" encode_type="AAC" samplerate="16000" bitrate="16000" input_volume="1" output_volume="80" amplify="1"/>',
  ],
  [
    'osd',
    'time_format=yyyy/mm/dd_hh:mm:ss&title_utf8=Gate%20%26%20%22Yard%22',
    '<osd enable="1" color="3" fontsize="1" title_pos_type="0" title_pos_x="0" title_pos_y="2" show_res_bit="0" time_pos_type="0" time_pos_x="0" time_pos_y="0" show_week="1" time_format="yyyy/mm/dd hh:mm:ss" title_utf8="Gate & "Yard""/>',
  ],
  [
    'osd',
    'title_utf8=NULL',
    '<osd enable="1" color="3" fontsize="1" title_pos_type="0" title_pos_x="0" title_pos_y="2" show_res_bit="0" time_pos_type="0" time_pos_x="0" time_pos_y="0" show_week="1" time_format="yyyy/mm/dd hh:mm:ss" title_utf8=""/>',
  ],
  [
    'userosd',
    'title_index=4&enable=1&color=0xFF&title_utf8=%E4%BD%A0',
    '<userosd enable="1" color="0x0000ff" fontsize="1" title_pos_type="1" title_pos_x="10" title_pos_y="50" title_utf8="你"/>',
  ],
  ['image', 'brightness=7&hlc=9', '<image brightness="7" contrast="128" saturation="128" sharpness="128"/>'],
  [
    'user_management',
    'action=add&name=eve&newpasswd=1&privilege=User&enable=Disable',
    '<user_management>OK</user_management>',
  ],
  [
    'user_management',
    'action=get_user',
    '<UserConfig><Account Username="admin" Group="Administrator" Status="Enable"/><Account Username="eve" Group="User" Status="Disable"/></UserConfig>',
  ],
  [
    'rtmp',
    'enable=1&server=192.168.2.12&port=98&appname=live5&type=1&streamid=5&x=y',
    '<RtmpConfig Enable="1" Streamno="0" Server="192.168.2.12" Port="98" Appname="live5" Streamid="5&x=y" Type="1"/>',
  ],
  ['connect_check', '', '<connect_check>true</connect_check>'],
  [
    'setScheduleStorage',
    'localEnable=0&remoteEnable=1&remote_nfs_server=nas&nfs_server_path=/a b'.replace(' ', '_') +
      '&recordFileSize=30&stream=2&JpegInterval=1',
    '<RecordConfig><Common LocalEnable="0" RemoteEnable="1" MountParam="nas:/a_b" RecordFileSize="30"/><ScheduleRecord Stream="2" LocalStore="0" RemoteStore="1" JpegInterval="1"/></RecordConfig>',
  ],
  ['set_ircut', 'ircutmode=3&time=night', '<Capture ircutmode="3"/>'],
  ['set_ircut', '', '<Capture ircutmode="3"/>'],
  ['set_led', 'ledstatus=1&brightness=80&ledmode=2', '<Capture ledstatus="1" brightness="80" ledmode="2"/>'],
  ['set_led', 'ledstatus=0', '<Capture ledstatus="0" brightness="80" ledmode="2"/>'],
  [
    'set_service_port',
    'enable_control=0&controlport=9000',
    '<MediaStreamConfig><StreamAccess enable_web="1" enable_rtsp="1" enable_comm="0" enable_hik="1"/></MediaStreamConfig>',
  ],
  ['setManualInputAlarm', '', '<ManualInputAlarm>successful</ManualInputAlarm>'],
  ['onvif', 'onvif_auth=0', '<RtspConfig rtsp_auth="0"/>'],
  ['setRelayStatus', 'status=1', '<RelayStatus> set status=1</RelayStatus>'],
  ['getRelayStatus', '', '<RelayStatus>status=1</RelayStatus>'],
  [
    'setShutterSpeed',
    'dayShutterMode=1&dayShutterSpeed=500&nightShutterSpeed=50',
    '<setShutterSpeed>Set dayShutterMode=1, dayShutterSpeed=500, nightShutterMode=0, nightShutterSpeed=25</setShutterSpeed>',
  ],
];

const FIELD: readonly Case[] = [
  ['getinfo', '', '<info model="MC200J6" mac_address="00-9B-3C-0A-1B-2C"/>'],
  [
    'time',
    'update_period=60',
    '<time timezone="GMT+08:00" update_method="ntp" ntpaddr="pool.ntp.org" port="123" update_period="60" current_time="2024-01-31 20:00:00"/>',
  ],
  [
    'audioencoder',
    '',
    '<audioencoder enable="1" encode_type="G.711" samplerate="8000" bitrate="64000" input_volume="60" output_volume="80"/>',
  ],
  [
    'userosd',
    'title_index=0&color=0xff',
    '<osd enable="0" color="0x    ff" fontsize="1" title_pos_type="1" title_pos_x="10" title_pos_y="50" title_utf8=""/>',
  ],
  ['connect_check', 'addr=192.168.0.1', '<connect_check status="1"/>'],
  ['setRelayStatus', 'status=7', '<RelayStatus> set status=7</RelayStatus>'],
  ['onvif', '', '<OnvifConfig onvif_auth=""/>'],
  ['onvif', 'onvif_auth=0', '<OnvifConfig onvif_auth="0"/>'],
  [
    'setShutterSpeed',
    'dayShutterMode=1&dayShutterSpeed=500&nightShutterMode=1&nightShutterSpeed=50',
    '<setShutterSpeed>Set dayShutterMode=1, dayShutterSpeed=500, nightShutterMode=1, nightShuuterSpeed=50</setShutterSpeed>',
  ],
];

const FIRMWARE_G: readonly Case[] = [
  ['getinfo', '', '<info model="MC200J6" mac_address="00-9B-3C-0A-1B-2C"/>'],
  [
    'network',
    'ipaddr=192.168.4.65&gateway=192.168.4.1',
    '<network macaddr="00-9B-3C-0A-1B-2C" dhcp="0" ipaddr="192.168.4.65" netmask="255.255.255.0" gateway="192.168.4.1" dns1="114.114.114.114" dns2="8.8.8.8" port="80"/>',
  ],
  [
    'time',
    'timezone=GMT+01:00&update_method=MANUAL&year=2017&month=11&day=30&hour=8&min=0&sec=0',
    '<time timezone="GMT+01:00" update_method="MANUAL" ntpaddr="pool.ntp.org" port="500" update_period="3600" current_time="2024-01-31 13:00:00"/>',
  ],
  [
    'videoencoder/stream1',
    '',
    '<videoencoder><AdvanceEncodeConfig EncodeProfile="0"/><stream1 encode_mode="H265+" resolution="3840X2160" framerate="60" govlength="240" bitrate="2500" bitrate_control="CBR"/><stream2 encode_mode="H264" resolution="VGA" framerate="15" govlength="60" bitrate="500" bitrate_control="CBR"/><stream3 encode_mode="H264" resolution="480X360" framerate="10" govlength="20" bitrate="200" bitrate_control="CBR"/></videoencoder>',
  ],
  [
    'audioencoder',
    '',
    '<audioencoder enable="1" encode_type="G.711U" samplerate="8000" bitrate="64000" input_volume="60" output_volume="80"/>',
  ],
  [
    'userosd',
    'title_index=0&title_utf8=NULL',
    '<osd enable="0" color="1" fontsize="1" title_pos_type="1" title_pos_x="10" title_pos_y="50" title_utf8="NULL"/>',
  ],
  ['connect_check', 'addr=192.168.0.1', '<connect_check status="1"/>'],
  ['set_ircut', '', '<Capture ircutmode="6"/>'],
  ['set_ircut', 'ircutmode=7', '<Capture ircutmode="7"/>'],
  ['rtsp', '', '<RtspConfig rtsp_auth=""/>'],
  ['rtsp', 'rtsp_auth=0', '<RtspConfig rtsp_auth="0"/>'],
  ['set_wdr', 'enable=1&wdr_value=7', '<Capture WDRMode="1" WDRValue="7"/>'],
  ['set_flip', 'vertical_flip=1', '<Capture vertical_flip="1" horizon_flip="0"/>'],
  ['set_noise_reduction', 'y_2D_value=3&y_3D_value=4', '<Capture TNF="4" SNF="3"/>'],
  [
    'getDevState',
    '',
    '<DevState sd1="1" sd2="0" system_time="2024-01-31 13:00:00" run_time="0 days 0 seconds" MemTotal="61440" MemFree="18204"/>',
  ],
  ['setAlarmState', 'position=6&logicalstate=1', '<setAlarmState>successful</setAlarmState>'],
  ['getCurrentUserAccount', '', '<UserAccount Username="admin" Password="123456"/>'],
  [
    'setUidValidTime',
    'validTime=123456789',
    '<SetUidValidTime>Uid valid time is 1234567 sec</SetUidValidTime>',
  ],
  [
    'setShutterSpeed',
    'dayShutterMode=1&dayShutterSpeed=500&nightShutterMode=1&nightShutterSpeed=50',
    '<setShutterSpeed>Set dayShutterMode=1, dayShutterSpeed=500, nightShutterMode=1, nightShuuterSpeed=50</setShutterSpeed>',
  ],
];

for (const [style, cases] of [
  ['manual', MANUAL],
  ['field', FIELD],
  ['firmware-g', FIRMWARE_G],
] as const) {
  describe(`simulator: answers in the ${style} style`, () => {
    let on: CameraFixture;
    before(async () => {
      on = await setUp({ style });
    });
    after(() => on.camera.stop());

    for (const [command, query, answer] of cases) {
      it(`${command}?${query}`, async () => {
        const reply = await on.get(command, query);
        assert.equal(bare(reply), answer);
        assert.equal(reply.status, 200);
        assert.match(reply.text, /^<\?xml version="1.0" encoding="UTF-8"\?>\n/);
      });
    }
  });
}

describe('simulator: answers', () => {
  it('are the same for reading as for setting', async () => {
    const on = await setUp();
    const set = await on.get('image', 'brightness=3');
    assert.equal((await on.get('image')).text, set.text);
    await on.camera.stop();
  });

  it('take an empty value for an absent one', async () => {
    const on = await setUp();
    assert.equal((await on.get('image', 'brightness=')).status, 200);
    assert.equal(on.camera.state.settings.image['brightness'], '128');
    await on.camera.stop();
  });

  it('list the capabilities', async () => {
    const on = await setUp();
    const video = bare(await on.get('videoencoder/getcapabilities'));
    assert.match(
      video,
      /^<video_capabilities><stream1><encode_mode name="H264"><resolution name="2592X1944">/,
    );
    assert.match(video, /<framerate_range>1-15<\/framerate_range><bitrate_range>500-8000<\/bitrate_range>/);
    const audio = bare(await on.get('audioencoder/getcapabilities'));
    assert.match(audio, /<encode_type name="AAC"><samplerate name="16000"><bitrate>16000<\/bitrate>/);
    await on.camera.stop();
  });

  it('show attributes nobody documented on newer firmware', async () => {
    const on = await setUp({ style: 'field' });
    assert.match((await on.get('image')).text, /brightness_range="0-255"/);
    assert.match((await on.get('set_service_port')).text, /webport="80"/);
    await on.camera.stop();
  });

  it('tell kernel, file system and serial number to user name and password', async () => {
    const on = await setUp({ style: 'field' });
    const reply = await ask(on.camera, '/cgi-bin/getinfo?username=admin&password=123456');
    assert.match(reply.text, /kernel=".*" filesystem=".*" sn="0012300456789"/);
    await on.camera.stop();
  });

  it('set storage with user name and password', async () => {
    const on = await setUp();
    const reply = await ask(on.camera, '/cgi-bin/setScheduleStorage?username=admin&password=123456&enable=0');
    assert.match(reply.text, /LocalStore="0"/);
    await on.camera.stop();
  });

  it('refuse a change to a mere user, but not a look', async () => {
    const on = await setUp();
    const account = on.camera.state.accounts.find('admin');
    assert.ok(account);
    account.privilege = 'User';
    assert.equal((await on.get('image')).status, 200);
    assert.match((await on.get('image', 'brightness=1')).text, /no permission/);
    assert.match(
      (await on.get('user_management', 'action=delete&name=x')).text,
      /Non-administrators cannot edit users/,
    );
    await on.camera.stop();
  });
});
