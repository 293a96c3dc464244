import { element, xml } from '../answer';
import { DAY_MS } from '../clock';
import type { Style } from '../options';
import type { Command } from './command';
import { flag, range, refuse } from './fields';
import { pick, settingsCommand } from './settings';

/** Commands beyond the manual (note 35). */
const styles: readonly Style[] = ['firmware-g'];
const section = 'note 35';

export const newerCommands: readonly Command[] = [
  settingsCommand({
    path: '/cgi-bin/set_wdr',
    section,
    styles,
    fields: [flag('enable'), range('wdr_value', 0, 255)],
    of: ({ settings }) => settings.wdr,
    answer: ({ settings: { wdr } }) =>
      element('Capture', { WDRMode: wdr['enable'] ?? '', WDRValue: wdr['wdr_value'] ?? '' }),
  }),
  settingsCommand({
    path: '/cgi-bin/set_flip',
    section,
    styles,
    fields: [flag('vertical_flip'), flag('horizon_flip')],
    of: ({ settings }) => settings.flip,
    answer: ({ settings }) => element('Capture', settings.flip),
  }),
  settingsCommand({
    path: '/cgi-bin/set_noise_reduction',
    section,
    styles,
    fields: [range('y_2D_value', 0, 255), range('y_3D_value', 0, 255)],
    of: ({ settings }) => settings.image,
    // The values are those of `image` under other names.
    check(given) {
      const { y_2D_value: spatial, y_3D_value: temporal } = given;
      if (spatial !== undefined) given['nr2d'] = spatial;
      if (temporal !== undefined) given['nr3d'] = temporal;
      delete given['y_2D_value'];
      delete given['y_3D_value'];
    },
    answer: ({ settings: { image } }) =>
      element('Capture', { TNF: image['nr3d'] ?? '', SNF: image['nr2d'] ?? '' }),
  }),
  settingsCommand({
    path: '/cgi-bin/rtsp',
    section,
    styles,
    fields: [flag('rtsp_auth')],
    of: ({ settings }) => settings.rtsp,
    answer: ({ settings }, _call, write) =>
      element('RtspConfig', write ? pick(settings.rtsp, ['rtsp_auth']) : { rtsp_auth: '' }),
  }),
  {
    path: '/cgi-bin/getDevState',
    section,
    styles,
    access: 'session',
    run({ device }) {
      const seconds = Math.floor((device.now - device.startedAt) / 1000);
      const days = Math.floor((seconds * 1000) / DAY_MS);
      const state = {
        sd1: device.options.sdCard ? 1 : 0,
        sd2: 0,
        system_time: device.localTime(),
        run_time: `${days} days ${seconds - days * 86_400} seconds`,
        MemTotal: 61_440,
        MemFree: 18_204,
      };
      return xml(element('DevState', state));
    },
  },
  {
    path: '/cgi-bin/setAlarmState',
    section,
    styles,
    access: 'session',
    changes: ['position', 'logicalstate'],
    // Both count as 0 where they are missing: without parameters it switches output 0 off.
    run({ get, device }) {
      const position = Number(get('position') ?? 0);
      if (!(position in device.outputs)) refuse('position: 0 ~ 6');
      const state = get('logicalstate') ?? '0';
      if (state !== '0' && state !== '1') refuse('logicalstate: 0 or 1');
      device.outputs[position] = state === '1';
      return xml('<setAlarmState>successful</setAlarmState>');
    },
  },
  {
    path: '/cgi-bin/getCurrentUserAccount',
    section,
    styles,
    access: 'session',
    run: ({ account }) =>
      xml(element('UserAccount', { Username: account?.name ?? '', Password: account?.password ?? '' })),
  },
];
