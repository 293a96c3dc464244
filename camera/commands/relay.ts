import type { Command } from './schema';

/** Chapter 3.7.11, 3.7.13 and 3.7.14: relay and alarm. */
export const relay = {
  relay: {
    doc: 'The alarm relay, which often opens a gate or a door.',
    section: '3.7.13, 3.7.14',
    parameters: {
      status: { type: 'number-choice', values: [0, 1], doc: '1 is open, 0 is closed.', required: true },
    },
    read: { path: 'getRelayStatus', effect: 'read', answer: { form: 'sentence' } },
    // Cameras without a relay answer success too: only reading back tells.
    write: { path: 'setRelayStatus', effect: 'set', answer: { form: 'sentence' } },
  },
  alarm: {
    doc: 'Triggers the alarm as if its input had been closed.',
    section: '3.7.11',
    parameters: {},
    write: { path: 'setManualInputAlarm', effect: 'act', answer: { form: 'done', like: /^success/i } },
  },
} as const satisfies Record<string, Command>;
