/** Alarm codes of the control port (events page, "Alarm codes"): what each is, and how it ends. */
import type { AlarmReport, StateTopic } from '../alarm-source';

interface AlarmCode {
  /** Topic of its own, or the type within `alarm`. */
  readonly is: StateTopic | (string & {});
  /**
   * How it ends: `by flag` 0 of the same code, or by another code. Kinds without have no end, and are ended by
   * flag 0 all the same, if a camera sends it.
   */
  readonly ends?: 'by flag' | { readonly by: number };
}

const CODES: Readonly<Record<number, AlarmCode>> = {
  1: { is: 'network-down' },
  2: { is: 'network-up' },
  3: { is: 'usb-plugged' },
  4: { is: 'usb-unplugged' },
  5: { is: 'sd-plugged' },
  6: { is: 'sd-unplugged' },
  7: { is: 'sd-plugged' },
  8: { is: 'sd-unplugged' },
  9: { is: 'storage-low' },
  10: { is: 'storage-low' },
  11: { is: 'storage-low' },
  12: { is: 'video-lost' },
  13: { is: 'picture-covered' },
  14: { is: 'motion', ends: { by: 33 } },
  15: { is: 'input-edge' },
  16: { is: 'input-edge' },
  17: { is: 'storage-low' },
  18: { is: 'recording-started' },
  19: { is: 'recording-finished' },
  20: { is: 'recording-failed' },
  23: { is: 'picture-taken' },
  24: { is: 'serial-data' },
  25: { is: 'address-conflict' },
  26: { is: 'pir' },
  27: { is: 'number-plate' },
  28: { is: 'baby-cry', ends: 'by flag' },
  29: { is: 'loud-sound', ends: 'by flag' },
  30: { is: 'video-format-changed' },
  31: { is: 'tripwire', ends: { by: 38 } },
  32: { is: 'factory-reset' },
  34: { is: 'input', ends: { by: 35 } },
  36: { is: 'gps' },
  37: { is: 'emergency-call' },
  39: { is: 'configuration-changed' },
  40: { is: 'rebooting' },
  41: { is: 'climate' },
  42: { is: 'external-input', ends: { by: 43 } },
  44: { is: 'key' },
  45: { is: 'sensor' },
  46: { is: 'ptz-status' },
  47: { is: 'file-ready' },
  150: { is: 'call' },
  151: { is: 'call-out' },
  152: { is: 'call-connected' },
  153: { is: 'call-ended' },
  154: { is: 'call-timeout' },
  200: { is: 'illegal-change' },
  201: { is: 'custom' },
  202: { is: 'sd-format-failed' },
  203: { is: 'sd-formatted' },
};

/** Video AI: begins with 21, ends with 22, and `Alarm_level` is the kind. */
const AI_BEGINS = 21;
const AI_ENDS = 22;

/** The firmware ends only the first two. */
const AI_KINDS: Readonly<Record<number, AlarmCode>> = {
  1: { is: 'person', ends: { by: AI_ENDS } },
  2: { is: 'vehicle', ends: { by: AI_ENDS } },
  3: { is: 'motorcycle' },
  4: { is: 'e-bike' },
  5: { is: 'bicycle' },
  6: { is: 'number-plate' },
  7: { is: 'line-crossing' },
  8: { is: 'fire' },
  9: { is: 'face' },
  10: { is: 'area-entered' },
  11: { is: 'area-left' },
  12: { is: 'loitering' },
  13: { is: 'falling-object' },
  14: { is: 'temperature-high' },
  15: { is: 'temperature-low' },
  16: { is: 'humidity-high' },
  17: { is: 'humidity-low' },
  18: { is: 'air-quality' },
  19: { is: 'air-quality' },
  20: { is: 'air-quality' },
  21: { is: 'air-quality' },
  22: { is: 'air-quality' },
  23: { is: 'fall' },
  24: { is: 'gas-bottle' },
};

/** What there is besides states of their own. */
export const codeTypes: readonly string[] = [...Object.values(CODES), ...Object.values(AI_KINDS)]
  .map(({ is }) => is)
  .filter((is) => !isStateTopic(is));

/** Codes that say that another one is over. */
const ENDINGS = new Map<number, number>([
  [AI_ENDS, AI_BEGINS],
  ...Object.entries(CODES).flatMap(([code, { ends }]) =>
    typeof ends === 'object' ? [[ends.by, Number(code)] as const] : [],
  ),
]);

/** What the four attributes of an alarm hold. */
export interface Alarm {
  readonly code: number;
  /** Only its low 8 bits count: 1 occurred, 0 gone. The higher ones may hold a channel. */
  readonly flag: number;
  readonly level: number | undefined;
  readonly text: string;
}

/** What an alarm means, or nothing for the end of an end. */
export function reportOf(alarm: Alarm): AlarmReport | undefined {
  const { code, level } = alarm;
  const begun = ENDINGS.get(code) ?? code;
  const occurred = (alarm.flag & 0xff) !== 0;
  if (begun !== code && !occurred) return undefined;
  const active = occurred && begun === code;
  const kind = (begun === AI_BEGINS ? AI_KINDS[level ?? 0] : CODES[begun]) ?? { is: 'unknown' };
  const origin = begun === AI_BEGINS ? `${begun}/${level ?? ''}` : String(begun);
  if (isStateTopic(kind.is)) return { topic: kind.is, ...inputOf(kind.is, alarm), active, origin };
  return {
    topic: 'alarm',
    type: kind.is,
    ...((kind.ends || !active) && { active }),
    code,
    ...(level !== undefined && { level }),
    text: alarm.text,
    origin,
  };
}

function isStateTopic(is: string): is is StateTopic {
  return is === 'motion' || is === 'input' || is === 'person' || is === 'vehicle';
}

/** The number of an input stands only in the text, as `IO 1`; failing that, where the channel may. */
function inputOf(topic: StateTopic, { text, flag }: Alarm): { input?: number } {
  if (topic !== 'input') return {};
  const named = /\bIO\s{0,4}(\d{1,2})\b/i.exec(text)?.[1];
  const channel = flag >> 8;
  if (named !== undefined) return { input: Number(named) };
  return channel > 0 && channel < 100 ? { input: channel } : {};
}
