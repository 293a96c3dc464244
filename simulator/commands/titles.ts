import { element } from '../answer';
import type { Settings } from '../state';
import type { Call } from './command';
import { flag, isWithin, oneOf, range, refuse, text, type Field } from './fields';
import { settingsCommand } from './settings';

const TIME_FORMATS = [
  'yyyy-mm-dd_hh:mm:ss',
  'yyyy/mm/dd_hh:mm:ss',
  'yy-mm-dd_hh:mm:ss',
  'yy/mm/dd_hh:mm:ss',
  'hh:mm:ss_dd/mm/yyyy',
  'hh:mm:ss_dd-mm-yyyy',
  'hh:mm:ss_mm/dd/yyyy',
  'hh:mm:ss_mm-dd-yyyy',
  'mm/dd/yyyy_hh:mm:ss',
  'mm-dd-yyyy_hh:mm:ss',
];

/** What belongs to the title is in `osd` and `userosd` alike. */
const TITLE_FIELDS: readonly Field[] = [
  oneOf('fontsize', ['0', '1', '2'], 'fontsize: 0,1,2'),
  flag('title_pos_type'),
  text('title_pos_x'),
  text('title_pos_y'),
];

/** `NULL` clears the title of `osd`; that of `userosd` takes it for a text (note 21). */
const OSD_TITLE: Field = { ...text('title_utf8'), accept: (value) => (/^null$/i.test(value) ? '' : value) };

/** Set with an underscore, because a URL cannot hold a space, and answered with one. */
const TIME_FORMAT: Field = {
  ...oneOf('time_format', TIME_FORMATS),
  accept: (value) => (TIME_FORMATS.includes(value) ? value.replace('_', ' ') : undefined),
};

/** `0x` and up to six digits; the example URL has a bare number. */
const USER_COLOR: Field = {
  name: 'color',
  reason: 'color: 0x00 ~ 0xffffff',
  accept(value) {
    if (!/^(0x[0-9a-f]{1,6}|\d{1,8})$/i.test(value) || Number(value) > 0xffffff) return undefined;
    return `0x${Number(value).toString(16).padStart(6, '0')}`;
  },
};

/** Firmware G keeps a colour as it was written (note 16). */
const BARE_COLOR: Field = {
  ...USER_COLOR,
  accept: (value) => (USER_COLOR.accept(value) === undefined ? undefined : value),
};

export const titleCommands = [
  settingsCommand({
    path: '/cgi-bin/osd',
    section: '3.6.1',
    fields: [
      flag('enable'),
      oneOf('color', ['0', '1', '2', '3'], 'color: 0,1,2,3'),
      oneOf('show_res_bit', ['0', '1', '2', '3'], 'show_res_bit: 0,1,2,3'),
      flag('time_pos_type'),
      text('time_pos_x'),
      text('time_pos_y'),
      flag('show_week'),
      TIME_FORMAT,
      ...TITLE_FIELDS,
      OSD_TITLE,
    ],
    of: ({ settings }) => settings.osd,
    check(given, _call, kept) {
      checkPosition('title', given, kept);
      checkPosition('time', given, kept);
    },
    answer: ({ settings: { osd }, newer }) =>
      element('osd', { ...osd, ...(newer && { fontsize_range: '0-2' }) }),
  }),
  settingsCommand({
    path: '/cgi-bin/userosd',
    section: '3.6.2',
    fields: ({ isG }) => [flag('enable'), isG ? BARE_COLOR : USER_COLOR, ...TITLE_FIELDS, text('title_utf8')],
    of: ({ settings }, call) => settings.userOsd[indexOf(call)] ?? refuse(INDEX.reason),
    check: (given, _call, kept) => checkPosition('title', given, kept),
    answer({ settings, newer, isG }, call) {
      const osd = settings.userOsd[indexOf(call)] ?? {};
      if (!newer) return element('userosd', osd);
      if (isG) return element('osd', osd);
      return element('osd', { ...osd, color: padded(osd['color'] ?? '') });
    },
  }),
];

const INDEX = range('title_index', 0, 4);

function indexOf(call: Call): number {
  return Number(INDEX.accept(call.raw('title_index') ?? '') ?? refuse(INDEX.reason));
}

/** A direction is 0 to 2, a coordinate 0 to 100; the type may be the one already set. */
function checkPosition(what: 'title' | 'time', given: Settings, kept: Settings): void {
  const type = given[`${what}_pos_type`] ?? kept[`${what}_pos_type`];
  const max = type === '0' ? 2 : 100;
  for (const axis of ['x', 'y']) {
    const name = `${what}_pos_${axis}`;
    const value = given[name] ?? kept[name] ?? '';
    if (isWithin(value, 0, max)) continue;
    // A value that only the new type makes impossible goes to the nearest end, unless it was asked for.
    if (given[name] !== undefined) refuse(`${name} range: 0-${max}`);
    given[name] = String(max);
  }
}

/** As `printf("0x%6x")` writes it (field notes, 6). */
function padded(color: string): string {
  return `0x${Number(color).toString(16).padStart(6, ' ')}`;
}
