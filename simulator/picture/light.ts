import { zoneOffset } from '../clock';
import type { Device } from '../device';

export type Colour = readonly [red: number, green: number, blue: number];

/** What there is to see by. */
export interface Light {
  /** Hours since midnight by the camera's clock. */
  hour: number;
  /** From 0, night, to 1, day. */
  sun: number;
  /** The light that falls everywhere, 1 for bright day. */
  ambient: Colour;
  /** What the camera's own lamp adds in the middle of the picture. */
  lamp: Colour;
  /** The infrared filter is out, so the camera sees no colours. */
  grey: boolean;
}

const DARK: Light['lamp'] = [0, 0, 0];
/** Moonlight: as the colour picture shows it, and as the more sensitive grey picture does. */
const NIGHT: Colour = [0.36, 0.41, 0.56];
const GREY_NIGHT: Colour = [0.4, 0.4, 0.4];
const INFRARED: Colour = [0.85, 0.85, 0.85];
const WHITE: Colour = [0.95, 0.92, 0.8];
/** Below this the camera thinks it is night. */
const NIGHT_BELOW = 0.35;

const MANUAL = '3';
const INVERTED_SENSOR = '4';
const LAMP_ON = '6';
const LAMP_OFF = '7';

export function lightOf(device: Device): Light {
  const { ircut, led } = device.settings;
  const hour = hourOf(device);
  const lampOf = lamp(device);
  const [whiteLamp, infrared] = [lampOf === 'white', lampOf === 'infrared'];
  const strength = Number(led['brightness']) / 100;
  const clock = sunAt(hour);
  const night = isNight(ircut, clock, device.options.dayNightInverted);
  // Who says it is night wants to see one, even at noon.
  const sun = night && ircut['ircutmode'] === MANUAL ? 0 : clock;
  const grey = night && !whiteLamp;
  const moon = grey ? GREY_NIGHT : NIGHT;
  let beam = DARK;
  if (whiteLamp) beam = scaled(WHITE, strength);
  // By day the filter keeps infrared out.
  else if (infrared && night) beam = scaled(INFRARED, strength);
  return { hour, sun, grey, lamp: beam, ambient: mix(moon, [1, 1, 1], grey ? sun * 0.6 : sun) };
}

/** Which lamp is on; modes 6 and 7 of the filter have it always on or off (note 23). */
export function lamp({
  settings: { ircut, led },
  options: { lampsSwapped },
}: Device): 'white' | 'infrared' | 'off' {
  const mode = ircut['ircutmode'];
  const isOn = mode === LAMP_ON || (mode !== LAMP_OFF && led['ledstatus'] === '1');
  if (!isOn) return 'off';
  return led['ledmode'] === (lampsSwapped ? '1' : '2') ? 'white' : 'infrared';
}

function isNight(ircut: Record<string, string>, sun: number, inverted: boolean): boolean {
  const dark = sun < NIGHT_BELOW;
  if (ircut['ircutmode'] === MANUAL) return ircut['time'] === (inverted ? 'day' : 'night');
  return ircut['ircutmode'] === INVERTED_SENSOR ? !dark : dark;
}

function hourOf({ now, settings }: Device): number {
  const local = now + settings.clockOffsetMs + zoneOffset(settings.time['timezone'] ?? '');
  return new Date(local).getUTCHours() + new Date(local).getUTCMinutes() / 60;
}

/** The sun rises from half past five to half past seven and sets from six to eight. */
function sunAt(hour: number): number {
  return Math.min(smooth((hour - 5.5) / 2), smooth((20 - hour) / 2));
}

function smooth(part: number): number {
  const t = Math.min(1, Math.max(0, part));
  return t * t * (3 - 2 * t);
}

export function mix(from: Colour, to: Colour, part: number): Colour {
  const one = (i: 0 | 1 | 2): number => from[i] + (to[i] - from[i]) * part;
  return [one(0), one(1), one(2)];
}

function scaled(colour: Colour, factor: number): Colour {
  return mix(DARK, colour, factor);
}

/** As CSS has it; 1 is full. */
export function css(colour: Colour): string {
  const bytes = colour.map((part) => Math.round(255 * Math.min(1, Math.max(0, part))));
  return `rgb(${bytes.join(',')})`;
}
