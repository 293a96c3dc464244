import type { Command } from './vocabulary';

/** Chapter 3.2.3 to 3.2.7: the device itself. */
export const device = {
  info: {
    doc: 'Versions and serial number. Newer firmware answers only model and MAC address.',
    section: '3.2.3',
    parameters: {
      kernel: { type: 'text', doc: 'Kernel version.', access: 'read-only' },
      filesystem: { type: 'text', doc: 'File system version.', access: 'read-only' },
      sn: { type: 'text', doc: 'Serial number.', access: 'read-only' },
      model: { type: 'text', doc: 'Model.', access: 'read-only' },
      mac_address: { type: 'text', doc: 'MAC address.', access: 'read-only' },
    },
    read: { path: 'getinfo', effect: 'read', answer: { form: 'attributes' } },
  },
  capabilities: {
    doc: 'What the camera can do.',
    section: '3.2.4',
    parameters: {
      video: { type: 'flag', doc: 'Supports video.', access: 'read-only' },
      audio: { type: 'flag', doc: 'Supports audio.', access: 'read-only' },
      ptz: { type: 'flag', doc: 'Can pan, tilt or zoom.', access: 'read-only' },
    },
    read: { path: 'getcapabilities', effect: 'read', answer: { form: 'attributes' } },
  },
  model: {
    doc: 'Model of the camera.',
    section: '3.2.7',
    parameters: { model: { type: 'text', doc: 'Model.', access: 'read-only' } },
    read: { path: 'getmodel', effect: 'read', answer: { form: 'text', parameter: 'model' } },
  },
} as const satisfies Record<string, Command>;
