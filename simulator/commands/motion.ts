import { element } from '../answer';
import type { Settings } from '../state';
import type { Call } from './command';
import { flag, matching, oneOf, range, refuse } from './fields';
import { settingsCommand } from './settings';

const GRIDS = ['1x1', '2x2', '3x2', '3x3', '4x3', '4x4', '8x8', '16x16', '22x18'];

export const motionCommands = [
  settingsCommand({
    path: '/cgi-bin/motion',
    section: '3.6.4',
    atomic: true,
    fields: ({ isG }) => [
      flag('enable'),
      range('sensitivity', isG ? 0 : 1, 100),
      range('alarmthreshold', isG ? 0 : 1, 100),
      flag('enable_nighttime'),
      range('night_sensitivity', isG ? 0 : 1, 100),
      range('night_alarmthreshold', isG ? 0 : 1, 100),
      oneOf('blockcount', GRIDS),
      matching('areavalue', /^([0-9a-f]{2})+$/i),
    ],
    of: ({ settings }) => settings.motion,
    check: checkArea,
    answer({ settings: { motion }, isG }, call, write) {
      // Firmware G wrote the area into its answer before it changed anything else (note 26).
      const isOld = isG && write && call.raw('areavalue') === undefined;
      return element('motion', { ...motion, areavalue: shownArea(isOld ? write.before : motion) });
    },
  }),
];

/** While motion is off the camera reports zeros and keeps the real area to itself. */
function shownArea({ enable, areavalue = '' }: Settings): string {
  return enable === '1' ? areavalue : areavalue.replace(/./g, '0');
}

function checkArea(given: Settings, _call: Call, kept: Settings): void {
  const grid = given['blockcount'] ?? kept['blockcount'] ?? '';
  const full = fullArea(grid);
  // A new grid cannot use the old area: all of it is watched then.
  if (given['areavalue'] === undefined) {
    if (grid !== kept['blockcount']) given['areavalue'] = full;
    return;
  }
  const area = given['areavalue'].toLowerCase();
  if (area.length !== full.length || hasStrayBits(area, full)) refuse('areavalue error');
  given['areavalue'] = area;
}

/** All blocks selected: packed without padding between rows, the first block in the lowest bit. */
function fullArea(grid: string): string {
  const [columns = 0, rows = 0] = grid.split('x').map(Number);
  const blocks = columns * rows;
  const bytes = Buffer.alloc(Math.ceil(blocks / 8));
  for (let block = 0; block < blocks; block++) bytes[block >> 3]! |= 1 << (block & 7);
  return bytes.toString('hex');
}

function hasStrayBits(area: string, full: string): boolean {
  const allowed = Buffer.from(full, 'hex');
  return Buffer.from(area, 'hex').some((byte, i) => (byte & ~(allowed[i] ?? 0)) !== 0);
}
