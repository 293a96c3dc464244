const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** The offset of `GMT+05:45` and the like, in ms. */
export function zoneOffset(timezone: string): number {
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(timezone) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS;
  return sign === '-' ? -offset : offset;
}

/** This machine's own time zone, as the camera writes it. */
export function zoneHere(date = new Date()): string {
  const minutes = -date.getTimezoneOffset();
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `GMT${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

export function localTime(at: number, timezone: string): string {
  return new Date(at + zoneOffset(timezone)).toISOString().slice(0, 19).replace('T', ' ');
}

/** Runs `action` after `ms` and returns a function that cancels it. Tests pass one with a fake clock. */
export type Later = (ms: number, action: () => void) => () => void;

export const realLater: Later = (ms, action) => {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
};
