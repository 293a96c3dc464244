/** What is wrong with a host, or nothing. */
export type HostProblem = 'missing' | 'not-alone' | 'number' | 'zone';

/** Without blanks around it, and without the brackets that an IPv6 address has in a URL. */
export const plainHost = (text: string): string => text.trim().replace(/^\[(.*)\]$/, '$1');

/** As it stands in a URL: an IPv6 address in brackets. */
export const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/**
 * What is wrong with a host, which is a name or an address alone: anything more could send a password elsewhere.
 *
 * URL parsers take a name whose last label is a number for an IPv4 address, also in hexadecimal, in octal and with parts
 * left out: `127.8`, `0x7f.1`, `2130706440`. So such a host is an address of four decimal parts, or none.
 */
export function hostProblem(text: string): HostProblem | undefined {
  const host = plainHost(text);
  if (host === '') return 'missing';
  if (isIPv4(host) || isIPv6(host)) return undefined;
  if (isIPv6(host.replace(/%.*$/, ''))) return 'zone';
  const labels = host.replace(/\.$/, '').split('.');
  if (host.length > 253 || !labels.every((label) => LABEL.test(label))) return 'not-alone';
  return NUMBER.test(labels.at(-1)!) ? 'number' : undefined;
}

/** Parts of an address that somebody pasted whole. */
export interface PastedAddress {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  /** Empty where the usual one is meant. */
  readonly port: string;
  readonly username: string;
  readonly password: string;
}

/** Takes apart what was copied from a browser: `http://192.168.1.10:8080/`, or `192.168.1.10:8080`. */
export function takeApart(text: string): PastedAddress | undefined {
  const isUrl = /^https?:\/\//i.test(text.trim());
  if (!isUrl && !/^[\w.-]+:\d{1,5}(?:\/.*)?$/.test(text.trim())) return undefined;
  try {
    const url = new URL(isUrl ? text.trim() : `http://${text.trim()}`);
    const host = plainHost(url.hostname);
    if (hostProblem(host)) return undefined;
    return {
      protocol: url.protocol === 'https:' ? 'https' : 'http',
      host,
      port: url.port,
      username: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    return undefined;
  }
}

const LABEL = /^(?!-)[a-z\d_-]{1,63}(?<!-)$/i;

const NUMBER = /^(?:\d+|0x[\da-f]*)$/i;

const isIPv4 = (host: string) => /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(host);

function isIPv6(host: string): boolean {
  const halves = host.split('::');
  if (halves.length > 2 || !host.includes(':')) return false;
  const [groups, lastHalf] = [halves.flatMap((half) => (half === '' ? [] : half.split(':'))), halves.at(-1)!];
  // The last two groups may be written as an IPv4 address.
  const embedded = isIPv4(groups.at(-1) ?? '') && lastHalf !== '';
  const hex = embedded ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  const count = hex.length + (embedded ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}
