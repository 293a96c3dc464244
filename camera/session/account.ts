import type * as https from 'node:https';
import { hostProblem, plainHost, type HostProblem } from '../../shared/host';
import { CameraError } from '../core/errors';
import { formatValue } from '../protocol/encode-value';
import { COMMAND_TIMEOUT_MS } from '../core/limits';
import type { Address } from '../http/transport';
import { credentialsQuery } from './credentials';

/** Where a camera is and who asks it. */
export interface Account {
  readonly address: Address;
  readonly username: string;
  readonly password: string;
  /** For one command, from the first byte sent to the last received, in ms. */
  readonly timeoutMs: number;
}

/** An account as somebody typed it; numbers may still be text. */
export interface RawAccount {
  readonly host?: unknown;
  readonly port?: unknown;
  readonly protocol?: unknown;
  readonly timeout?: unknown;
  readonly username?: unknown;
  readonly password?: unknown;
  readonly tls?: https.AgentOptions;
}

/** What numbers may be typed; the timeout in ms. */
export const ACCOUNT_LIMITS = {
  port: { min: 1, max: 65_535 },
  timeout: { min: 1, max: 600_000 },
} as const;

/**
 * Checks what was typed.
 *
 * @throws CameraError `INVALID_INPUT`, naming the setting and what is allowed.
 */
export function checkAccount(typed: RawAccount): Account {
  const { username = '', password = '' } = typed;
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw invalid('user name and password must be text');
  }
  const account = { username: username || 'admin', password };
  credentialsQuery(account);
  const protocol = typed.protocol || 'http';
  if (protocol !== 'http' && protocol !== 'https')
    throw invalid(`the protocol must be http or https, not ${formatValue(protocol)}`);
  return {
    address: {
      protocol,
      host: checkHost(typed.host),
      port: wholeNumber('the port', typed.port, protocol === 'https' ? 443 : 80, ACCOUNT_LIMITS.port),
      tls: typed.tls,
    },
    ...account,
    timeoutMs: wholeNumber('the timeout (ms)', typed.timeout, COMMAND_TIMEOUT_MS, ACCOUNT_LIMITS.timeout),
  };
}

const HOST_PROBLEMS: Record<HostProblem, string> = {
  missing: 'the host is missing',
  'not-alone': 'the host must be a name or an address only, without http://, port or path',
  number: 'the host must be a name, or an IPv4 address of four decimal parts',
  zone: 'the host must be an address without a zone; those behind % cannot be used',
};

function checkHost(host: unknown): string {
  const typed = typeof host === 'string' ? host : '';
  const problem = hostProblem(typed);
  if (problem === undefined) return plainHost(typed);
  if (problem === 'missing') throw invalid(HOST_PROBLEMS.missing);
  // Who types user name and password here did not mean to see them in a log.
  throw invalid(`${HOST_PROBLEMS[problem]}, not ${formatValue(typed.replace(/[^]*@/, '***@'))}`);
}

/** @throws CameraError `INVALID_INPUT`. */
export function wholeNumber(
  what: string,
  typed: unknown,
  otherwise: number,
  { min, max }: { min: number; max: number },
): number {
  if (typed === undefined || typed === null || typed === '') return otherwise;
  const value = typeof typed === 'string' && /^\d+$/.test(typed) ? Number(typed) : typed;
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
  throw invalid(`${what} must be a whole number from ${min} to ${max}, not ${formatValue(typed)}`);
}

const invalid = (detail: string) => new CameraError('INVALID_INPUT', detail);
