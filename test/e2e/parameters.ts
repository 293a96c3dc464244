/** What the manual and the field notes say that each parameter takes, written down apart from the product's table. */

/** Values that a parameter takes, each with what goes over the wire, and values that it does not take. */
export interface Values {
  good: readonly (readonly [value: unknown, wire: string])[];
  bad: readonly unknown[];
}

const NO_VALUE = [null, NaN, {}, [], Infinity];

export function int(min: number, max: number, ...also: number[]): Values {
  return {
    good: [min, max, ...also].map((value) => [value, String(value)]),
    bad: [min - 1, max + 1, min + 0.5, String(min), true, '', ...NO_VALUE],
  };
}

export function oneOf(...of: readonly number[]): Values {
  return {
    good: of.map((value) => [value, String(value)]),
    bad: [Math.max(...of) + 1, Math.min(...of) - 1, String(of[0]), of[0]! + 0.5, '', ...NO_VALUE],
  };
}

/** Texts of which only the camera knows which it takes. */
export function kind(...of: readonly string[]): Values {
  return { good: of.map((value) => [value, value]), bad: ['a b', 'a&b', 'ü', 5, true, ...NO_VALUE] };
}

export function word(...of: readonly string[]): Values {
  return {
    good: of.map((value) => [value, value]),
    bad: ['nonsense', `${of[0]}&x=1`, `${of[0]} `, 1, true, ...NO_VALUE],
  };
}

const YES = [true, 1, '1', 'true', 'on'].map((value) => [value, '1'] as const);
const NO = [false, 0, '0', 'false', 'off'].map((value) => [value, '0'] as const);

export const flag: Values = { good: [...YES, ...NO], bad: [2, -1, 'yes', 'ON', 'open', '', ...NO_VALUE] };

/** Free text that goes out as it is. */
export const text: Values = {
  good: ['x', '/mnt/a-b_c.d~e', 'a+b,c:d@e!f'].map((value) => [value, value]),
  bad: ['a&b', 'a#b', 'a b', 'a\nb', 'a\r\nHost: x', 'a\0', 'ä', '漢', 1, true, ...NO_VALUE],
};

export const address: Values = {
  good: ['0.0.0.0', '192.168.1.10', '255.255.255.255'].map((value) => [value, value]),
  bad: ['256.1.1.1', '1.2.3', '1.2.3.4.5', '1.2.3.4&dhcp=1', 'host', '1.2.3.4 ', 1, true, ...NO_VALUE],
};

/** Titles, which the camera percent-decodes. */
export const title: Values = {
  good: [['IPCamera', 'IPCamera'], ['100%', '100%25'], ['a&b=c#d', 'a%26b%3Dc%23d'], ['Tür', 'T%C3%BCr']],
  bad: ['a\nb', 'a\0', '\ud800', 5, true, ...NO_VALUE],
}; // prettier-ignore

export const colour: Values = {
  good: [
    ['0x000000', '0x000000'],
    ['0xffffff', '0xffffff'],
    ['0xFF8000', '0xff8000'],
    ['1', '1'],
  ],
  bad: ['0x1000000', '16777216', '0xfffff', 'ffffff', '#ffffff', 'red', '0xgggggg', 255, true, ...NO_VALUE],
};

/** One command that sets: its path, its parameters, and what must go with them. */
export interface Row {
  command: string;
  path: string;
  parameters: Record<string, Values>;
  /** What goes with every parameter, or with the one of that name. */
  with?: Record<string, unknown>;
  withOne?: Record<string, Record<string, unknown>>;
}

const STREAM = {
  // What a camera can do decides, not the table (note 16).
  encode_mode: kind('H264', 'H265', 'H265+'),
  resolution: kind('1080P', 'VGA', '2592X1944', '3840*2160'),
  framerate: { good: [[1, '1'], [30, '30'], [60, '60']], bad: [0, -1, 1.5, '25', '', true, ...NO_VALUE] },
  bitrate: { good: [[50, '50'], [20_000, '20000']], bad: [0, -1, 1.5, '500', '', true, ...NO_VALUE] },
  bitrate_control: word('CBR', 'VBR'),
} satisfies Record<string, Values>; // prettier-ignore

const TITLE = { title_pos_type: oneOf(0, 1), title_utf8: title, fontsize: oneOf(0, 1, 2) };
const DATE = { update_method: 'MANUAL', year: 2024, month: 1, day: 15, hour: 12, min: 30, sec: 30 };
const SHUTTER = { dayShutterMode: 1, dayShutterSpeed: 100, nightShutterMode: 1, nightShutterSpeed: 100 };

const TIMEZONES =
  'GMT+00:00 GMT+01:00 GMT+02:00 GMT+03:00 GMT+03:30 GMT+04:00 GMT+04:30 GMT+05:00 GMT+05:30 GMT+05:45 GMT+06:00 ' +
  'GMT+06:30 GMT+07:00 GMT+08:00 GMT+09:00 GMT+09:30 GMT+10:00 GMT+11:00 GMT+12:00 GMT+13:00 GMT-01:00 GMT-02:00 ' +
  'GMT-03:00 GMT-03:30 GMT-04:00 GMT-04:30 GMT-05:00 GMT-06:00 GMT-07:00 GMT-08:00 GMT-09:00 GMT-10:00 GMT-11:00 GMT-12:00';

export const rows: readonly Row[] = [
  {
    command: 'network',
    path: 'network',
    parameters: {
      dhcp: flag, ipaddr: address, netmask: address, gateway: address, dns1: address, dns2: address,
      port: int(1000, 65_535, 80),
    },
    withOne: { ipaddr: { gateway: '192.168.1.1' }, gateway: { ipaddr: '192.168.1.10' } },
  },
  {
    command: 'time',
    path: 'time',
    parameters: {
      timezone: word(...TIMEZONES.split(' ')), update_method: word('MANUAL', 'NTP', 'P2P'), ntpaddr: text,
      port: int(1, 65_535), update_period: int(60, 999_999), month: int(1, 12), day: int(1, 31),
      hour: int(0, 23), min: int(0, 59), sec: int(0, 59),
    },
    withOne: { month: DATE, day: DATE, hour: DATE, min: DATE, sec: DATE },
  },
  { command: 'video', path: 'videoencoder/stream1', parameters: STREAM, with: { stream: 1 } },
  { command: 'video', path: 'videoencoder/stream2', parameters: STREAM, with: { stream: 2 } },
  { command: 'videoProfile', path: 'videoencoder/AdvanceEncodeConfig', parameters: { profile: int(0, 2) } },
  {
    command: 'audio',
    path: 'audioencoder',
    parameters: {
      enable: flag, encode_type: kind('G.711', 'G.711A', 'AAC', 'G.711U'),
      samplerate: { good: [[8000, '8000'], [48_000, '48000']], bad: [0, 1.5, '8000', '', true, ...NO_VALUE] },
      bitrate: { good: [[64_000, '64000'], [32_000, '32000']], bad: [0, 1.5, '64000', '', true, ...NO_VALUE] },
      input_volume: int(0, 100), output_volume: int(0, 100), amplify: flag,
    },
  },
  {
    command: 'osd',
    path: 'osd',
    parameters: {
      enable: flag, color: oneOf(0, 1, 2, 3), ...TITLE, title_pos_x: int(0, 100), title_pos_y: int(0, 100),
      show_res_bit: oneOf(0, 1, 2, 3), time_pos_type: oneOf(0, 1), time_pos_x: int(0, 100), time_pos_y: int(0, 100),
      show_week: flag, time_format: word('yyyy-mm-dd_hh:mm:ss', 'yyyy/mm/dd_hh:mm:ss', 'mm-dd-yyyy_hh:mm:ss'),
    },
  },
  {
    command: 'userOsd',
    path: 'userosd',
    parameters: { enable: flag, color: colour, ...TITLE, title_pos_x: int(0, 100), title_pos_y: int(0, 100) },
    with: { title_index: 4 },
  },
  {
    command: 'image',
    path: 'image',
    parameters: {
      brightness: int(0, 255), contrast: int(0, 255), saturation: int(0, 255), sharpness: int(0, 255),
      hlc: int(0, 255), blc: int(0, 255), nr2d: int(0, 255), nr3d: int(0, 255), tvsystem: oneOf(50, 60),
      antificker: flag,
    },
  },
  {
    command: 'motion',
    path: 'motion',
    parameters: {
      enable: flag, sensitivity: int(0, 100), alarmthreshold: int(0, 100), enable_nighttime: flag,
      night_sensitivity: int(0, 100), night_alarmthreshold: int(0, 100),
      blockcount: word('1x1', '2x2', '3x2', '3x3', '4x3', '4x4', '8x8', '16x16', '22x18'),
    },
  },
  {
    command: 'rtmp',
    path: 'rtmp',
    parameters: {
      enable: flag, server: text, appname: text, streamid: text, port: int(0, 65_535), streamno: oneOf(0, 1),
      type: oneOf(0, 1),
    },
  },
  {
    command: 'storage',
    path: 'setScheduleStorage',
    parameters: {
      localEnable: flag, remoteEnable: flag, recordFileSize: oneOf(2, 5, 10, 20, 30), remote_nfs_server: text,
      nfs_server_path: text, stream: oneOf(0, 1, 2), JpegInterval: flag, enable: flag,
    },
  },
  {
    command: 'ports',
    path: 'set_service_port',
    parameters: {
      enable_web: flag, enable_control: flag, enable_rtsp: flag, enable_hik: flag, webport: int(1, 65_535),
      controlport: int(1, 65_535), rtspport: int(1, 65_535), hikport: int(1, 65_535),
    },
  },
  { command: 'uidValidTime', path: 'setUidValidTime', parameters: { validTime: { good: [[1000, '1000']], bad: [0, -1, 1.5, 10_000_000, '80', true, ...NO_VALUE] } } },
  { command: 'onvif', path: 'onvif', parameters: { onvif_auth: flag } },
  {
    command: 'shutter',
    path: 'setShutterSpeed',
    parameters: {
      dayShutterMode: oneOf(0, 1), dayShutterSpeed: int(10, 10_000), nightShutterMode: oneOf(0, 1),
      nightShutterSpeed: int(10, 10_000),
    },
    with: SHUTTER,
  },
  { command: 'relay', path: 'setRelayStatus', parameters: { status: oneOf(0, 1) } },
  {
    command: 'led',
    path: 'set_led',
    parameters: { ledstatus: flag, brightness: int(0, 100), ledmode: oneOf(1, 2) },
    with: { ledstatus: true, brightness: 50, ledmode: 1 },
  },
  {
    command: 'ircut',
    path: 'set_ircut',
    parameters: { ircutmode: oneOf(0, 1, 2, 3, 4, 5, 6, 7), time: word('day', 'night') },
    withOne: { time: { ircutmode: 3 }, ircutmode: {} },
  },
  { command: 'ptz', path: 'ptz_ctrl', parameters: { speed: int(1, 10) }, with: { zoom: 1 } },
  {
    command: 'ptz',
    path: 'ptz_ctrl',
    parameters: {
      stop: oneOf(1), zoom: { good: [[1, '1'], [-1, '-1']], bad: [2, -2, 0.5, '1', ...NO_VALUE] },
      call_preset: int(1, 255), add_preset: int(1, 255), delete_preset: int(1, 255),
    },
  },
]; // prettier-ignore
