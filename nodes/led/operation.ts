import { asFlag } from '../../camera/index';
import { configNumber, flag, invalidInput, oneOf, option, parseChoice } from '../shared/input';
import type { Operation } from '../shared/operation';
import { definition } from './definition';

/** As the manual numbers them (3.7.7). */
const LIGHTS = { infrared: 1, white: 2 } as const;
const NAMES = Object.keys(LIGHTS) as (keyof typeof LIGHTS)[];

interface LedConfig {
  action: 'payload' | 'on' | 'off';
  light: keyof typeof LIGHTS;
  /** Per cent. */
  brightness: number | string;
}

interface LedRequest {
  on: boolean;
  light: keyof typeof LIGHTS;
  /** Per cent; the command table checks it. */
  brightness: number;
}

export const led: Operation<LedConfig, LedRequest> = {
  definition,

  /** A flag, a brightness, or an object of both over what the node is set to. */
  parseRequest(config, { payload }) {
    const { choice, options } = parseChoice(payload, config.action, 'on', ['light', 'brightness']);
    // Only a number that is no flag is a brightness: 0 and 1 are off and on, as text or not.
    const isBrightness = choice === payload && typeof choice === 'number' && asFlag(choice) === undefined;
    const brightness = isBrightness ? choice : option(options, 'brightness', configNumber(config.brightness));
    return {
      on: isBrightness || isOn(choice, options['brightness']),
      light: oneOf('light', option(options, 'light', config.light), NAMES),
      brightness: brightness as number,
    };
  },

  async execute({ on, light, brightness }, { camera, signal, status, send }) {
    const sent = { ledstatus: on, brightness, ledmode: LIGHTS[light] };
    const answer = await camera.write('led', sent, { signal });
    const now = ledState({ ...sent, ...answer });
    status.done(now.on ? 'on' : 'off');
    send({ ...now, light: now.light ?? light });
  },
};

/** What the manual's parameters say of the light, in this node's words; of a lamp that it does not number, nothing. */
export const ledState = ({ ledstatus, ledmode, brightness }: Readonly<Record<string, unknown>>) => ({
  on: ledstatus as boolean,
  light: NAMES.find((name) => LIGHTS[name] === ledmode),
  brightness: brightness as number,
});

/** An object without `on` is on by its brightness, of which 0 is off. */
function isOn(choice: unknown, brightness: unknown): boolean {
  if (choice === undefined && typeof brightness === 'number') return brightness > 0;
  if (choice === undefined) return flag('on', choice);
  const on = asFlag(choice);
  if (on !== undefined) return on;
  throw invalidInput(
    'the payload',
    choice,
    'true or false, a brightness from 0 to 100, or { on, light, brightness }',
  );
}
