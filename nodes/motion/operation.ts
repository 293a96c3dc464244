import { perform } from '../../camera/index';
import { asFlag } from '../../shared/value-checks';
import { invalidInput, isPlainObject } from '../shared/input';
import type { Operation } from '../shared/operation';
import type { TypedValues } from '../../shared/typed-value';
import { definition } from './definition';

interface MotionConfig {
  action: 'payload' | 'get' | 'enable' | 'disable' | 'set';
  values: TypedValues;
}

/** The parameters that are set; none to only read. */
type MotionRequest = Record<string, unknown>;

export const motion: Operation<MotionConfig, MotionRequest> = {
  definition,

  async parseRequest(config, { payload }, { evaluate }) {
    const { input, withValues } = parse(config, payload);
    return withValues ? { ...(await evaluate('motion', config.values, input)), ...input } : input;
  },

  async execute(request, { camera, signal, status, send }) {
    const result = await perform(camera, 'motion', request, { signal });
    status.done(result?.enable ? 'on' : 'off');
    send(result);
  },
};

/** What a message asks for, and whether the values of the node are its defaults. */
function parse({ action }: MotionConfig, payload: unknown): { input: MotionRequest; withValues: boolean } {
  const input = isPlainObject(payload) ? payload : {};
  switch (action) {
    case 'get':
      return { input: {}, withValues: false };
    case 'enable':
    case 'disable':
      return { input: { enable: action === 'enable', ...input }, withValues: false };
    case 'set':
      return { input, withValues: true };
    default: {
      if (isPlainObject(payload)) return { input, withValues: true };
      if (payload === 'get') return { input, withValues: false };
      const enable = asFlag(payload);
      if (enable === undefined)
        throw invalidInput('the payload', payload, 'true or false, "get", or an object of parameters');
      return { input: { enable }, withValues: false };
    }
  }
}
