import type { NodeAPI } from 'node-red';
import { asFlag, perform } from '../../camera/index';
import { actionNode, type ActionConfig } from '../shared/action-node';
import { isPlainObject, notAllowed } from '../shared/input';
import { evaluate, type TypedValues } from '../shared/values';

interface MotionConfig extends ActionConfig {
  action?: 'payload' | 'get' | 'enable' | 'disable' | 'set';
  values?: TypedValues;
}

export = (RED: NodeAPI) => {
  actionNode<MotionConfig>(RED, 'anjvision-motion', 'motion', (config) => async (task) => {
    const { camera, node, msg, status } = task;
    const given = asked(config, msg.payload);
    const values = given.withValues ? await evaluate(RED, node, msg, 'motion', config.values) : {};
    const result = await perform(camera, 'motion', { ...values, ...given.input }, { owner: node });
    status.done(result?.enable ? 'on' : 'off');
    task.send(result);
  });
};

/** What a message asks for, and whether the values of the node are its defaults. */
function asked(
  { action }: MotionConfig,
  payload: unknown,
): { input: Record<string, unknown>; withValues: boolean } {
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
        throw notAllowed('the payload', payload, 'true or false, "get", or an object of parameters');
      return { input: { enable }, withValues: false };
    }
  }
}
