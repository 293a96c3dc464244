import { inWords } from '../core/api.js';
import { shared, sharedWith } from '../core/i18n.js';
import type { ListedCamera } from './camera-list.js';

/** A moment of today as a time, an earlier one with its date, as the language of the editor writes them. */
export function momentAgo(ms: number, now = Date.now()): string {
  const moment = new Date(now - ms);
  const isToday = moment.toDateString() === new Date(now).toDateString();
  const date = isToday ? {} : ({ day: 'numeric', month: 'short' } as const);
  return moment.toLocaleString(RED.i18n.lang(), { ...date, hour: '2-digit', minute: '2-digit' });
}

/** The camera's state, and since when. */
export function stateInWords({ state, forMs }: ListedCamera): string {
  const words = shared(`sidebar.state.${state}`);
  return forMs === null ? words : sharedWith('sidebar.since', { state: words, time: momentAgo(forMs) });
}

/** Whether it is listened to for alarms, and by what. */
export function alarmsInWords({ alarms }: ListedCamera): string {
  const words = shared(`sidebar.alarms.${alarms.state}`);
  return alarms.state === 'listening' && alarms.source
    ? `${words}: ${shared(`alarms.${alarms.source}`)}`
    : words;
}

/** What last went wrong; empty if nothing did. */
export function errorInWords({ name, state, reason, lastError }: ListedCamera): string {
  if (state === 'invalid') return reason.replace(`${name}: `, '');
  if (!lastError) return '';
  const words = inWords({ ok: false, code: lastError.code }, 'test.reason');
  return lastError.agoMs === null ? words : `${momentAgo(lastError.agoMs)}: ${words}`;
}
