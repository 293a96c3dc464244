import type { Alarm, CodeReport } from '../alarms/reporter';
import { escaped, unescaped } from '../escape';

export const LOG_IN = { type: 'USER_AUTH_MESSAGE', code: 'CMD_USER_AUTH' };
export const HEARTBEAT = { type: 'AUXPTZ_HEARTBEAT_MESSAGE', code: 'CMD_HEARTBEAT' };
const REPORT = { type: 'ALARM_REPORT_MESSAGE', code: 'CMD_REPORT_ALARM' };

/** Type and code of a message; an answer has those of its request. */
export interface Kind {
  type: string;
  code: string;
}

/** A message with line breaks around header and body, as the vendor's tool writes it. */
export function message(kind: Kind, flag: number, body: string | undefined, root = 'XML_TOPSEE'): string {
  return [
    '<?xml version="1.0" encoding="GB2312" ?>',
    `<${root}>`,
    '<MESSAGE_HEADER',
    `Msg_type="${kind.type}"`,
    `Msg_code="${kind.code}"`,
    `Msg_flag="${flag}"`,
    '/>',
    ...(body === undefined ? [] : ['<MESSAGE_BODY>', body, '</MESSAGE_BODY>']),
    `</${root}>`,
    '',
  ].join('\n');
}

export function report(given: CodeReport, local: Date, root?: string): string {
  const { code, flag = 1, level = 1, text = '' } = given;
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()];
  const clock = `Hour="${local.getUTCHours()}" Minute="${local.getUTCMinutes()}" Second="${local.getUTCSeconds()}"`;
  const body = [
    '<ALARM_REPORT_PARAM>',
    '<ALARM_ITEM>',
    `<ALARM_INFO Alarm_code="${code}" Alarm_flag="${flag}" Alarm_level="${level}" Alarm_data="${escaped(text)}"/>`,
    // The firmware writes the day of the month as weekday.
    `<ALARM_TIME Year="${year}" Month="${month}" Day="${day}" WDay="${day}" ${clock}/>`,
    '</ALARM_ITEM>',
    '</ALARM_REPORT_PARAM>',
  ].join('\n');
  return message(REPORT, 0, body, root);
}

/** Codes of the SDK. The end of motion has a code of its own with flag 1. */
export function codeOf({ kind, active, input }: Alarm): CodeReport {
  switch (kind) {
    case 'motion':
      return active ? { code: 14, text: 'motion alarm.' } : { code: 33, text: 'motion detect disappear' };
    case 'input':
      return { code: active ? 34 : 35, text: `IO ${input} INPUT ${active ? 'OPEN' : 'CLOSE'}` };
    case 'person':
    case 'vehicle': {
      const level = kind === 'person' ? 1 : 2;
      const shape = kind === 'person' ? 'Human' : 'Vehicle';
      return { code: active ? 21 : 22, level, text: `video ${shape} shape ${active ? 'detected' : 'gone'}.` };
    }
  }
}

/** An attribute of the first element that has it, or undefined. */
export function attribute(xml: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`).exec(xml)?.[1];
  return value === undefined ? undefined : unescaped(value);
}
