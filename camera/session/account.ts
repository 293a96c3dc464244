import type * as https from 'node:https';
import { isIP } from 'node:net';
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

/** A host name or address and nothing else: anything more could send the password elsewhere. */
function checkHost(host: unknown): string {
  if (typeof host !== 'string' || host.trim() === '') throw invalid('the host is missing');
  const plain = host.trim().replace(/^\[(.*)\]$/, '$1');
  const label = /^(?!-)[a-z\d_-]{1,63}(?<!-)$/i;
  if (
    isIP(plain) ||
    (plain.length <= 253 &&
      plain
        .replace(/\.$/, '')
        .split('.')
        .every((part) => label.test(part)))
  ) {
    return plain;
  }
  // Who types user name and password here did not mean to see them in a log.
  const typed = formatValue(host.replace(/[^]*@/, '***@'));
  throw invalid(`the host must be a name or an address only, without http://, port or path, not ${typed}`);
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
