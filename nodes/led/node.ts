import type { NodeAPI } from 'node-red';
import { asFlag } from '../../camera/index';
import { actionNode, type ActionConfig } from '../shared/action-node';
import { configNumber, given, isPlainObject, notAllowed, oneOf, refuseUnknownKeys } from '../shared/input';

/** As the manual numbers them (3.7.7). */
const LIGHTS = { infrared: 1, white: 2 } as const;
const NAMES = Object.keys(LIGHTS) as (keyof typeof LIGHTS)[];

interface LedConfig extends ActionConfig {
  action?: 'payload' | 'on' | 'off';
  light?: keyof typeof LIGHTS;
  /** Per cent. */
  brightness?: number | string;
}

export = (RED: NodeAPI) => {
  actionNode<LedConfig>(RED, 'anjvision-led', 'led', (config) => async (task) => {
    const asked = wanted(config, task.msg.payload);
    const light = oneOf('light', given(asked, 'light', config.light || 'white'), NAMES);
    const brightness = given(asked, 'brightness', configNumber(config.brightness, 50)) as number;
    const sent = { ledstatus: asked.on, brightness, ledmode: LIGHTS[light] };
    const answer = await task.camera.write('led', sent, { owner: task.node });
    const { ledstatus: on, ledmode, brightness: level } = { ...sent, ...answer };
    task.status.done(on ? 'on' : 'off');
    task.send({ on, light: NAMES.find((name) => LIGHTS[name] === ledmode) ?? light, brightness: level });
  });
};

interface Wanted extends Record<string, unknown> {
  on: boolean;
}

/** What a message asks for: a flag, a brightness of which 0 is off, or an object over what the node is set to. */
function wanted(config: LedConfig, payload: unknown): Wanted {
  const action = config.action && config.action !== 'payload' ? config.action === 'on' : undefined;
  if (isPlainObject(payload)) {
    refuseUnknownKeys(payload, ['on', 'light', 'brightness']);
    const { on, light, brightness } = payload;
    const flag =
      on === undefined
        ? (action ?? (typeof brightness === 'number' ? brightness > 0 : undefined))
        : asFlag(on);
    if (flag === undefined) throw notAllowed('on', on, 'true or false');
    return { on: flag, light, brightness };
  }
  if (action !== undefined) return { on: action };
  if (typeof payload === 'number') return { on: payload !== 0, brightness: payload };
  const flag = asFlag(payload);
  if (flag === undefined)
    throw notAllowed(
      'the payload',
      payload,
      'true or false, a brightness from 0 to 100, or { on, light, brightness }',
    );
  return { on: flag };
}
