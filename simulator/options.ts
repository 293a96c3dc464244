import { realLater, type Later } from './clock';

/**
 * How the camera answers: `manual` as the manual says, `field` as newer firmware does (the first field notes),
 * `firmware-g` as the generation of notes 11 to 35 does.
 */
export const STYLES = ['manual', 'field', 'firmware-g'] as const;

export type Style = (typeof STYLES)[number];

export interface Options {
  /** 0 chooses a free port. */
  port: number;
  host: string;
  username: string;
  password: string;
  style: Style;
  /** The clock of sessions, lock, motors and history; tests turn it by hand. */
  now: () => number;
  /** Starts every timer: delays, reboots, alarms, long polls. Tests pass one with a fake clock. */
  later: Later;
  hasRelay: boolean;
  hasPtz: boolean;
  /** `ledmode` 1 is white and 2 infrared (note 23). Default: true in the style `firmware-g`. */
  lampsSwapped: boolean;
  /** In `ircutmode=3`, `day` means night (note 23). Default: true in the style `firmware-g`. */
  dayNightInverted: boolean;
  /** For so many ms of `now` after a change, `getRelayStatus` answers the old state (note 33). */
  relayLagMs: number;
  /** Longer request targets are met with a reset, as by a server with a small buffer (note 13). */
  maxUrlLength: number;
  /** Where snapshots may be uploaded to (section 3.7.5). */
  sdCard: boolean;
  ftp: boolean;
  email: boolean;
  nfs: boolean;
  tls: { key: string | Buffer; cert: string | Buffer } | undefined;
  /** Ms for which the camera still answers after the answer to a reboot. */
  shutdownMs: number;
  /** Duration of a reboot in ms. */
  bootMs: number;
  /** HTTP/1.0 answers without a length: the connection's end is the answer's end. */
  http10: boolean;
  /** Connections held at once; further ones are closed unanswered. */
  maxConnections: number;
  /** Closes the connection after every answer, and says so. */
  closing: boolean;
  /** The control port, TCP 8091 on a camera; 0 chooses a free one, undefined disables it. */
  controlPort: number | undefined;
  /** Enables ONVIF. */
  onvif: boolean;
  /** A separate port for ONVIF, instead of the HTTP port; 0 chooses a free one. */
  onvifPort: number | undefined;
  /** Motion detection on the picture (dog, gate). Otherwise only `alarms.motion` raises motion. */
  liveMotion: boolean;
  /** The port of WS-Discovery, UDP 3702 on a camera; 0 chooses a free one, undefined disables it. */
  discoveryPort: number | undefined;
  /** Where the page with the buttons is, once it was asked for. */
  controlUrl: string | undefined;
}

const DEFAULTS: Options = {
  port: 0,
  host: '127.0.0.1',
  username: 'admin',
  password: '123456',
  style: 'manual',
  now: Date.now,
  later: realLater,
  hasRelay: true,
  hasPtz: true,
  lampsSwapped: false,
  dayNightInverted: false,
  relayLagMs: 0,
  maxUrlLength: Infinity,
  sdCard: true,
  ftp: false,
  email: false,
  nfs: false,
  tls: undefined,
  shutdownMs: 20,
  bootMs: 200,
  http10: false,
  maxConnections: Infinity,
  closing: false,
  controlPort: undefined,
  onvif: true,
  onvifPort: undefined,
  liveMotion: false,
  discoveryPort: undefined,
  controlUrl: undefined,
};

export function completeOptions(options: Partial<Options>): Options {
  const given = Object.entries<unknown>(options).filter(([, value]) => value !== undefined);
  const swapped = options.style === 'firmware-g';
  return {
    ...DEFAULTS,
    lampsSwapped: swapped,
    dayNightInverted: swapped,
    ...(Object.fromEntries(given) as Partial<Options>),
  };
}
