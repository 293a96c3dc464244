import type { NodeAPI } from 'node-red';
import { asFlag, CameraError } from '../../camera/index';
import { actionNode, type ActionConfig, type Task } from '../shared/action-node';
import { limits } from '../shared/limits';
import {
  configNumber,
  given,
  isPlainObject,
  notAllowed,
  oneOf,
  refuseUnknownKeys,
  wholeNumber,
} from '../shared/input';

const ACTIONS = ['get', 'open', 'close', 'toggle', 'pulse'] as const;
type Action = (typeof ACTIONS)[number];

interface RelayConfig extends ActionConfig {
  action?: Action | 'payload';
  /** Of a pulse, in ms. */
  duration?: number | string;
  /** The state a pulse returns to. */
  rest?: 'close' | 'open';
  /** Reads back what was set. */
  verify?: boolean;
}

export = (RED: NodeAPI) => {
  actionNode<RelayConfig>(RED, 'anjvision-relay', 'relay', (config) => async (task) => {
    const { action, durationMs } = asked(config, task.msg.payload);
    const verify = config.verify !== false;
    const { relay } = task.camera;
    switch (action) {
      case 'get': {
        finish(task, await relay.get({ owner: task.node }));
        return;
      }
      case 'open':
      case 'close': {
        finish(task, await relay.set(action === 'open', verify, task.node));
        return;
      }
      case 'toggle': {
        finish(task, await relay.toggle(verify, task.node));
        return;
      }
      case 'pulse':
        return pulse(task, { durationMs, restOpen: config.rest === 'open', verify });
    }
  });
};

/** Sends one message when the relay leaves rest, and one when it is back. */
async function pulse(
  task: Task,
  options: { durationMs: number; restOpen: boolean; verify: boolean },
): Promise<void> {
  const { node, status } = task;
  const { end } = await task.camera.relay.pulse({
    ...options,
    owner: node,
    onTrouble: (error, ended) => {
      status.waiting('restOwed');
      task.report(error);
      void ended.then((outcome) => outcome ?? show(task, options.restOpen));
    },
  });
  status.waiting(options.restOpen ? 'pulseClosed' : 'pulseOpen');
  task.sendCopy(result(!options.restOpen));
  switch (await end) {
    case 'completed':
      return finish(task, options.restOpen);
    case 'interrupted':
      return show(task, !options.restOpen);
    case 'handed-over':
      throw leftOpen();
  }
}

/** For a pulse whose camera was configured anew while it was away. */
const leftOpen = () =>
  new CameraError('TIMEOUT', 'the relay is not at rest yet; whoever uses the camera now sees to that', {
    delivery: 'accepted',
  });

function finish(task: Task, open: boolean): void {
  show(task, open);
  task.send(result(open));
}

const show = ({ status }: Task, open: boolean) => status.done(open ? 'open' : 'closed');

const result = (open: boolean) => ({ open, status: open ? 1 : 0 });

/** What the message asks for, over what the node is set to. */
function asked(config: RelayConfig, payload: unknown): { action: Action; durationMs: number } {
  const object = isPlainObject(payload) ? payload : {};
  refuseUnknownKeys(object, ['action', 'duration']);
  const configured = config.action && config.action !== 'payload' ? config.action : undefined;
  const action = isPlainObject(payload) ? given(object, 'action', configured) : (configured ?? word(payload));
  return {
    action: oneOf('action', action, ACTIONS),
    durationMs: wholeNumber(
      'duration',
      given(object, 'duration', configNumber(config.duration, 1000)),
      limits['anjvision-relay'].duration,
      'milliseconds',
    ),
  };
}

/** The action that a bare payload means. */
function word(payload: unknown): unknown {
  const flag = asFlag(payload);
  if (flag !== undefined) return flag ? 'open' : 'close';
  if (ACTIONS.includes(payload as Action)) return payload;
  throw notAllowed(
    'the payload',
    payload,
    'true or false, 1 or 0, "on" or "off", "open", "close", "toggle", "get", "pulse", or { action, duration }',
  );
}
