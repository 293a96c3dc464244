import type { Settings } from '../state';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `2017-11-30 08:00:00` as `time_format` and `show_week` of section 3.6.1 want it. */
export function timeText(local: string, osd: Settings): string {
  const [date = '', clock = ''] = local.split(' ');
  const [year = '', month = '', day = ''] = date.split('-');
  const format = osd['time_format'] ?? 'yyyy-mm-dd hh:mm:ss';
  // `mm` are minutes beside hours and months beside days.
  const text = format
    .replace('hh:mm:ss', clock)
    .replace('yyyy', year)
    .replace('yy', year.slice(2))
    .replace('mm', month)
    .replace('dd', day);
  const week = DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
  return osd['show_week'] === '1' ? `${text} ${week}` : text;
}
