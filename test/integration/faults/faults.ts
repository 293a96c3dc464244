import {
  INJECTABLE_FAULTS,
  SPECIAL_FAULTS,
  type AnyFault,
  type FaultKind,
  type FaultOptions,
  type Options,
  type SpecialFault,
} from '../../../simulator/index';
import { PASSWORD, type Stage } from './stage';

/** What goes wrong: a row of the matrix. */
export interface Fault {
  readonly doc: string;
  /** What kind of camera it is. */
  readonly options?: Partial<Options>;
  /** Only the camera's silence tells, so it is not waited for long. */
  readonly silent?: true;
  /** Makes the next request for the path, or every request, go wrong; gives back what puts it right. */
  readonly strike: (stage: Stage, path: string) => Promise<Mend>;
}

type Mend = () => unknown;

const nothing: Mend = () => undefined;

/** How long a refused account is left alone, and a little more. */
const MINUTE_MS = 60_001;

/** How long after its arrival the camera carries out what it has not answered: after it was given up. */
const LATE_MS = 1_300;

const SILENT: readonly AnyFault[] = ['silent', 'silent-after', 'drip', 'late'];

const DOCS: Record<AnyFault, string> = { ...INJECTABLE_FAULTS, ...SPECIAL_FAULTS };

/** Goes wrong so often; whatever is left is called off when it has been noticed. */
function injected(kind: AnyFault, { times = 1, ...options }: FaultOptions = {}): Fault {
  return {
    doc: DOCS[kind] + (times > 1 ? ', time and again' : ''),
    ...(SILENT.includes(kind) ? { silent: true } : {}),
    strike({ camera, clock }, path) {
      camera.injectFault(kind, { path, times, ...options });
      return Promise.resolve(async () => {
        camera.clearFaults();
        // Nobody logs in for a while where the account was refused, be it in odd words.
        if (REFUSALS.includes(kind) || times > 1) clock.leap(MINUTE_MS);
        // What is owed must hold after that, too.
        if (kind === 'late') await new Promise((resolve) => setTimeout(resolve, LATE_MS));
      });
    },
  };
}

const REFUSALS: readonly AnyFault[] = ['locked', 'unauthorized', 'refusal'];

/** Everything a camera can do wrong with one answer. */
const injectedFaults = Object.fromEntries(
  Object.keys(INJECTABLE_FAULTS).map((kind) => [kind, injected(kind as FaultKind)]),
) as Record<FaultKind, Fault>;

const SPECIAL_OPTIONS: Partial<Record<SpecialFault, FaultOptions>> = {
  late: { effectMs: LATE_MS },
  slow: { intervalMs: 400 },
};

const specialFaults = Object.fromEntries(
  (Object.keys(SPECIAL_FAULTS) as SpecialFault[]).map((kind) => [
    kind,
    injected(kind, SPECIAL_OPTIONS[kind]),
  ]),
) as Record<SpecialFault, Fault>;

/** A camera that is like that: nothing has to happen. */
const given = (doc: string, options: Partial<Options>): Fault => ({
  doc,
  options,
  strike: () => Promise.resolve(nothing),
});

export const FAULTS = {
  ...injectedFaults,
  ...specialFaults,
  'upgrade, always': injected('upgrade', { times: Infinity }),
  'refusal, always': injected('refusal', { times: Infinity }),
  'unauthorized, always': injected('unauthorized', { times: Infinity }),
  'reset-before, always': injected('reset-before', { times: Infinity }),
  'reset-after, always': injected('reset-after', { times: Infinity }),
  'silent-after, always': injected('silent-after', { times: Infinity }),
  'uid-error, always': injected('uid-error', { times: Infinity }),
  'locked, always': injected('locked', { times: Infinity }),
  'echoed-404, always': injected('echoed-404', { times: Infinity }),
  refused: {
    doc: 'nothing listens at the address, and no connection is left from before',
    options: { closing: true },
    async strike({ camera }) {
      await camera.unplug();
      return () => camera.plug();
    },
  },
  'session lost': {
    doc: 'the camera has forgotten the session',
    strike({ camera }) {
      camera.expireSessions();
      return Promise.resolve(nothing);
    },
  },
  'account locked': {
    doc: 'the camera has forgotten the session, and lets nobody log in for a minute',
    strike({ camera, clock }) {
      camera.expireSessions();
      camera.lock();
      return Promise.resolve(() => {
        camera.unlock();
        clock.leap(MINUTE_MS);
      });
    },
  },
  'password changed': {
    doc: 'the camera has forgotten the session, and has another password',
    strike({ camera, clock }) {
      camera.changePassword('another');
      return Promise.resolve(() => {
        camera.changePassword(PASSWORD);
        clock.leap(MINUTE_MS);
      });
    },
  },
  'reboot before': {
    doc: 'the camera has rebooted since the last command',
    async strike({ camera }) {
      await camera.reboot(20);
      return nothing;
    },
  },
  'reboot under it': {
    doc: 'the camera reboots when it receives the command, without an answer',
    // Longer than a busy machine takes to ask again.
    options: { bootMs: 500 },
    strike({ camera }, path) {
      camera.injectFault('silent', { path });
      const back = camera.when(path, camera.received(path).length + 1).then(() => camera.reboot());
      return Promise.resolve(() => back);
    },
  },
  'HTTP/1.0': given('every answer is HTTP/1.0 without a length', { http10: true }),
  'no keep-alive': given('the camera closes after every answer', { closing: true }),
  /** One that is idle, one that is just being closed, and one for what must not arrive twice. */
  'three sockets': given('the camera has no more than three sockets', { maxConnections: 3 }),
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

/** The camera closes the idle connection just when the client is about to use it. */
export function closedBetween(delayMs: number): Fault {
  return {
    doc: `the camera closes the connection ${delayMs} ms after an answer`,
    async strike({ camera, client }) {
      const path = '/cgi-bin/keep_alive';
      camera.injectFault('hang-up', { path, intervalMs: delayMs });
      await client.read('keepAlive');
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      return nothing;
    },
  };
}
