import { element, xml } from '../answer';
import type { Settings } from '../state';
import type { Call, Command } from './command';
import { flag, isWithin, oneOf, range, readFields, refuse } from './fields';
import { pick, settingsCommand } from './settings';

const LEVELS = ['brightness', 'contrast', 'saturation', 'sharpness', 'hlc', 'blc', 'nr2d', 'nr3d'];
/** All that the manual's answer shows, although more can be set. */
const ANSWERED = ['brightness', 'contrast', 'saturation', 'sharpness'];

const SHUTTER_FIELDS = [
  flag('dayShutterMode'),
  range('dayShutterSpeed', 10, 10000, 'dayShutterSpeed: 10 or 10000'),
  flag('nightShutterMode'),
  range('nightShutterSpeed', 10, 10000, 'nightShutterSpeed: : 10 or 10000'),
];

export const imageCommands: readonly Command[] = [
  settingsCommand({
    path: '/cgi-bin/image',
    section: '3.6.3',
    fields: [
      ...LEVELS.map((name) => range(name, 0, 255)),
      oneOf('tvsystem', ['50', '60'], 'tvsystem: 50 or 60'),
      flag('antificker'),
    ],
    of: ({ settings }) => settings.image,
    answer({ settings: { image }, field }) {
      if (!field) return element('image', pick(image, ANSWERED));
      const ranges = LEVELS.map((name) => [`${name}_range`, '0-255'] as const);
      return element('image', { ...image, ...Object.fromEntries(ranges) });
    },
  }),
  {
    path: '/cgi-bin/setShutterSpeed',
    section: '3.7.15',
    access: 'session',
    faultValue: { manual: '/cgi-bin/setShutterSpeed ' },
    changes: SHUTTER_FIELDS.map(({ name }) => name),
    run(call) {
      const { device } = call;
      const given = readFields(call, SHUTTER_FIELDS);
      if (device.field) checkNightByDay(call);
      setShutter(device.settings.shutter, given);
      return xml(`<setShutterSpeed>${sentence(device.settings.shutter, device.field)}</setShutterSpeed>`);
    },
  },
];

/** Newer firmware looks at the day's speed when it checks the night's. */
function checkNightByDay({ raw }: Call): void {
  if (!raw('nightShutterSpeed')) return;
  if (!isWithin(raw('dayShutterSpeed') ?? '', 10, 10000)) refuse('nightShutterSpeed: : 10 or 10000');
}

/** A speed only takes effect while its mode is manual. */
function setShutter(shutter: Settings, given: Settings): void {
  for (const half of ['day', 'night']) {
    const mode = given[`${half}ShutterMode`];
    const speed = given[`${half}ShutterSpeed`];
    if (mode !== undefined) shutter[`${half}ShutterMode`] = mode;
    if (speed !== undefined && shutter[`${half}ShutterMode`] === '1') shutter[`${half}ShutterSpeed`] = speed;
  }
}

function sentence(shutter: Settings, misspelt: boolean): string {
  const parts = SHUTTER_FIELDS.map(({ name }) => {
    const shown = misspelt && name === 'nightShutterSpeed' ? 'nightShuuterSpeed' : name;
    return `${shown}=${shutter[name] ?? ''}`;
  });
  return `Set ${parts.join(', ')}`;
}
