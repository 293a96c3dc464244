/** The XML in the frames of the control port (events page, "Envelope"). */
import { reportOf } from './alarm-codes';
import type { AlarmReport } from '../alarm-source';
import { readText } from '../../protocol/charset';

/** More alarms in one frame are none a camera sends. */
const ALARMS_AT_MOST = 50;

export interface ControlMessage {
  readonly type: string;
  /** Negative: refused. */
  readonly flag: number;
  readonly reports: readonly AlarmReport[];
}

/** The log-in: plain text, which is what every report has. A secret as a whole. */
export function logInMessage(username: string, password: string): string {
  return message(
    'USER_AUTH_MESSAGE',
    'CMD_USER_AUTH',
    `<USER_AUTH_PARAM Username="${escape(username)}" Password="${escape(password)}" AuthMethod="1"/>`,
    ' Sessionid=""',
  );
}

export const HEARTBEAT = message('AUXPTZ_HEARTBEAT_MESSAGE', 'CMD_HEARTBEAT', '');
export const LOG_IN_TYPE = 'USER_AUTH_MESSAGE';
const ALARM_TYPE = 'ALARM_REPORT_MESSAGE';

/** With the line breaks of the maker's own tool: one client is said to be ignored without. */
function message(type: string, code: string, body: string, more = ''): string {
  // Cameras take these bytes for GB2312, of which ASCII is a part.
  const encoding = /[^\x00-\x7f]/.test(body) ? 'UTF-8' : 'GB2312'; // eslint-disable-line no-control-regex
  return [
    `<?xml version="1.0" encoding="${encoding}" ?>`,
    '<XML_TOPSEE>',
    `<MESSAGE_HEADER Msg_type="${type}" Msg_code="${code}" Msg_flag="0"${more}/>`,
    '<MESSAGE_BODY>',
    ...(body ? [body] : []),
    '</MESSAGE_BODY>',
    '</XML_TOPSEE>',
    '',
  ].join('\n');
}

/** What a frame's body says, or nothing if it has no message header. Never throws. */
export function readMessage(body: Buffer): ControlMessage | undefined {
  const text = readText(body);
  const header = firstTag(text, 'MESSAGE_HEADER');
  if (!header) return undefined;
  const type = header.get('msg_type') ?? '';
  return {
    type,
    flag: wholeNumber(header.get('msg_flag')) ?? 0,
    reports: type === ALARM_TYPE ? alarmsIn(text) : [],
  };
}

function alarmsIn(text: string): AlarmReport[] {
  return tags(text, 'ALARM_INFO', ALARMS_AT_MOST).flatMap((info) => {
    const code = wholeNumber(info.get('alarm_code'));
    if (code === undefined) return [];
    const report = reportOf({
      code,
      flag: wholeNumber(info.get('alarm_flag')) ?? 1,
      level: wholeNumber(info.get('alarm_level')),
      text: info.get('alarm_data') ?? '',
    });
    return report ? [report] : [];
  });
}

const wholeNumber = (text: string | undefined) =>
  text !== undefined && /^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : undefined;

const firstTag = (text: string, name: string) => tags(text, name, 1)[0];

/**
 * The attributes of the tags of this name, by their names in lower case. An XML parser would refuse the whole
 * report for a single odd byte in the camera's free text; here nothing else is of interest.
 */
function tags(text: string, name: string, atMost: number): Map<string, string>[] {
  const found: Map<string, string>[] = [];
  const start = `<${name}`;
  for (let at = text.indexOf(start); at >= 0 && found.length < atMost; at = text.indexOf(start, at)) {
    at += start.length;
    const attributes = new Map<string, string>();
    ATTRIBUTE.lastIndex = at;
    for (let match = ATTRIBUTE.exec(text); match; match = ATTRIBUTE.exec(text)) {
      attributes.set(match[1]!.toLowerCase(), unescape(match[2] ?? match[3] ?? ''));
      at = ATTRIBUTE.lastIndex;
    }
    if (/[\s/>]/.test(text.charAt(at)) || attributes.size > 0) found.push(attributes);
  }
  return found;
}

const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]{0,60})\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescape = (text: string) =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name]!);

function escape(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '<': 'lt',
    '>': 'gt',
    '"': 'quot',
    "'": 'apos',
    '&': 'amp',
  };
  return text.replace(/[<>"'&]/g, (character) => `&${names[character]};`);
}
