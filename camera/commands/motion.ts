import type { Command } from './schema';

/** From 1 in the manual, from 0 in newer firmware. */
const PERCENT = { type: 'integer', min: 0, max: 100 } as const;

/** Chapter 3.6.4: motion detection. */
export const motion = {
  motion: {
    doc: 'Motion detection: sensitivity and area.',
    section: '3.6.4',
    parameters: {
      enable: { type: 'flag', doc: 'Motion detection enabled.' },
      sensitivity: { ...PERCENT, doc: 'Sensitivity.' },
      alarmthreshold: { ...PERCENT, doc: 'Threshold of the alarm.' },
      enable_nighttime: { type: 'flag', doc: 'Use separate values at night.' },
      night_sensitivity: { ...PERCENT, doc: 'Sensitivity at night.' },
      night_alarmthreshold: { ...PERCENT, doc: 'Threshold of the alarm at night.' },
      blockcount: {
        type: 'choice',
        values: ['1x1', '2x2', '3x2', '3x3', '4x3', '4x4', '8x8', '16x16', '22x18'],
        doc: 'Columns x rows of the area.',
      },
      areavalue: {
        type: 'text',
        nullable: true,
        pattern: { like: /^(?:[\da-fA-F]{2})+$/, words: 'pairs of hexadecimal digits' },
        doc: 'The cells row by row; the first is the lowest bit of the first byte.',
      },
      area: {
        type: 'area',
        doc: 'The cells as rows of 0 and 1, or of booleans, top to bottom; or "all", or "none".',
      },
      columns: { type: 'integer', min: 1, max: 22, doc: 'Columns of the area.', access: 'read-only' },
      rows: { type: 'integer', min: 1, max: 18, doc: 'Rows of the area.', access: 'read-only' },
    },
    read: { path: 'motion', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'motion', effect: 'set', atomic: true, answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>;
