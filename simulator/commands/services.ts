import { element, xml } from '../answer';
import type { Settings } from '../state';
import type { Command } from './command';
import { filledText, flag, oneOf, range, refuse, text } from './fields';
import { settingsCommand } from './settings';

const FILE_SIZES = ['2', '5', '10', '20', '30'];

export const serviceCommands: readonly Command[] = [
  settingsCommand({
    path: '/cgi-bin/rtmp',
    section: '3.6.6',
    fields: [
      flag('enable'),
      filledText('server'),
      range('port', 0, 65535),
      range('streamno', 0, 1),
      filledText('appname'),
      { ...filledText('streamid'), toEnd: true },
      range('type', 0, 1),
    ],
    of: ({ settings }) => settings.rtmp,
    answer: ({ settings: { rtmp } }) => element('RtmpConfig', capitalised(rtmp)),
  }),
  settingsCommand({
    path: '/cgi-bin/setScheduleStorage',
    section: '3.7.3',
    access: 'either',
    atomic: true,
    fields: [
      flag('localEnable'),
      flag('remoteEnable'),
      oneOf('recordFileSize', FILE_SIZES, 'recordFileSize: 2,5,10,20,30'),
      oneOf('stream', ['0', '1', '2'], 'stream: 0,1,2 '),
      flag('JpegInterval', 'JpegInterval: 0,1 '),
      flag('enable', 'enable: 0,1 '),
      text('remote_nfs_server'),
      text('nfs_server_path'),
    ],
    of: ({ settings }) => settings.storage,
    check(given, _call, kept) {
      // Where to mount from only counts while network storage is on.
      if ((given['remoteEnable'] ?? kept['remoteEnable']) === '1') return;
      delete given['remote_nfs_server'];
      delete given['nfs_server_path'];
    },
    answer: ({ settings }) => recordConfig(settings.storage),
  }),
  settingsCommand({
    path: '/cgi-bin/onvif',
    section: '3.7.12',
    faultValue: { manual: '/cgi-bin/rtsp ' },
    fields: [flag('onvif_auth')],
    of: ({ settings }) => settings.onvif,
    answer({ settings, newer }, { get }) {
      const value = settings.onvif['onvif_auth'] ?? '';
      if (!newer) return element('RtspConfig', { rtsp_auth: value });
      // Reading gives an empty attribute on some cameras.
      return element('OnvifConfig', { onvif_auth: get('onvif_auth') ? value : '' });
    },
  }),
  {
    path: '/cgi-bin/connect_check',
    section: '3.7.2',
    // Newer firmware asks nobody who they are.
    access: ({ newer }) => (newer ? 'open' : 'session'),
    run({ device, get }) {
      if (!device.newer) return xml('<connect_check>true</connect_check>');
      const host = get('addr') ?? refuse('error, invalid addr');
      // 1 is reachable, 0 is not (note 17).
      return xml(element('connect_check', { status: device.unreachable.includes(host) ? 0 : 1 }));
    },
  },
];

function capitalised(settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );
}

function recordConfig(storage: Settings): string {
  const { remote_nfs_server: server, nfs_server_path: path } = storage;
  const on = storage['enable'] === '1';
  const common = element('Common', {
    LocalEnable: storage['localEnable'] ?? '',
    RemoteEnable: storage['remoteEnable'] ?? '',
    MountParam: server || path ? `${server}:${path}` : '',
    RecordFileSize: storage['recordFileSize'] ?? '',
  });
  const schedule = element('ScheduleRecord', {
    Stream: storage['stream'] ?? '',
    LocalStore: on && storage['localEnable'] === '1' ? 1 : 0,
    RemoteStore: on && storage['remoteEnable'] === '1' ? 1 : 0,
    JpegInterval: storage['JpegInterval'] ?? '',
  });
  return element('RecordConfig', {}, `\n${common}\n${schedule}\n`);
}
