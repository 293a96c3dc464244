import { perform } from '../../camera/index';
import { invalidInput, parseChoice } from '../shared/input';
import type { Operation } from '../shared/operation';
import { definition } from './definition';

const USUAL = ['auto', 'schedule', 'external', 'manual', 'external-inverted', 'hardware'] as const;

/** By their numbers; the last two only newer firmware has (field note 23). */
const MODES = [...USUAL, 'lamp-on', 'lamp-off'] as const;

/** Modes that a user of any camera may choose by a word. */
export const ircutModes: readonly string[] = [...USUAL.filter((mode) => mode !== 'manual'), 'day', 'night'];

const ALLOWED = `one of ${MODES.join(', ')}, day, night, get, or a number from 0 to ${USUAL.length - 1}`;

interface IrcutConfig {
  /** A mode, `day`, `night`, `get`, or `payload`. */
  mode: string;
}

/** What is set; nothing to only read. */
type IrcutRequest = Record<string, unknown>;

export const ircut: Operation<IrcutConfig, IrcutRequest> = {
  definition,

  parseRequest({ mode: configured }, { payload }) {
    // What was read can be sent back as it is, with its number.
    const { choice: mode, name, options } = parseChoice(payload, configured, 'mode', ['time', 'ircutmode']);
    if (mode === 'get' && options['time'] === undefined) return {};
    const timeOfDay = mode === 'day' || mode === 'night' ? mode : undefined;
    const ircutmode = timeOfDay ? MODES.indexOf('manual') : numberOf(name, mode);
    const time = options['time'] ?? timeOfDay;
    if (timeOfDay && time !== timeOfDay) throw invalidInput('time', time, timeOfDay);
    return { ircutmode, ...(time === undefined ? {} : { time }) };
  },

  async execute(request, { camera, signal, status, send }) {
    const answer = await perform(camera, 'ircut', request, { signal });
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

function numberOf(name: string, mode: unknown): number {
  if (typeof mode === 'number' && mode in USUAL) return mode;
  const number = MODES.indexOf(mode as (typeof MODES)[number]);
  if (number >= 0) return number;
  throw invalidInput(name, mode, ALLOWED);
}
