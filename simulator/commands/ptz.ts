import { xml } from '../answer';
import type { Ptz, Velocity } from '../ptz';
import type { Command } from './command';
import { oneOf, range, readFields, refuse, type Field } from './fields';

const DEFAULT_SPEED = 5;

/** Here newer firmware refuses zeros, which the manual allows. */
const LENS = ['zoom', 'focus', 'iris'] as const;

function direction(name: string): Field {
  return oneOf(name, ['-1', '0', '1'], reasonOf(name));
}

function reasonOf(name: string): string {
  return `${name} range: -1,0,1`;
}

function isMoving(directions: Velocity): boolean {
  return Object.values(directions).some((direction) => direction !== 0);
}

const PRESETS: Record<string, (ptz: Ptz, preset: number) => void> = {
  call_preset: (ptz, preset) => ptz.callPreset(preset),
  add_preset: (ptz, preset) => ptz.addPreset(preset),
  delete_preset: (ptz, preset) => ptz.deletePreset(preset),
};

const FIELDS: readonly Field[] = [
  oneOf('stop', ['1'], 'stop range: 1'),
  ...['move_x', 'move_y', 'zoom', 'focus', 'iris'].map(direction),
  range('speed', 1, 10),
  ...Object.keys(PRESETS).map((name) => range(name, 1, 255)),
];

export const ptzCommands: readonly Command[] = [
  {
    path: '/cgi-bin/ptz_ctrl',
    section: '3.7.1',
    access: 'session',
    run(call) {
      const given = readFields(call, FIELDS);
      const done = xml('<ptz_ctrl>true</ptz_ctrl>');
      const { ptz, options } = call.device;
      // The camera does not check whether it has motors.
      const act = (action: () => void): typeof done => {
        if (options.hasPtz) action();
        return done;
      };
      if (given['stop']) return act(() => ptz.stop());
      for (const [name, action] of Object.entries(PRESETS)) {
        const preset = given[name];
        if (preset) return act(() => action(ptz, Number(preset)));
      }
      if (Object.keys(given).every((name) => name === 'speed')) refuse('error, parse parameters');
      const { device } = call;
      const zero = device.newer && LENS.find((name) => given[name] === '0');
      const moving = directions(given);
      if (zero && !isMoving(moving)) refuse(reasonOf(zero));
      act(() => ptz.move(moving, Number(given['speed'] ?? DEFAULT_SPEED)));
      // Pan and tilt have started by then (note 22).
      if (zero) refuse(reasonOf(zero));
      return done;
    },
  },
];

function directions(given: Record<string, string>): Velocity {
  const axis = (name: string): number => Number(given[name] ?? 0);
  const moves = given['move_x'] !== undefined || given['move_y'] !== undefined;
  if (moves && axis('move_x') === 0 && axis('move_y') === 0) refuse('move_x and move_y: 0');
  return {
    pan: axis('move_x'),
    tilt: axis('move_y'),
    zoom: axis('zoom'),
    // Near is 1 and far −1: the focus' distance goes the other way.
    focus: -axis('focus'),
    iris: axis('iris'),
  };
}
