import { together } from './rules';
import type { Command } from './schema';

const IPV4 = {
  like: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
  words: 'an IPv4 address such as 192.168.1.10',
} as const;
const PORT = { type: 'integer', min: 1, max: 65_535 } as const;

/** Chapter 3.3, 3.7.2, 3.7.8 and 3.7.12: the network. */
export const network = {
  network: {
    doc: 'Address, name servers and port.',
    section: '3.3.1',
    parameters: {
      macaddr: { type: 'text', doc: 'MAC address.', access: 'read-only' },
      dhcp: { type: 'flag', doc: 'Gets its address by DHCP.' },
      ipaddr: { type: 'text', pattern: IPV4, doc: 'IP address.' },
      netmask: { type: 'text', pattern: IPV4, doc: 'Subnet mask.' },
      gateway: { type: 'text', pattern: IPV4, doc: 'Gateway.' },
      dns1: { type: 'text', pattern: IPV4, doc: 'Preferred name server.' },
      dns2: { type: 'text', pattern: IPV4, doc: 'Standby name server.' },
      port: { type: 'integer', min: 1000, max: 65_535, extraValues: [80], doc: 'Port of the web server.' },
    },
    // Newer firmware reads each of them again when the other comes alone, and refuses (field note 27).
    rules: [together('ipaddr', 'gateway')],
    read: { path: 'network', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'network', effect: 'set', destructive: true, answer: { form: 'attributes' } },
  },
  connectCheck: {
    doc: 'Tests whether the camera reaches the network. Newer firmware needs a host to ping.',
    section: '3.7.2',
    parameters: {
      addr: { type: 'text', doc: 'Host that the camera pings.', access: 'selector' },
      // 1 or 0, and `true` on old firmware (field note 17).
      status: { type: 'flag', doc: 'The network, or the host, is reached.', access: 'read-only' },
    },
    read: { path: 'connect_check', effect: 'read', answer: { form: 'attributes', text: 'status' } },
  },
  ports: {
    doc: 'Services and their ports.',
    section: '3.7.8',
    parameters: {
      enable_web: { type: 'flag', doc: 'Web server.' },
      enable_control: { type: 'flag', doc: 'PTZ control.', answeredAs: ['enable_comm'] },
      enable_rtsp: { type: 'flag', doc: 'RTSP.' },
      enable_hik: { type: 'flag', doc: 'Hikvision protocol.' },
      webport: { ...PORT, doc: 'Port of the web server.' },
      controlport: { ...PORT, doc: 'Port of PTZ control.' },
      rtspport: { ...PORT, doc: 'Port of RTSP.' },
      hikport: { ...PORT, doc: 'Port of the Hikvision protocol.' },
    },
    read: { path: 'set_service_port', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'set_service_port', effect: 'set', destructive: true, answer: { form: 'attributes' } },
  },
  onvif: {
    doc: 'ONVIF authentication.',
    section: '3.7.12',
    parameters: {
      onvif_auth: { type: 'flag', doc: 'ONVIF clients must log in.', answeredAs: ['rtsp_auth'] },
    },
    // Some cameras do not tell it.
    read: { path: 'onvif', effect: 'read', answer: { form: 'attributes', mayBeEmpty: true } },
    write: { path: 'onvif', effect: 'set', answer: { form: 'attributes', mayBeEmpty: true } },
  },
  rtspAuth: {
    doc: 'RTSP authentication. Newer firmware only, which may not report the value.',
    section: 'field note 35',
    parameters: {
      rtsp_auth: { type: 'flag', doc: 'RTSP clients must log in.' },
    },
    read: { path: 'rtsp', effect: 'read', answer: { form: 'attributes', mayBeEmpty: true } },
    write: { path: 'rtsp', effect: 'set', answer: { form: 'attributes', mayBeEmpty: true } },
  },
  streams: {
    doc: 'RTSP addresses of the streams, without user name and password.',
    section: 'field note 35',
    parameters: {
      main: { type: 'text', doc: 'Main stream.', access: 'read-only' },
      sub: { type: 'text', doc: 'Sub stream.', access: 'read-only' },
    },
    read: { path: '', effect: 'read', answer: { form: 'special' } },
  },
} as const satisfies Record<string, Command>;
