import { element, xml } from '../answer';
import type { Device } from '../device';
import type { Command } from './command';
import { refuse } from './fields';

export const deviceCommands: readonly Command[] = [
  {
    path: '/cgi-bin/getinfo',
    section: '3.2.3',
    access: 'either',
    run({ device, byPassword, account }) {
      const { kernel, filesystem, sn, mac } = device.identity;
      if (device.isG && byPassword && account?.privilege === 'User') refuse('user has no authority', 403);
      // Newer firmware keeps versions and serial number for user name and password.
      if (device.newer && !byPassword) {
        return xml(element('info', { model: device.settings.model, mac_address: mac }));
      }
      const oem = { oem_model: device.settings.model, oem_sn: `OEM-${sn}` };
      return xml(element('info', { kernel, filesystem, sn, ...(device.isG && oem) }));
    },
  },
  {
    path: '/cgi-bin/getcapabilities',
    section: '3.2.4',
    access: 'session',
    run({ device: { options } }) {
      return xml(element('capabilities', { video: 1, audio: 1, ptz: options.hasPtz ? 1 : 0 }));
    },
  },
  {
    path: '/cgi-bin/reboot',
    section: '3.2.5',
    access: 'session',
    changes: 'always',
    run({ device }) {
      return { ...xml('<reboot>true</reboot>'), after: device.reboot };
    },
  },
  {
    path: '/cgi-bin/factory_reset',
    section: '3.2.6',
    access: 'session',
    changes: 'always',
    run({ raw, device }) {
      const retain = raw('retain_network');
      if (retain === '') refuse('retain_network : NULL');
      // The text offers 0, but only 1 is taken.
      if (retain !== undefined && retain !== '1') refuse('retain_network 0 or 1');
      device.factoryReset(retain === '1');
      return { ...xml('<factory_reset>true</factory_reset>'), after: device.reboot };
    },
  },
  {
    path: '/cgi-bin/getmodel',
    section: '3.2.7',
    access: 'session',
    run: ({ device }) => xml(`<model>${device.settings.model}</model>`),
  },
  {
    path: '/cgi-bin/setDeviceName',
    section: '3.7.16',
    access: 'session',
    changes: 'always',
    run({ get, device }) {
      const name = device.isG ? nameForG(device, get('deviceName')) : get('deviceName');
      if (name === undefined) refuse('not find param deviceName');
      if (!device.isG) device.settings.model = name;
      const body = `<setDeviceName>Set device name(${name}) successful!</setDeviceName>`;
      return { ...xml(body), after: device.reboot };
    },
  },
];

/** Firmware G cuts the name, takes none for one, and does not show it as the model (note 30). */
function nameForG(device: Device, given = ''): string {
  const name = given.slice(0, 31);
  if (name !== '') device.settings.deviceName = name;
  return name;
}
