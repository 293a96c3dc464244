/** What a fleet's run is asked for on the command line. */
import { parseArgs } from 'node:util';

export interface Plan {
  /** Node-RED processes, each of which is a site. */
  readonly sites: number;
  /** At each site. */
  readonly cameras: number;
  /** How long it is watched at rest, and under load. */
  readonly restSeconds: number;
  readonly loadSeconds: number;
  /** Commands a second, all sites together. */
  readonly perSecond: number;
  /** Cameras in all of the smaller fleets, for the table of growth. */
  readonly growth: readonly number[];
  /** Announces each camera to Home Assistant too. */
  readonly discovery: boolean;
  /** Writes the results down. */
  readonly write: boolean;
}

/** @throws Error if an argument is no such number. */
export function planOf(args: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sites: { type: 'string', default: '4' },
      cameras: { type: 'string', default: '2500' },
      rest: { type: 'string', default: '60' },
      load: { type: 'string', default: '600' },
      'per-second': { type: 'string', default: '100' },
      growth: { type: 'string', default: '100,1000' },
      discovery: { type: 'boolean', default: false },
      'no-write': { type: 'boolean', default: false },
    },
  });
  const { growth } = values;
  return {
    sites: whole('sites', values.sites, 2, 16),
    cameras: whole('cameras', values.cameras, 1, 8_000),
    restSeconds: whole('rest', values.rest, 1, 3_600),
    loadSeconds: whole('load', values.load, 1, 3_600),
    perSecond: whole('per-second', values['per-second'], 1, 1_000),
    growth: growth === '' ? [] : growth.split(',').map((count) => whole('growth', count, 2, 100_000)),
    discovery: values.discovery,
    write: !values['no-write'],
  };
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`--${name} must be a whole number from ${min} to ${max}, not ${text}`);
}
