import type { Command } from './vocabulary';

/** Chapter 3.7.13 and 3.7.14: the alarm relay. */
export const relay = {
  relay: {
    doc: 'The alarm relay, which often opens a gate or a door.',
    section: '3.7.13, 3.7.14',
    parameters: {
      status: { type: 'number-choice', of: [0, 1], doc: '1 is open, 0 is closed.', required: true },
    },
    read: {
      path: 'getRelayStatus',
      effect: 'read',
      answer: { form: 'sentence', like: /\bstatus\s*=\s*(?<status>[01])\b/i },
      carries: [],
    },
    // Success is also answered by cameras that have no relay: only reading back tells.
    write: {
      path: 'setRelayStatus',
      effect: 'set',
      answer: { form: 'sentence', like: /\bstatus\s*=\s*(?<status>[01])\b/i },
    },
  },
} as const satisfies Record<string, Command>;
