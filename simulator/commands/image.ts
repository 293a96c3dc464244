import { element } from '../answer';
import type { Command } from './command';
import { flag, oneOf, range } from './fields';
import { pick, settingsCommand } from './settings';

const LEVELS = ['brightness', 'contrast', 'saturation', 'sharpness', 'hlc', 'blc', 'nr2d', 'nr3d'];
/** All that the manual's answer shows, although more can be set. */
const ANSWERED = ['brightness', 'contrast', 'saturation', 'sharpness'];

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
    answer({ settings: { image }, newer }) {
      if (!newer) return element('image', pick(image, ANSWERED));
      const ranges = LEVELS.map((name) => [`${name}_range`, '0-255'] as const);
      return element('image', { ...image, ...Object.fromEntries(ranges) });
    },
  }),
];
