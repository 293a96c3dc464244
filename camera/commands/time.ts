import { together } from './rules';
import type { Command, Rule } from './schema';

const DATE = ['year', 'month', 'day', 'hour', 'min', 'sec'] as const;

/** The camera's clock may be set to any day of the calendar. */
const existingDate: Rule = {
  doc: '"day" must be a day of that month.',
  compares: DATE,
  isViolated: (sent) => {
    const [year, month, day] = DATE.map((name) => Number(sent.get(name)));
    return sent.has('day') && new Date(Date.UTC(year!, month! - 1, day)).getUTCDate() !== day;
  },
};

/** Chapter 3.4: the clock. */
export const time = {
  time: {
    doc: 'Time zone and clock: set by hand, by NTP, or by the manufacturer.',
    section: '3.4.1',
    parameters: {
      timezone: {
        type: 'choice',
        values: [
          'GMT+00:00', 'GMT+01:00', 'GMT+02:00', 'GMT+03:00', 'GMT+03:30', 'GMT+04:00', 'GMT+04:30', 'GMT+05:00',
          'GMT+05:30', 'GMT+05:45', 'GMT+06:00', 'GMT+06:30', 'GMT+07:00', 'GMT+08:00', 'GMT+09:00', 'GMT+09:30',
          'GMT+10:00', 'GMT+11:00', 'GMT+12:00', 'GMT+13:00', 'GMT-01:00', 'GMT-02:00', 'GMT-03:00', 'GMT-03:30',
          'GMT-04:00', 'GMT-04:30', 'GMT-05:00', 'GMT-06:00', 'GMT-07:00', 'GMT-08:00', 'GMT-09:00', 'GMT-10:00',
          'GMT-11:00', 'GMT-12:00',
        ],
        doc: 'Time zone.',
      },
      // Answers may say "ntp".
      update_method: { type: 'choice', values: ['MANUAL', 'NTP', 'P2P'], caseInsensitive: true, doc: 'How the clock is set.' },
      year: { type: 'integer', min: 1970, max: 2099, doc: 'Year.', access: 'write-only' },
      month: { type: 'integer', min: 1, max: 12, doc: 'Month.', access: 'write-only' },
      day: { type: 'integer', min: 1, max: 31, doc: 'Day of the month.', access: 'write-only' },
      hour: { type: 'integer', min: 0, max: 23, doc: 'Hour.', access: 'write-only' },
      min: { type: 'integer', min: 0, max: 59, doc: 'Minute.', access: 'write-only' },
      sec: { type: 'integer', min: 0, max: 59, doc: 'Second.', access: 'write-only' },
      ntpaddr: { type: 'text', doc: 'NTP server.' },
      // The manual says 80 or from 1000, but every answer says 123 (field note 25).
      port: { type: 'integer', min: 1, max: 65_535, doc: 'Port of the NTP server.' },
      update_period: { type: 'integer', unit: 's', min: 60, max: 999_999, doc: 'Seconds between NTP updates.' },
      current_time: { type: 'text', doc: 'The camera\'s time.', access: 'read-only' },
    },
    rules: [together(...DATE), existingDate],
    read: { path: 'time', effect: 'read', answer: { form: 'attributes' } },
    write: { path: 'time', effect: 'set', answer: { form: 'attributes' } },
  },
} as const satisfies Record<string, Command>; // prettier-ignore
