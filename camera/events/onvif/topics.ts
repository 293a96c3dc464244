/** What ONVIF topics mean (events page, "Notification"). */
import type { AlarmReport, StateTopic } from '../alarm-source';

export interface Item {
  readonly name: string;
  readonly value: string;
}

/** One `NotificationMessage`. */
export interface Notification {
  readonly topic: string;
  /** `Initialized`, `Changed` or `Deleted`. */
  readonly operation: string | undefined;
  readonly source: readonly Item[];
  readonly data: readonly Item[];
}

/** Topics in lower case and without prefixes, and the item that says yes or no. */
const STATES: Readonly<Record<string, readonly [topic: StateTopic, item: string]>> = {
  'ruleengine/cellmotiondetector/motion': ['motion', 'IsMotion'],
  'videosource/motionalarm': ['motion', 'State'],
  'ruleengine/motionregiondetector/motion': ['motion', 'State'],
  'useralarm/iva/humanshapedetect': ['person', 'State'],
  'useralarm/iva/vehicleshapedetect': ['vehicle', 'State'],
  'device/trigger/digitalinput': ['input', 'LogicalState'],
  // The same input again.
  'device/trigger/alarmin': ['input', 'State'],
};

/** The last parts of topics of the ONVIF specification and of other makers. */
const TYPES: readonly (readonly [end: RegExp, type: string])[] = [
  [/^device\/trigger\/relay$/, 'relay-output'],
  [/tamper|globalscenechange|imagetoo(?:dark|bright|blurry)/, 'picture-covered'],
  [/signalloss|videoloss/, 'video-lost'],
  [/linedetector|linecross/, 'tripwire'],
  [/fielddetector|intrusion/, 'area-entered'],
  [/loiter/, 'loitering'],
  [/storagefailure/, 'storage-failed'],
  [/face/, 'face'],
  [/licenseplate|platerecogni/, 'number-plate'],
  [/audio|sound/, 'loud-sound'],
];

export const topicTypes: readonly string[] = TYPES.map(([, type]) => type);

/** What a notification reports, or nothing: what merely tells the state at connecting, or says neither yes nor no. */
export function reportOf(notification: Notification): AlarmReport | undefined {
  const { operation, data, source } = notification;
  const topic = plainTopic(notification.topic);
  if (operation === 'Initialized' || topic === '') return undefined;
  const state = STATES[topic.toLowerCase()];
  const value = yesOrNo(data, state?.[1]);
  const active = operation === 'Deleted' ? false : value;
  if (state) {
    if (active === undefined) return undefined;
    return { topic: state[0], ...(state[0] === 'input' && inputOf(source)), active, origin: topic };
  }
  const written = (items: readonly Item[]) => items.map((item) => `${item.name}=${item.value}`);
  const sources = written(source).join(' ');
  return {
    topic: 'alarm',
    type: TYPES.find(([end]) => end.test(topic.toLowerCase()))?.[1] ?? 'unknown',
    ...(active !== undefined && { active }),
    text: [topic, ...written(source), ...written(data)].join(' '),
    origin: `${topic} ${sources}`,
  };
}

/** Without prefixes, and without what marks a whole branch. */
function plainTopic(topic: string): string {
  return topic
    .trim()
    .split('/')
    .map((part) => part.slice(part.lastIndexOf(':') + 1))
    .join('/')
    .replace(/[/.\s]+$/, '');
}

/** The item of this name, or else the first that says yes or no: firmware invents names. */
function yesOrNo(data: readonly Item[], name: string | undefined): boolean | undefined {
  const named = data.filter((item) => item.name === name);
  return [...named, ...data].map(({ value }) => flagOf(value)).find((flag) => flag !== undefined);
}

function flagOf(value: string): boolean | undefined {
  if (/^\s*(?:true|1|active)\s*$/i.test(value)) return true;
  return /^\s*(?:false|0|inactive)\s*$/i.test(value) ? false : undefined;
}

/** Tokens of inputs end in their number. */
function inputOf(source: readonly Item[]): { input?: number } {
  const token = source.find(({ name }) => /^(?:input|alarmin)token$/i.test(name)) ?? source[0];
  const number = /(\d{1,4})\s*$/.exec(token?.value ?? '')?.[1];
  return number === undefined ? {} : { input: Number(number) };
}
