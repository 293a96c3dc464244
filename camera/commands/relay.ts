import type { Command } from './schema';

/** Chapter 3.7.11, 3.7.13 and 3.7.14: relay and alarm. */
export const relay = {
  relay: {
    doc: 'The relay (alarm output), which often opens a gate or a door.',
    section: '3.7.13, 3.7.14',
    parameters: {
      status: { type: 'number-choice', values: [0, 1], doc: '1 is open, 0 is closed.', required: true },
      open: { type: 'flag', doc: 'The same as a boolean.', access: 'read-only' },
    },
    read: { path: 'getRelayStatus', effect: 'read', answer: { form: 'sentence' } },
    // Cameras without a relay answer success too: only reading back tells.
    write: { path: 'setRelayStatus', effect: 'set', answer: { form: 'sentence' } },
  },
  alarm: {
    doc: 'Triggers the alarm input, as if its contact had closed.',
    section: '3.7.11',
    parameters: {},
    write: { path: 'setManualInputAlarm', effect: 'act', answer: { form: 'done', like: /^success/i } },
  },
  alarmOutput: {
    doc: 'Switches a single alarm output. Newer firmware only; cannot be read.',
    section: 'field note 35',
    parameters: {
      // Without them output 0 would be switched off.
      position: {
        type: 'integer',
        min: 0,
        max: 6,
        doc: 'Number of the output.',
        access: 'write-only',
        required: true,
      },
      logicalstate: {
        type: 'number-choice',
        values: [0, 1],
        doc: '1 is on, 0 is off.',
        access: 'write-only',
        required: true,
      },
    },
    write: {
      path: 'setAlarmState',
      effect: 'set',
      atomic: true,
      destructive: true,
      answer: { form: 'done' },
    },
  },
} as const satisfies Record<string, Command>;
