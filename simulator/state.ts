import type { Style } from './options';

/** A setting as it travels: text, compared byte for byte. */
export type Settings = Record<string, string>;

export interface Upgrade {
  bytes: number;
  sha256: string;
  at: number;
}

/** Everything a factory reset brings back, with the manual's parameter names. */
export interface CameraSettings {
  model: string;
  network: Settings;
  time: Settings;
  /** Camera time minus the simulator's clock, in ms. */
  clockOffsetMs: number;
  video: { advanced: Settings; stream1: Settings; stream2: Settings; stream3: Settings };
  audio: Settings;
  osd: Settings;
  userOsd: Settings[];
  image: Settings;
  motion: Settings;
  rtmp: Settings;
  storage: Settings;
  ircut: Settings;
  led: Settings;
  ports: Settings;
  onvif: Settings;
  shutter: Settings;
  /** Settings of newer firmware (note 35). */
  wdr: Settings;
  flip: Settings;
  rtsp: Settings;
  /** Separate from the model with firmware G (note 30). */
  deviceName: string;
}

/** What no setting changes. */
export interface Identity {
  kernel: string;
  filesystem: string;
  sn: string;
  mac: string;
}

export const IDENTITY: Identity = {
  kernel: '3.10.14-20230817',
  filesystem: 'V5.2.30.230817',
  sn: '0012300456789',
  mac: '00-9B-3C-0A-1B-2C',
};

const USER_OSD_COUNT = 5;

export function factorySettings(style: Style): CameraSettings {
  const settings = manualSettings();
  return style === 'firmware-g' ? withOddValues(settings) : settings;
}

/** Default values of the style `firmware-g` that the manual does not allow (note 16). */
function withOddValues(settings: CameraSettings): CameraSettings {
  const { video, audio, time, motion, ircut, userOsd } = settings;
  Object.assign(video.stream1, {
    encode_mode: 'H265+',
    resolution: '3840X2160',
    framerate: '60',
    govlength: '240',
  });
  audio['encode_type'] = 'G.711U';
  time['port'] = '500';
  motion['night_sensitivity'] = '0';
  ircut['ircutmode'] = '6';
  for (const title of userOsd) title['color'] = '1';
  return settings;
}

function manualSettings(): CameraSettings {
  return {
    model: 'MC200J6',
    network: {
      dhcp: '0',
      ipaddr: '192.168.0.10',
      netmask: '255.255.255.0',
      gateway: '192.168.0.1',
      dns1: '114.114.114.114',
      dns2: '8.8.8.8',
      port: '80',
    },
    time: {
      timezone: 'GMT+08:00',
      update_method: 'NTP',
      ntpaddr: 'pool.ntp.org',
      port: '123',
      update_period: '3600',
    },
    clockOffsetMs: 0,
    video: {
      advanced: { profile: '0' },
      stream1: stream('H265', '1080P', '25', '100', '2500'),
      stream2: stream('H264', 'VGA', '15', '60', '500'),
      stream3: stream('H264', '480X360', '10', '20', '200'),
    },
    audio: {
      enable: '1',
      encode_type: 'G.711',
      samplerate: '8000',
      bitrate: '64000',
      input_volume: '60',
      output_volume: '80',
      amplify: '1',
    },
    osd: {
      enable: '1',
      color: '3',
      fontsize: '1',
      title_pos_type: '0',
      title_pos_x: '0',
      title_pos_y: '2',
      show_res_bit: '0',
      time_pos_type: '0',
      time_pos_x: '0',
      time_pos_y: '0',
      show_week: '1',
      time_format: 'yyyy-mm-dd hh:mm:ss',
      title_utf8: 'IPCamera',
    },
    userOsd: Array.from({ length: USER_OSD_COUNT }, userOsd),
    image: {
      brightness: '128',
      contrast: '128',
      saturation: '128',
      sharpness: '128',
      hlc: '0',
      blc: '0',
      nr2d: '128',
      nr3d: '128',
      tvsystem: '50',
      antificker: '0',
    },
    motion: {
      enable: '1',
      sensitivity: '80',
      alarmthreshold: '20',
      enable_nighttime: '0',
      night_sensitivity: '80',
      night_alarmthreshold: '20',
      blockcount: '22x18',
      areavalue: `${'ff'.repeat(49)}0f`,
    },
    rtmp: {
      enable: '0',
      streamno: '0',
      server: '192.168.2.12',
      port: '1935',
      appname: 'live',
      streamid: '1',
      type: '0',
    },
    storage: {
      localEnable: '1',
      remoteEnable: '0',
      recordFileSize: '10',
      remote_nfs_server: '',
      nfs_server_path: '',
      stream: '1',
      JpegInterval: '0',
      enable: '1',
    },
    ircut: { ircutmode: '0', time: 'day' },
    led: { ledstatus: '0', brightness: '50', ledmode: '1' },
    ports: {
      enable_web: '1',
      enable_control: '1',
      enable_rtsp: '1',
      enable_hik: '1',
      webport: '80',
      controlport: '8091',
      rtspport: '554',
      hikport: '8000',
    },
    onvif: { onvif_auth: '1' },
    shutter: {
      dayShutterMode: '0',
      dayShutterSpeed: '100',
      nightShutterMode: '0',
      nightShutterSpeed: '25',
    },
    wdr: { enable: '0', wdr_value: '128' },
    flip: { vertical_flip: '0', horizon_flip: '0' },
    rtsp: { rtsp_auth: '1' },
    deviceName: 'IPCamera',
  };
}

function stream(mode: string, resolution: string, rate: string, gov: string, bitrate: string): Settings {
  return {
    encode_mode: mode,
    resolution,
    framerate: rate,
    govlength: gov,
    bitrate,
    bitrate_control: 'CBR',
  };
}

function userOsd(): Settings {
  return {
    enable: '0',
    color: '0x0000ff',
    fontsize: '1',
    title_pos_type: '1',
    title_pos_x: '10',
    title_pos_y: '50',
    title_utf8: '',
  };
}
