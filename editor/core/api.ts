import type { CameraState } from '../../shared/camera-state.js';
import { shared } from './i18n.js';
import type { Result } from './types.js';
import type { CommandForms, Limits } from '../../shared/forms.js';

/** Why something did not work. */
export interface Refusal {
  ok: false;
  code: string;
  message?: string;
  /** Of a sentence in the shared texts that says the same as `message`. */
  key?: string;
}

export type Answer<T> = ({ ok: true } & T) | Refusal;

/** Asks this Node-RED; `$.ajax` carries the log-in. Never throws. */
function ask<T>(path: string, body?: object): Promise<Answer<T>> {
  return new Promise((resolve) => {
    void $.ajax({
      url: `anjvision/${path}`,
      ...(body && { type: 'POST', contentType: 'application/json', data: JSON.stringify(body) }),
    })
      .done((answer: Answer<T>) => resolve(answer))
      .fail(({ status }) =>
        resolve({ ok: false, code: status === 401 || status === 403 ? 'NOT_PERMITTED' : 'NO_ANSWER' }),
      );
  });
}

let forms: Promise<Answer<{ forms: CommandForms }>> | undefined;

/** The command table, asked for once. */
export async function commandForms(): Promise<Answer<{ forms: CommandForms }>> {
  forms ??= ask('commands');
  const answer = await forms;
  if (!answer.ok) forms = undefined;
  return answer;
}

export const picture = (camera: string) => ask<{ picture?: string }>(`picture/${encodeURIComponent(camera)}`);

/** A camera found on this network. */
export interface FoundCamera {
  readonly address: string;
  readonly port: number;
  readonly name: string;
  readonly model: string;
  /** Whether it can be used with this package. */
  readonly answers: boolean;
  readonly configured: boolean;
}

/** @param host is asked as well, since no search gets to a camera behind a router. */
export const discover = (host: string) =>
  ask<{ cameras: FoundCamera[] }>(host ? `discover?host=${encodeURIComponent(host)}` : 'discover');

export const cameras = () => ask<{ cameras: CameraState[] }>('cameras');

/** Asks a deployed camera for model and firmware. */
export const about = (camera: string) => ask<object>(`about/${encodeURIComponent(camera)}`);

/** Tries a camera as it is deployed. */
export const testDeployed = (camera: string) =>
  ask<{ picture?: string }>(`test/${encodeURIComponent(camera)}`, {});

export const diagnostics = (camera: string) =>
  ask<{ report: object }>(`diagnostics/${encodeURIComponent(camera)}`);

/** The same of what is typed, before it is deployed. */
export const diagnosticsOf = (typed: object) => ask<{ report: object }>('diagnostics', typed);

/** One of the latest alarms of a camera. */
export interface HeardAlarm {
  readonly topic: string;
  readonly type?: string;
  readonly active?: boolean;
  readonly agoMs: number;
}

/** What the deployed nodes hear of a camera. */
export interface Heard {
  readonly hasListeners: boolean;
  readonly listening?: { readonly state: string; readonly source: string | null; readonly reason: string };
  readonly recent: readonly HeardAlarm[];
}

export const alarms = (camera: string) => ask<Heard>(`alarms/${encodeURIComponent(camera)}`);

/** What numbers nodes may be set to. */
export const limits = () => ask<{ limits: Limits }>('limits');

/** Why each of these would be refused, or null. */
export const refusals = (questions: object[]) => ask<{ refusals: (string | null)[] }>('refusals', questions);

export const test = (typed: object) => ask<Result>('test', typed);

/** What a command answered; and, if a form is to be filled in, what can stand in it, and what cannot. */
export interface Performed {
  readonly result?: Result;
  readonly values?: Result;
  readonly left?: readonly string[];
}

/**
 * Carries out a command on a deployed camera.
 *
 * @param fill what a form shows that is to be filled in with the answer.
 */
export function perform(
  camera: string,
  command: string,
  input: object,
  fill?: object,
): Promise<Answer<Performed>> {
  if (!camera) return Promise.resolve({ ok: false, code: 'NO_CAMERA' });
  return ask('perform', { camera, command, input, fill });
}

/** These say in their message what no code can say. */
const EXPLAINED = ['INVALID_INPUT', 'CAMERA_FAULT', 'NOT_APPLIED', 'NOT_ALLOWED'];

/** A refusal in plain words. */
export function inWords({ code, message, key }: Refusal, first = 'ask'): string {
  if (key) return shared(`dialog.${key}`);
  const words = shared(`${first}.${code}`, `ask.${code}`, `test.reason.${code}`);
  return EXPLAINED.includes(code) && message ? `${words} ${message}` : words;
}
