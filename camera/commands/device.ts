import type { Command } from './schema';

const COUNT = { type: 'integer', min: 0, max: Number.MAX_SAFE_INTEGER } as const;

/** Chapter 3.2.3 to 3.2.7 and 3.7.16: the device itself. */
export const device = {
  info: {
    doc: 'Versions and serial number. With a uid, newer firmware returns only model and MAC address.',
    section: '3.2.3',
    parameters: {
      kernel: { type: 'text', doc: 'Kernel version.', access: 'read-only' },
      filesystem: { type: 'text', doc: 'File system version.', access: 'read-only' },
      sn: { type: 'text', doc: 'Serial number.', access: 'read-only' },
      model: { type: 'text', doc: 'Model.', access: 'read-only' },
      mac_address: { type: 'text', doc: 'MAC address.', access: 'read-only' },
      oem_model: { type: 'text', doc: 'Model of the seller (OEM).', access: 'read-only' },
      oem_sn: { type: 'text', doc: 'Serial number of the seller (OEM).', access: 'read-only' },
    },
    read: { path: 'getinfo', effect: 'read', answer: { form: 'attributes' } },
  },
  capabilities: {
    doc: 'Functions of the camera.',
    section: '3.2.4',
    parameters: {
      video: { type: 'flag', doc: 'Supports video.', access: 'read-only' },
      audio: { type: 'flag', doc: 'Supports audio.', access: 'read-only' },
      ptz: { type: 'flag', doc: 'Supports PTZ.', access: 'read-only' },
    },
    read: { path: 'getcapabilities', effect: 'read', answer: { form: 'attributes' } },
  },
  reboot: {
    doc: 'Reboots the camera; it is offline for about a minute.',
    section: '3.2.5',
    parameters: {},
    write: { path: 'reboot', effect: 'act', destructive: true, answer: { form: 'done', like: /^true$/i } },
  },
  factoryReset: {
    doc: 'Restores the factory settings.',
    section: '3.2.6',
    parameters: {
      // The camera takes only 1; 0 is said by leaving it out.
      retain_network: {
        type: 'flag',
        doc: 'Keeps the network settings.',
        access: 'write-only',
        falseIsAbsent: true,
      },
    },
    write: {
      path: 'factory_reset',
      effect: 'act',
      destructive: true,
      answer: { form: 'done', like: /^true$/i },
    },
  },
  model: {
    doc: 'Model of the camera.',
    section: '3.2.7',
    parameters: { model: { type: 'text', doc: 'Model.', access: 'read-only' } },
    read: { path: 'getmodel', effect: 'read', answer: { form: 'text', parameter: 'model' } },
  },
  deviceName: {
    doc: 'Sets the OEM device name. The camera reboots by itself afterwards.',
    section: '3.7.16',
    parameters: {
      // Longer ones are cut without a word (field note 30).
      deviceName: { type: 'text', maxBytes: 31, doc: 'Device name.', access: 'write-only', required: true },
    },
    write: {
      path: 'setDeviceName',
      effect: 'act',
      destructive: true,
      answer: {
        form: 'done',
        like: /success/i,
        repeats: { parameter: 'deviceName', in: /\((.*)\)/ },
      },
    },
  },
  deviceState: {
    doc: 'SD cards, uptime and memory. Newer firmware only.',
    section: 'field note 35',
    parameters: {
      sd1: { type: 'text', doc: 'State of the first SD card.', access: 'read-only' },
      sd2: { type: 'text', doc: 'State of the second SD card.', access: 'read-only' },
      system_time: { type: 'text', doc: "The camera's time.", access: 'read-only' },
      run_time: { type: 'text', doc: 'Time since the start.', access: 'read-only' },
      MemTotal: { ...COUNT, doc: 'Total memory.', access: 'read-only' },
      MemFree: { ...COUNT, doc: 'Free memory.', access: 'read-only' },
    },
    read: { path: 'getDevState', effect: 'read', answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>;
