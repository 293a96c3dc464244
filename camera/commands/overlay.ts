import { atMost } from './rules';
import type { Command } from './schema';

const FONT = {
  type: 'number-choice',
  values: [0, 1, 2],
  doc: 'Font size: 0 small, 1 medium, 2 large.',
} as const;
const POSITION_TYPE = { type: 'number-choice', values: [0, 1] } as const;
const POSITION = { type: 'integer', min: 0, max: 100 } as const;
/** Newer firmware cuts longer ones (field note 21). */
const TITLE = { type: 'text', encoded: true, maxEncoded: 199, doc: 'The title; empty clears it.' } as const;

const title = {
  title_pos_type: { ...POSITION_TYPE, doc: 'How the title is placed: 0 by direction, 1 by coordinates.' },
  title_pos_x: { ...POSITION, doc: 'Title across: 0 to 2 by direction, 0 to 100 by coordinates.' },
  title_pos_y: { ...POSITION, doc: 'Title down: 0 to 2 by direction, 0 to 100 by coordinates.' },
} as const;
const titleRule = atMost(['title_pos_x', 'title_pos_y'], 2, 'title_pos_type', '0');

/** Chapter 3.6.1 and 3.6.2: what is written over the picture. */
export const overlay = {
  osd: {
    doc: 'Title and time over the picture.',
    section: '3.6.1',
    parameters: {
      enable: { type: 'flag', doc: 'The overlay is shown.' },
      color: {
        type: 'number-choice',
        values: [0, 1, 2, 3],
        doc: '0 black on white, 1 white on black, 2 black with white border, 3 white with black border.',
      },
      fontsize: FONT,
      ...title,
      show_res_bit: { type: 'number-choice', values: [0, 1, 2, 3], doc: '1 shows resolution, 2 bit rate, 3 both, 0 neither.' },
      time_pos_type: { ...POSITION_TYPE, doc: 'How the time is placed: 0 by direction, 1 by coordinates.' },
      time_pos_x: { ...POSITION, doc: 'Time across: 0 to 2 by direction, 0 to 100 by coordinates.' },
      time_pos_y: { ...POSITION, doc: 'Time down: 0 to 2 by direction, 0 to 100 by coordinates.' },
      show_week: { type: 'flag', doc: 'Shows the day of the week.' },
      time_format: {
        type: 'choice',
        // Answers have a space where a URL cannot.
        caseInsensitive: true,
        values: [
          'yyyy-mm-dd_hh:mm:ss', 'yyyy/mm/dd_hh:mm:ss', 'yy-mm-dd_hh:mm:ss', 'yy/mm/dd_hh:mm:ss',
          'hh:mm:ss_dd/mm/yyyy', 'hh:mm:ss_dd-mm-yyyy', 'hh:mm:ss_mm/dd/yyyy', 'hh:mm:ss_mm-dd-yyyy',
          'mm/dd/yyyy_hh:mm:ss', 'mm-dd-yyyy_hh:mm:ss',
        ],
        doc: 'Format of date and time.',
      },
      title_utf8: { ...TITLE, emptyAs: 'NULL' },
    },
    rules: [titleRule, atMost(['time_pos_x', 'time_pos_y'], 2, 'time_pos_type', '0')],
    read: { path: 'osd', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'osd', effect: 'set', answer: { form: 'attributes' } },
  },
  userOsd: {
    doc: 'Five further titles over the picture.',
    section: '3.6.2',
    parameters: {
      title_index: { type: 'number-choice', values: [0, 1, 2, 3, 4], doc: 'Which title.', access: 'selector', required: true },
      enable: { type: 'flag', doc: 'The title is shown.' },
      color: { type: 'colour', doc: 'Colour of the title.' },
      fontsize: FONT,
      ...title,
      // `NULL` would stand in the picture here (field note 21).
      title_utf8: { ...TITLE, emptyAs: ' ' },
    },
    rules: [titleRule],
    read: { path: 'userosd', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'userosd', effect: 'set', answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>; // prettier-ignore
