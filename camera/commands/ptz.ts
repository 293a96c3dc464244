import { Priority, type Command, type Rule } from './schema';

const DIRECTION = { type: 'number-choice', values: [-1, 0, 1], access: 'write-only' } as const;
const PRESET = { type: 'integer', min: 1, max: 255, access: 'write-only' } as const;

const AXES = ['move_x', 'move_y', 'zoom', 'focus', 'iris'];
const PRESETS = ['call_preset', 'add_preset', 'delete_preset'];

const oneThing: Rule = {
  doc: 'It must be one of stop, a movement, or a preset.',
  isViolated: (sent) => {
    const moves = AXES.some((axis) => sent.has(axis));
    const others = ['stop', ...PRESETS].filter((name) => sent.has(name)).length;
    return others + Number(moves) !== 1;
  },
};

/** The camera refuses it (field note "ptz_ctrl"). */
const somewhere: Rule = {
  doc: 'A movement needs an axis that is not 0.',
  compares: AXES,
  isViolated: (sent) => {
    const axes = AXES.filter((axis) => sent.has(axis));
    return axes.length > 0 && axes.every((axis) => sent.get(axis) === '0');
  },
};

/**
 * Zeros that newer firmware refuses after pan and tilt have begun (field note 22). Beside a direction of the other, a 0
 * of pan or tilt is as in the manual.
 */
const still: NonNullable<Command['unneeded']> = (sent) => {
  const zeros = AXES.filter((axis) => sent.get(axis) === '0');
  const turns = ['move_x', 'move_y'].some((axis) => sent.has(axis) && sent.get(axis) !== '0');
  return zeros.filter((axis) => !turns || !axis.startsWith('move_'));
};

/** Chapter 3.7.1: movement. */
export const ptz = {
  ptz: {
    doc: 'Moves until a stop, and goes to presets.',
    section: '3.7.1',
    parameters: {
      stop: { type: 'number-choice', values: [1], doc: 'Stops every movement.', access: 'write-only' },
      move_x: { ...DIRECTION, doc: '-1 left, 1 right.' },
      move_y: { ...DIRECTION, doc: '-1 down, 1 up.' },
      zoom: { ...DIRECTION, doc: '1 in (tele), -1 out (wide).' },
      focus: { ...DIRECTION, doc: '1 near, -1 far.' },
      iris: { ...DIRECTION, doc: '1 open, -1 close.' },
      speed: { type: 'integer', min: 1, max: 10, doc: 'Speed.', access: 'write-only' },
      call_preset: { ...PRESET, doc: 'Goes to a preset.' },
      add_preset: { ...PRESET, doc: 'Saves the present position as a preset.' },
      delete_preset: { ...PRESET, doc: 'Deletes a preset.' },
    },
    rules: [oneThing, somewhere],
    unneeded: still,
    // Started late or twice, a movement goes further than was meant.
    write: { path: 'ptz_ctrl', effect: 'act', answer: { form: 'done', like: /^true$/i } },
  },
  ptzStop: {
    doc: 'Stops every movement, before anything else that waits.',
    section: '3.7.1',
    internal: true,
    parameters: {
      stop: {
        type: 'number-choice',
        values: [1],
        doc: 'Stops every movement.',
        access: 'write-only',
        required: true,
      },
    },
    write: {
      path: 'ptz_ctrl',
      effect: 'set',
      priority: Priority.Safety,
      answer: { form: 'done', like: /^true$/i },
    },
  },
} as const satisfies Record<string, Command>;
