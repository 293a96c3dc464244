import { asFlag } from '../../shared/value-checks';
import {
  configNumber,
  invalidInput,
  isWithin,
  oneOf,
  option,
  parseChoice,
  wholeNumber,
} from '../shared/input';
import { limits as limitsOfNodes } from '../shared/limits';
import type { Operation } from '../shared/operation';
import { definition } from './definition';

/** As the manual numbers them (3.7.7). */
const LIGHTS = { infrared: 1, white: 2 } as const;
const NAMES = Object.keys(LIGHTS) as (keyof typeof LIGHTS)[];

const limits = limitsOfNodes['anjvision-led'];
const PAYLOAD = 'true or false, a brightness from 0 to 100, or { on, light, brightness }';

interface LedConfig {
  action: 'payload' | 'on' | 'off';
  light: keyof typeof LIGHTS;
  /** Per cent. */
  brightness: number | string;
}

interface LedRequest {
  on: boolean;
  light: keyof typeof LIGHTS;
  /** Per cent. */
  brightness: number;
}

export const led: Operation<LedConfig, LedRequest> = {
  definition,

  /** A flag, a brightness, or an object of both over what the node is set to. */
  parseRequest(config, { payload }) {
    const { choice, name, options } = parseChoice(payload, config.action, 'on', ['light', 'brightness']);
    const isBare = name === 'the payload';
    // A number that is a flag is no brightness: 1 and "1" are the same.
    const isLevel = isBare && asFlag(choice) === undefined && isWithin(choice, limits.brightness);
    const level = isLevel ? choice : options['brightness'];
    const on = isLevel || choice === undefined ? isLit(level) : asFlag(choice);
    if (on === undefined) throw invalidInput(name, choice, isBare ? PAYLOAD : 'true or false');
    const brightness = isLevel ? choice : option(options, 'brightness', configNumber(config.brightness));
    return {
      on,
      light: oneOf('light', option(options, 'light', config.light), NAMES),
      brightness: wholeNumber('brightness', brightness, limits.brightness),
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

/** A brightness of 0 is off. */
const isLit = (level: unknown) => (typeof level === 'number' ? level > 0 : undefined);
