import { element } from '../answer';
import { zoneOffset } from '../clock';
import type { Settings } from '../state';
import type { Call } from './command';
import { oneOf, range, refuse, text, type Field } from './fields';
import { settingsCommand } from './settings';

const EAST =
  '00:00 01:00 02:00 03:00 03:30 04:00 04:30 05:00 05:30 05:45 06:00 06:30 07:00 08:00 09:00 09:30 10:00';
const FAR_EAST = '11:00 12:00 13:00';
const WEST = '01:00 02:00 03:00 03:30 04:00 04:30 05:00 06:00 07:00 08:00 09:00 10:00 11:00 12:00';

const TIMEZONES = [
  ...`${EAST} ${FAR_EAST}`.split(' ').map((offset) => `GMT+${offset}`),
  ...WEST.split(' ').map((offset) => `GMT-${offset}`),
];

const DATE_FIELDS: readonly Field[] = [
  range('year', 1970, 2037, 'year error'),
  range('month', 1, 12, 'month error'),
  range('day', 1, 31, 'day error'),
  range('hour', 0, 23, 'hour error'),
  range('min', 0, 59, 'min error'),
  range('sec', 0, 59, 'sec error'),
];

/** Firmware G takes any (note 25). */
const ANY_PORT = range('port', 1, 65535, 'port error');

/** The manual allows 80 or 1000 and more, and sends 123 in its own example. */
const PORT: Field = {
  ...range('port', 1000, 65535),
  reason: 'port error',
  accept: (value) => (['80', '123'].includes(value) ? value : range('port', 1000, 65535).accept(value)),
};

export const timeCommands = [
  settingsCommand({
    path: '/cgi-bin/time',
    section: '3.4.1',
    fields: ({ isG }) => [
      oneOf('timezone', TIMEZONES),
      oneOf('update_method', ['MANUAL', 'NTP', 'P2P']),
      ...DATE_FIELDS,
      text('ntpaddr'),
      isG ? ANY_PORT : PORT,
      range('update_period', 60, 999999, 'update_period error'),
    ],
    of: ({ settings }) => settings.time,
    check: setClock,
    answer(device) {
      const { timezone, update_method, ntpaddr, port, update_period } = device.settings.time;
      return element('time', {
        timezone: timezone ?? '',
        // Set in capitals everywhere; the manual's answer has small letters, and so have some cameras.
        update_method: (device.isG ? update_method : update_method?.toLowerCase()) ?? '',
        ntpaddr: ntpaddr ?? '',
        port: port ?? '',
        ...(device.newer && { update_period: update_period ?? '' }),
        current_time: device.localTime(),
      });
    },
  }),
];

/** A date only counts together with `update_method=MANUAL`; it is never kept as a setting. */
function setClock(given: Settings, { device }: Call, kept: Settings): void {
  const missing = DATE_FIELDS.find(({ name }) => given[name] === undefined);
  const dated = DATE_FIELDS.some(({ name }) => given[name] !== undefined);
  if (dated && missing && device.newer) refuse(missing.reason);
  const local = new Date(device.now + device.settings.clockOffsetMs + zoneOffset(kept['timezone'] ?? ''));
  const part = (name: string, current: number): number => Number(given[name] ?? current);
  const date = Date.UTC(
    part('year', local.getUTCFullYear()),
    part('month', local.getUTCMonth() + 1) - 1,
    part('day', local.getUTCDate()),
    part('hour', local.getUTCHours()),
    part('min', local.getUTCMinutes()),
    part('sec', local.getUTCSeconds()),
  );
  for (const { name } of DATE_FIELDS) delete given[name];
  const timezone = given['timezone'] ?? kept['timezone'] ?? '';
  const method = given['update_method'];
  // Firmware G looks at the date and keeps its own (note 25).
  if (device.isG) return;
  if (method === 'MANUAL' && dated) device.settings.clockOffsetMs = date - zoneOffset(timezone) - device.now;
  if (method === 'NTP' || method === 'P2P') device.settings.clockOffsetMs = 0;
}
