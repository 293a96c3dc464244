import { xml } from '../answer';
import type { Settings } from '../state';
import type { Command } from './command';
import { flag, isWithin, range, readFields, refuse } from './fields';

const NIGHT_REASON = 'nightShutterSpeed: : 10 or 10000';

const FIELDS = [
  flag('dayShutterMode'),
  range('dayShutterSpeed', 10, 10000, 'dayShutterSpeed: 10 or 10000'),
  flag('nightShutterMode'),
  range('nightShutterSpeed', 10, 10000, NIGHT_REASON),
];

export const shutterCommands: readonly Command[] = [
  {
    path: '/cgi-bin/setShutterSpeed',
    section: '3.7.15',
    access: 'session',
    faultValue: { manual: '/cgi-bin/setShutterSpeed ' },
    changes: FIELDS.map(({ name }) => name),
    run(call) {
      const { device, raw } = call;
      const { shutter } = device.settings;
      const given = readFields(call, FIELDS);
      if (device.isG) storeByDay(shutter, given);
      else {
        // Newer firmware looks at the day's speed when it checks the night's.
        const isBlind = device.newer && !isWithin(raw('dayShutterSpeed') ?? '', 10, 10000);
        if (isBlind && raw('nightShutterSpeed')) refuse(NIGHT_REASON);
        store(shutter, given);
      }
      // Firmware G echoes what was sent, which proves nothing.
      const shown = device.isG ? { ...shutter, ...given } : shutter;
      return xml(`<setShutterSpeed>${sentence(shown, device.newer)}</setShutterSpeed>`);
    },
  },
];

/** A speed only takes effect while its mode is manual. */
function store(shutter: Settings, given: Settings): void {
  for (const half of ['day', 'night']) {
    const mode = given[`${half}ShutterMode`];
    const speed = given[`${half}ShutterSpeed`];
    if (mode !== undefined) shutter[`${half}ShutterMode`] = mode;
    if (speed !== undefined && shutter[`${half}ShutterMode`] === '1') shutter[`${half}ShutterSpeed`] = speed;
  }
}

/** Firmware G takes the day's speed for the night as well, and refuses the night's alone (note 24). */
function storeByDay(shutter: Settings, given: Settings): void {
  const { dayShutterSpeed: day, nightShutterSpeed: night, ...modes } = given;
  store(shutter, modes);
  if (night !== undefined && day === undefined) refuse(NIGHT_REASON);
  if (day !== undefined) store(shutter, { dayShutterSpeed: day });
  if (night !== undefined && day !== undefined) store(shutter, { nightShutterSpeed: day });
}

function sentence(shutter: Settings, misspelt: boolean): string {
  const parts = FIELDS.map(({ name }) => {
    const shown = misspelt && name === 'nightShutterSpeed' ? 'nightShuuterSpeed' : name;
    return `${shown}=${shutter[name] ?? ''}`;
  });
  return `Set ${parts.join(', ')}`;
}
