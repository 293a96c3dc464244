import { CameraError } from '../../camera/index';
import { asFlag } from '../../shared/value-checks';
import { configNumber, flag, invalidInput, oneOf, option, parseChoice, wholeNumber } from '../shared/input';
import { limits } from '../shared/limits';
import type { Operation, OperationContext } from '../shared/operation';
import { definition } from './definition';

const ACTIONS = ['get', 'open', 'close', 'toggle', 'pulse'] as const;
type Action = (typeof ACTIONS)[number];

/** What a relay node sends says how the relay is to stand, where nothing else does. */
const RESULT = ['open', 'status'] as const;

interface RelayConfig {
  action: Action | 'payload';
  /** Of a pulse, in ms. */
  duration: number | string;
  /** The state a pulse returns to. */
  rest: 'close' | 'open';
  /** Reads back what was set. */
  verify: boolean;
}

interface RelayRequest {
  readonly action: Action;
  readonly durationMs: number;
  readonly restOpen: boolean;
  readonly verify: boolean;
}

export const relay: Operation<RelayConfig, RelayRequest> = {
  definition,

  parseRequest(config, { payload }) {
    const { choice, name, options } = parseChoice(payload, config.action, 'action', ['duration', ...RESULT]);
    const stated = statedAction(options);
    const duration = option(options, 'duration', configNumber(config.duration));
    return {
      action: name === 'the payload' ? actionOf(payload) : oneOf('action', choice ?? stated, ACTIONS),
      durationMs: wholeNumber('duration', duration, limits['anjvision-relay'].duration, 'milliseconds'),
      restOpen: oneOf('rest', config.rest, ['close', 'open']) === 'open',
      verify: flag('verify', config.verify),
    };
  },

  async execute(request, context) {
    const { action, verify } = request;
    const { camera, signal } = context;
    switch (action) {
      case 'get':
        return finish(context, await camera.relay.get({ signal }));
      case 'open':
      case 'close':
        return finish(context, await camera.relay.set(action === 'open', { verify, signal }));
      case 'toggle':
        return finish(context, await camera.relay.toggle({ verify, signal }));
      case 'pulse':
        return pulse(request, context);
    }
  },
};

/** The action that leads to what an object states: a result that is sent back. */
function statedAction(options: Readonly<Record<string, unknown>>): Action | undefined {
  const [open, other] = RESULT.filter((key) => options[key] !== undefined).map((key) =>
    flag(key, options[key]),
  );
  if (open !== undefined && other !== undefined && open !== other)
    throw invalidInput('status', options['status'], open ? '1, as open is true' : '0, as open is false');
  return open === undefined ? undefined : open ? 'open' : 'close';
}

/** The action that a bare payload means. */
function actionOf(payload: unknown): Action {
  const open = asFlag(payload);
  if (open !== undefined) return open ? 'open' : 'close';
  if (ACTIONS.includes(payload as Action)) return payload as Action;
  throw invalidInput(
    'the payload',
    payload,
    'true or false, 1 or 0, "on" or "off", "open", "close", "toggle", "get", "pulse", or { action, duration }',
  );
}

/** Sends one message when the relay leaves rest, and one when it is back. */
async function pulse(request: RelayRequest, context: OperationContext): Promise<void> {
  const { camera, signal, status } = context;
  const { durationMs, restOpen, verify } = request;
  const { end } = await camera.relay.pulse({
    durationMs,
    restOpen,
    verify,
    signal,
    onTrouble: (error, ended) => {
      status.waiting('resetPending');
      context.report(error);
      void ended.then((outcome) => outcome ?? show(context, restOpen));
    },
  });
  status.waiting(restOpen ? 'pulseClosed' : 'pulseOpen');
  context.sendFirst(result(!restOpen));
  switch (await end) {
    case 'completed':
      return finish(context, restOpen);
    case 'interrupted':
      return show(context, !restOpen);
    case 'handed-over':
      throw leftOpen();
  }
}

/** For a pulse whose camera was configured anew while it was away. */
const leftOpen = () =>
  new CameraError(
    'TIMEOUT',
    'the relay is not reset yet; the new configuration of the camera takes over the reset',
    {
      delivery: 'accepted',
    },
  );

function finish(context: OperationContext, open: boolean): void {
  show(context, open);
  context.send(result(open));
}

const show = ({ status }: OperationContext, open: boolean) => status.done(open ? 'open' : 'closed');

const result = (open: boolean) => ({ open, status: open ? 1 : 0 });
