import type { InputOf } from '../../camera/index';
import {
  assertKnownKeys,
  configNumber,
  invalidInput,
  isPlainObject,
  oneOf,
  option,
  parseChoice,
  wholeNumber,
  type Choice,
} from '../shared/input';
import { limits } from '../shared/limits';
import { configuredPreset, presetNumber, type Presets } from '../shared/presets';

type PtzInput = InputOf<'ptz'>;

/** Movements by name, as the manual's parameters (3.7.1); up is `move_y=1` on both sides, whatever its misprint says. */
const MOVES = {
  left: { move_x: -1, move_y: 0 },
  right: { move_x: 1, move_y: 0 },
  up: { move_x: 0, move_y: 1 },
  down: { move_x: 0, move_y: -1 },
  'up-left': { move_x: -1, move_y: 1 },
  'up-right': { move_x: 1, move_y: 1 },
  'down-left': { move_x: -1, move_y: -1 },
  'down-right': { move_x: 1, move_y: -1 },
  'zoom-in': { zoom: 1 },
  'zoom-out': { zoom: -1 },
  'focus-near': { focus: 1 },
  'focus-far': { focus: -1 },
  'iris-open': { iris: 1 },
  'iris-close': { iris: -1 },
} as const satisfies Record<string, PtzInput>;

const PRESETS = {
  'goto-preset': 'call_preset',
  'set-preset': 'add_preset',
  'delete-preset': 'delete_preset',
} as const;

type Action = keyof typeof MOVES | keyof typeof PRESETS | 'stop';
const ACTIONS = [...Object.keys(MOVES), 'stop', ...Object.keys(PRESETS)] as Action[];

/** The axes of a joystick, from -1 to 1. */
const AXES = ['pan', 'tilt', 'zoom', 'focus', 'iris'] as const;

/** What `anjvision-ptz` is set to. */
export interface PtzConfig {
  readonly action: string;
  readonly speed: number | string;
  /** Ms; 0 goes on until stopped. */
  readonly duration: number | string;
  /** Ms after which any movement is stopped; 0 never. */
  readonly maxDuration: number | string;
  /** Its number, or its name in the camera node. */
  readonly preset: number | string;
}

/** What is to be done, and what the flow is told that was done. */
export type PtzRequest =
  | { readonly kind: 'stop'; readonly result: { action: string } }
  | {
      readonly kind: 'preset';
      readonly input: PtzInput;
      readonly result: { action: string; preset: number };
    }
  | {
      readonly kind: 'move';
      readonly input: PtzInput;
      readonly stopAfterMs: number | undefined;
      readonly result: { action: string; speed: number };
    };

const OPTIONS = ['speed', 'duration', 'preset'] as const;
type Options = Choice['options'];

/** What a message asks for, over what the node is set to. @throws CameraError `INVALID_INPUT`. */
export function parsePtzRequest(config: PtzConfig, payload: unknown, presets: Presets): PtzRequest {
  if (isPlainObject(payload) && AXES.some((axis) => axis in payload)) {
    assertKnownKeys(payload, [...AXES, 'speed', 'duration']);
    return joystick(config, payload, presets);
  }
  const { choice, name, options } = parseChoice(payload, config.action, 'action', OPTIONS);
  const joined = joinedMove(choice);
  if (joined) {
    checkNumbers(options, presets);
    return movement(config, options, nameOf(joined), joined);
  }
  const action = oneOf(name, choice, ACTIONS);
  // Whatever else is said, a stop is a stop.
  if (action === 'stop') return { kind: 'stop', result: { action } };
  checkNumbers(options, presets);
  if (action in PRESETS) {
    const configured = configuredPreset(config.preset, presets);
    const preset = presetNumber(option(options, 'preset', configured), presets);
    const name = PRESETS[action as keyof typeof PRESETS];
    return { kind: 'preset', input: { [name]: preset }, result: { action, preset } };
  }
  return movement(config, options, action, MOVES[action as keyof typeof MOVES]);
}

/** Several movements at once, as a joystick's are named: `left+zoom-in`. */
function joinedMove(action: unknown): PtzInput | undefined {
  const names = typeof action === 'string' ? action.split('+') : [];
  if (names.length < 2 || !names.every((name) => Object.hasOwn(MOVES, name))) return undefined;
  const move = Object.assign({}, ...names.map((name) => MOVES[name as keyof typeof MOVES])) as PtzInput;
  // Two that go against each other have no name together.
  return nameOf(move) === action ? move : undefined;
}

/** Also those numbers that the action does not need must be right. */
function checkNumbers({ speed, duration, preset }: Options, presets: Presets): void {
  if (speed !== undefined) speedNumber(speed);
  if (duration !== undefined) milliseconds('duration', duration);
  if (preset !== undefined) presetNumber(preset, presets);
}

const limit = limits['anjvision-ptz'];
const speedNumber = (value: unknown) => wholeNumber('speed', value, limit.speed);
const milliseconds = (name: 'duration' | 'maxDuration', value: unknown) =>
  wholeNumber(name, value, limit[name], 'milliseconds');

/** A fraction sets the direction and, unless `speed` is given, the speed; all zero stops. */
function joystick(config: PtzConfig, options: Options, presets: Presets): PtzRequest {
  const axes = Object.fromEntries(AXES.map((axis) => [axis, deflection(axis, options[axis])])) as Record<
    (typeof AXES)[number],
    number
  >;
  const furthest = Math.max(...Object.values(axes).map(Math.abs));
  if (furthest === 0) return { kind: 'stop', result: { action: 'stop' } };
  checkNumbers(options, presets);
  const { pan, tilt, ...others } = axes;
  const move: PtzInput = {};
  if (pan !== 0 || tilt !== 0) Object.assign(move, { move_x: Math.sign(pan), move_y: Math.sign(tilt) });
  for (const [axis, value] of Object.entries(others))
    if (value !== 0) Object.assign(move, { [axis]: Math.sign(value) });
  const speed = option(options, 'speed', Math.max(1, Math.round(furthest * 10)));
  return movement(config, { ...options, speed }, nameOf(move), move);
}

function deflection(axis: string, value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === 'number' && value >= -1 && value <= 1) return value;
  throw invalidInput(axis, value, 'a number from -1 to 1');
}

/** The names of the movements that make up one, such as `up-left` or `left+zoom-in`. */
function nameOf(move: PtzInput): string {
  const names = Object.entries(MOVES).filter(([, part]) =>
    Object.entries(part).every(([axis, value]) => move[axis as keyof PtzInput] === value),
  );
  return names.map(([name]) => name).join('+');
}

function movement(config: PtzConfig, options: Options, action: string, move: PtzInput): PtzRequest {
  const speed = speedNumber(option(options, 'speed', configNumber(config.speed)));
  const ends = [
    milliseconds('duration', option(options, 'duration', configNumber(config.duration))),
    milliseconds('maxDuration', configNumber(config.maxDuration)),
  ].filter((ms) => ms > 0);
  const stopAfterMs = ends.length > 0 ? Math.min(...ends) : undefined;
  return { kind: 'move', input: { ...move, speed }, stopAfterMs, result: { action, speed } };
}
