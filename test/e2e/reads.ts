/** What each command answers from a camera as the factory made it, by the contract. */

const STREAM1 = {
  encode_mode: 'H265',
  resolution: '1080P',
  framerate: 25,
  govlength: 100,
  bitrate: 2500,
  bitrate_control: 'CBR',
};
const STREAM2 = {
  encode_mode: 'H264',
  resolution: 'VGA',
  framerate: 15,
  govlength: 60,
  bitrate: 500,
  bitrate_control: 'CBR',
};
const ALL_ROWS = Array<string>(18).fill('1'.repeat(22));
const range = (min: number, max: number) => ({ min, max });
const SUB = { framerate_range: range(1, 30), bitrate_range: range(50, 2000) };

export interface Read {
  command: string;
  payload?: object;
  /** In the manual's style. */
  result: object;
  /** What newer firmware answers beyond that, or leaves out. */
  field?: object;
}

export const reads: readonly Read[] = [
  {
    command: 'info',
    result: { kernel: '3.10.14-20230817', filesystem: 'V5.2.30.230817', sn: '0012300456789' },
    field: { model: 'MC200J6', mac_address: '00-9B-3C-0A-1B-2C' },
  },
  { command: 'model', result: { model: 'MC200J6' } },
  { command: 'capabilities', result: { video: true, audio: true, ptz: true } },
  {
    command: 'network',
    result: {
      macaddr: '00-9B-3C-0A-1B-2C', dhcp: false, ipaddr: '192.168.0.10', netmask: '255.255.255.0',
      gateway: '192.168.0.1', dns1: '114.114.114.114', dns2: '8.8.8.8', port: 80,
    },
  },
  { command: 'video', result: { profile: 0, stream1: STREAM1, stream2: STREAM2 } },
  { command: 'videoProfile', result: { profile: 0 } },
  {
    command: 'videoCapabilities',
    result: {
      stream1: {
        encode_mode: {
          H264: {
            resolution: {
              '2592X1944': { framerate_range: range(1, 15), bitrate_range: range(500, 8000) },
              '1080P': { framerate_range: range(1, 30), bitrate_range: range(500, 6000) },
            },
          },
          H265: {
            resolution: {
              '2592X1944': { framerate_range: range(1, 15), bitrate_range: range(500, 6000) },
              '1080P': { framerate_range: range(1, 30), bitrate_range: range(500, 4000) },
            },
          },
        },
      },
      stream2: {
        encode_mode: {
          H264: { resolution: { VGA: SUB, '480X360': SUB } },
          H265: { resolution: { VGA: SUB, '480X360': SUB } },
        },
      },
    },
  },
  {
    command: 'audio',
    result: {
      enable: true, encode_type: 'G.711', samplerate: 8000, bitrate: 64_000, input_volume: 60, output_volume: 80,
      amplify: true,
    },
    field: { amplify: undefined },
  },
  {
    command: 'audioCapabilities',
    result: {
      encode_type: {
        'G.711': { samplerate: { 8000: { bitrate: 64_000 } } },
        'G.711A': { samplerate: { 8000: { bitrate: 64_000 } } },
        AAC: { samplerate: { 16000: { bitrate: 16_000 } } },
      },
    },
  },
  {
    command: 'osd',
    result: {
      enable: true, color: 3, fontsize: 1, title_pos_type: 0, title_pos_x: 0, title_pos_y: 2, show_res_bit: 0,
      time_pos_type: 0, time_pos_x: 0, time_pos_y: 0, show_week: true, time_format: 'yyyy-mm-dd hh:mm:ss',
      title_utf8: 'IPCamera',
    },
    field: { extra: { fontsize_range: '0-2' } },
  },
  {
    command: 'userOsd',
    payload: { title_index: 4 },
    result: {
      title_index: 4, enable: false, color: '0x0000ff', fontsize: 1, title_pos_type: 1, title_pos_x: 10,
      title_pos_y: 50, title_utf8: '',
    },
  },
  {
    command: 'image',
    result: { brightness: 128, contrast: 128, saturation: 128, sharpness: 128 },
    field: {
      hlc: 0, blc: 0, nr2d: 128, nr3d: 128, tvsystem: 50, antificker: false,
      extra: Object.fromEntries(
        ['brightness', 'contrast', 'saturation', 'sharpness', 'hlc', 'blc', 'nr2d', 'nr3d'].map((name) => [
          `${name}_range`,
          '0-255',
        ]),
      ),
    },
  },
  {
    command: 'motion',
    result: {
      enable: true, sensitivity: 80, alarmthreshold: 20, enable_nighttime: false, night_sensitivity: 80,
      night_alarmthreshold: 20, blockcount: '22x18', columns: 22, rows: 18, areavalue: `${'ff'.repeat(49)}0f`,
      area: ALL_ROWS,
    },
  },
  {
    command: 'rtmp',
    result: {
      enable: false, streamno: 0, server: '192.168.2.12', port: 1935, appname: 'live', streamid: '1', type: 0,
    },
  },
  {
    command: 'storage',
    result: {
      localEnable: true, remoteEnable: false, MountParam: '', recordFileSize: 10, stream: 1, LocalStore: true,
      RemoteStore: false, JpegInterval: false,
    },
  },
  {
    command: 'ports',
    result: { enable_web: true, enable_control: true, enable_rtsp: true, enable_hik: true },
    field: { webport: 80, controlport: 8091, rtspport: 554, hikport: 8000 },
  },
  { command: 'onvif', result: { onvif_auth: true }, field: { onvif_auth: undefined } },
  {
    command: 'shutter',
    result: { dayShutterMode: 0, dayShutterSpeed: 100, nightShutterMode: 0, nightShutterSpeed: 25 },
  },
  { command: 'ircut', result: { ircutmode: 0 } },
  { command: 'relay', result: { status: 0 } },
  { command: 'users', result: { users: [{ name: 'admin', privilege: 'Administrator', enable: true }] } },
  { command: 'keepAlive', result: { keep_alive: true } },
]; // prettier-ignore
