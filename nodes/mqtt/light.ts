import { isPlainObject } from '../shared/input';
import { Refusal } from './answer';

/** A light as `anjvision-led` gives it. */
export interface Light {
  readonly on: boolean;
  readonly light: string;
  /** Per cent. */
  readonly brightness: number;
}

/** The node's form and that of Home Assistant's JSON lights, in one object. */
export const lightState = ({ on, light, brightness }: Light) => ({
  on,
  light,
  brightness,
  state: on ? 'ON' : 'OFF',
  color_mode: 'brightness',
  effect: light,
});

/** Keys of Home Assistant's form that stand for others here, or for nothing the camera can do. */
const HOME_ASSISTANT = ['state', 'effect', 'transition', 'color_mode'];

/**
 * What a command for the light says, in the form that `anjvision-led` takes. One of Home Assistant that names no
 * brightness leaves the brightness as it was.
 *
 * @throws Refusal `INVALID_INPUT`.
 */
export function lightPayload(payload: unknown, known: Light | undefined): unknown {
  if (!isPlainObject(payload) || !HOME_ASSISTANT.some((key) => Object.hasOwn(payload, key))) return payload;
  const { state, effect, transition: _transition, color_mode: _mode, ...rest } = payload;
  if (state !== undefined && state !== 'ON' && state !== 'OFF')
    throw new Refusal('INVALID_INPUT', 'state must be "ON" or "OFF"');
  const light = effect ?? known?.light;
  const brightness = known && known.brightness > 0 ? known.brightness : undefined;
  return {
    ...(light !== undefined && { light }),
    ...(brightness !== undefined && { brightness }),
    ...(state !== undefined && { on: state === 'ON' }),
    ...rest,
  };
}
