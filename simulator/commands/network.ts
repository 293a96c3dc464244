import { element } from '../answer';
import { flag, matching, range, refuse, type Field } from './fields';
import { settingsCommand } from './settings';

const ADDRESS = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/;

const PORT: Field = {
  ...range('port', 1000, 65535),
  reason: 'port: 80 or 1000-65535',
  accept: (value) => (value === '80' ? value : range('port', 1000, 65535).accept(value)),
};

const PORT_SWITCHES = ['enable_web', 'enable_control', 'enable_rtsp', 'enable_hik'];
const PORT_NUMBERS = ['webport', 'controlport', 'rtspport', 'hikport'];

/** The settings are kept and reported, but the simulator stays where it listens. */
export const networkCommands = [
  settingsCommand({
    path: '/cgi-bin/network',
    section: '3.3.1',
    fields: [
      flag('dhcp'),
      ...['ipaddr', 'netmask', 'gateway', 'dns1', 'dns2'].map((name) => matching(name, ADDRESS)),
      PORT,
    ],
    of: ({ settings }) => settings.network,
    check(given, { device: { newer } }) {
      // The address and its gateway go together, both ways (note 27); the manual does not say so.
      if (!newer || (given['ipaddr'] === undefined) === (given['gateway'] === undefined)) return;
      refuse(given['ipaddr'] === undefined ? 'ipaddr error' : 'gateway error');
    },
    answer: ({ settings, identity }) => element('network', { macaddr: identity.mac, ...settings.network }),
  }),
  settingsCommand({
    path: '/cgi-bin/set_service_port',
    section: '3.7.8',
    fields: [
      ...PORT_SWITCHES.map((name) => flag(name, `${name}: 0 ~ 1`)),
      ...PORT_NUMBERS.map((name) => range(name, 1, 65535, `${name}: 1 ~ 65535`)),
    ],
    of: ({ settings }) => settings.ports,
    answer({ settings: { ports }, newer }) {
      const access = {
        enable_web: ports['enable_web'] ?? '',
        enable_rtsp: ports['enable_rtsp'] ?? '',
        // `enable_control` comes back under another name.
        enable_comm: ports['enable_control'] ?? '',
        enable_hik: ports['enable_hik'] ?? '',
      };
      const numbers = newer ? Object.fromEntries(PORT_NUMBERS.map((name) => [name, ports[name] ?? ''])) : {};
      return element('MediaStreamConfig', {}, element('StreamAccess', { ...access, ...numbers }));
    },
  }),
];
