import { ACCOUNT_LIMITS, commands } from '../../camera/index';
import type { Limit, Limits } from '../../shared/forms';

/** The longest that a timer of Node.js can wait, in ms. */
export const LONGEST_MS = 2 ** 31 - 1;
const LONGEST_S = Math.floor(LONGEST_MS / 1000);

const { min, max } = commands.ptz.parameters.speed;
const { min: first, max: last } = commands.ptz.parameters.call_preset;
const { brightness } = commands.led.parameters;

export const PRESET = { min: first, max: last } as const satisfies Limit;

/** What numbers nodes may be set to: enforced by the nodes, and marked in the editor. */
export const limits = {
  'anjvision-camera': {
    ...ACCOUNT_LIMITS,
    controlPort: ACCOUNT_LIMITS.port,
    onvifPort: ACCOUNT_LIMITS.port,
  },
  'anjvision-relay': { duration: { min: 1, max: LONGEST_MS } },
  'anjvision-ptz': {
    speed: { min, max },
    duration: { min: 0, max: LONGEST_MS },
    maxDuration: { min: 0, max: LONGEST_MS },
    preset: PRESET,
  },
  'anjvision-led': { brightness: { min: brightness.min, max: brightness.max } },
  'anjvision-reboot': { waitTimeout: { min: 1, max: LONGEST_S } },
  'anjvision-firmware': { waitTimeout: { min: 1, max: LONGEST_S } },
  'anjvision-events': {
    holdTime: { min: 0, max: Number.MAX_SAFE_INTEGER, fractions: true },
    relayInterval: { min: 1, max: Number.MAX_SAFE_INTEGER, fractions: true, orZero: true },
  },
} as const satisfies Limits;
