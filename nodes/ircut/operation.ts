import type { InputOf } from '../../camera/index';
import { invalidInput, parseChoice } from '../shared/input';
import type { Operation } from '../shared/operation';
import { definition } from './definition';

/** By the manual's numbers (field note "set_ircut"). */
const MODES = ['auto', 'schedule', 'external', 'manual', 'external-inverted', 'hardware'] as const;

/** Modes that a user may choose by a word. */
export const ircutModes: readonly string[] = [...MODES.filter((mode) => mode !== 'manual'), 'day', 'night'];

const ALLOWED = `one of ${MODES.join(', ')}, day, night, get, or a number from 0 to 5`;

interface IrcutConfig {
  /** A mode, `day`, `night`, `get`, or `payload`. */
  mode: string;
}

/** What is set; nothing to only read. */
type IrcutRequest = InputOf<'ircut'> | undefined;

export const ircut: Operation<IrcutConfig, IrcutRequest> = {
  definition,

  parseRequest({ mode: configured }, { payload }) {
    // What was read can be sent back as it is, with its number.
    const { choice: mode, options } = parseChoice(payload, configured, 'mode', ['time', 'ircutmode']);
    if (mode === 'get' && options['time'] === undefined) return undefined;
    const timeOfDay = mode === 'day' || mode === 'night' ? mode : undefined;
    const ircutmode = timeOfDay ? MODES.indexOf('manual') : numberOf(mode);
    const time = options['time'] ?? timeOfDay;
    if (timeOfDay && time !== timeOfDay) throw invalidInput('time', time, timeOfDay);
    return { ircutmode, ...(time === undefined ? {} : { time }) } as IrcutRequest;
  },

  async execute(request, { camera, signal, status, send }) {
    const answer = request
      ? await camera.write('ircut', request, { signal })
      : await camera.read('ircut', {}, { signal });
    const state = ircutState({ ...request, ...answer });
    if (state.time) status.done(state.time);
    else status.done();
    send(state);
  },
};

/** What the manual's parameters say of the filter, in this node's words. */
export function ircutState({ ircutmode, time }: Readonly<Record<string, unknown>>) {
  const mode: string = MODES[Number(ircutmode)] ?? 'unknown';
  return { ircutmode, mode, ...(typeof time === 'string' && time !== '' && { time }) };
}

function numberOf(mode: unknown): number {
  const number = typeof mode === 'number' ? mode : MODES.indexOf(mode as (typeof MODES)[number]);
  if (number in MODES) return number;
  throw invalidInput('mode', mode, ALLOWED);
}
