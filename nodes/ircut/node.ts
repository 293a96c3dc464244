import type { NodeAPI } from 'node-red';
import type { InputOf } from '../../camera/index';
import { actionNode, type ActionConfig } from '../shared/action-node';
import { given, isPlainObject, notAllowed, refuseUnknownKeys } from '../shared/input';

/** By the manual's numbers (field note "set_ircut"). */
const MODES = ['auto', 'schedule', 'external', 'manual', 'external-inverted', 'hardware'] as const;

interface IrcutConfig extends ActionConfig {
  /** A mode, `day`, `night`, `get`, or `payload`. */
  mode?: string;
}

export = (RED: NodeAPI) => {
  actionNode<IrcutConfig>(RED, 'anjvision-ircut', 'ircut', (config) => async (task) => {
    const { camera, node, status } = task;
    const input = asked(config, task.msg.payload);
    const answer = input
      ? await camera.write('ircut', input, { owner: node })
      : await camera.read('ircut', {}, { owner: node });
    const { ircutmode, time } = { ...input, ...answer };
    if (time) status.done(time);
    else status.done();
    task.send({ ircutmode, mode: MODES[Number(ircutmode)] ?? 'unknown', ...(time ? { time } : {}) });
  });
};

/** What a message asks for, over what the node is set to; nothing to only read. */
function asked(config: IrcutConfig, payload: unknown): InputOf<'ircut'> | undefined {
  const configured = config.mode && config.mode !== 'payload' ? config.mode : undefined;
  const object = isPlainObject(payload) ? payload : {};
  // What was read can be sent back as it is.
  refuseUnknownKeys(object, ['mode', 'time', 'ircutmode']);
  const mode = isPlainObject(payload) ? given(object, 'mode', configured) : (configured ?? payload);
  const { time: named } = object;
  if (mode === 'get' && named === undefined) return undefined;
  const manual = mode === 'day' || mode === 'night';
  const ircutmode = manual ? 3 : typeof mode === 'number' ? mode : MODES.findIndex((name) => name === mode);
  if (!(ircutmode in MODES)) {
    throw notAllowed('mode', mode, `one of ${MODES.join(', ')}, day, night, get, or a number from 0 to 5`);
  }
  if (manual && named !== undefined && named !== mode) throw notAllowed('time', named, mode);
  const time = named ?? (manual ? mode : undefined);
  return { ircutmode, ...(time === undefined ? {} : { time }) } as InputOf<'ircut'>;
}
