/** Proofs of who asks: the WS-Security token of ONVIF, and HTTP's own digest, which some firmware wants instead. */
import { createHash, randomBytes } from 'node:crypto';
import { escapeXml } from './soap';

const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';

/** A token for one request; everything in it is secret. */
export interface UsernameToken {
  /** The header. */
  readonly xml: string;
  /** What must not be shown if a camera repeats it. */
  readonly secrets: readonly string[];
}

/** @param atMs the camera's time, in ms since the epoch. */
export function usernameToken(username: string, password: string, atMs: number): UsernameToken {
  const nonce = randomBytes(16);
  const created = new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const digest = createHash('sha1').update(nonce).update(created).update(password).digest('base64');
  const xml = [
    `<wsse:Security s:mustUnderstand="1" xmlns:wsse="${WSS}-wssecurity-secext-1.0.xsd" xmlns:wsu="${WSS}-wssecurity-utility-1.0.xsd">`,
    `<wsse:UsernameToken><wsse:Username>${escapeXml(username)}</wsse:Username>`,
    `<wsse:Password Type="${WSS}-username-token-profile-1.0#PasswordDigest">${digest}</wsse:Password>`,
    `<wsse:Nonce EncodingType="${WSS}-soap-message-security-1.0#Base64Binary">${nonce.toString('base64')}</wsse:Nonce>`,
    `<wsu:Created>${created}</wsu:Created></wsse:UsernameToken></wsse:Security>`,
  ];
  return { xml: xml.join(''), secrets: [digest, nonce.toString('base64'), created] };
}

/** What a server asks for with status 401. */
interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string;
  readonly qop: boolean;
  readonly algorithm?: string;
}

/** Answers the digest challenge of an HTTP server, and those that follow it without being asked again. */
export class HttpDigest {
  readonly #challenge: Challenge;
  #count = 0;

  private constructor(challenge: Challenge) {
    this.#challenge = challenge;
  }

  /** @param header `WWW-Authenticate`; undefined if it asks for nothing that can be given without the password. */
  static from(header: string | undefined): HttpDigest | undefined {
    const digest = /\bDigest\s+(.*)/is.exec(header?.slice(0, 2_000) ?? '')?.[1];
    if (digest === undefined) return undefined;
    const values = new Map<string, string>();
    for (const [, name, quoted, plain] of digest.matchAll(
      /([a-z-]{1,20})\s*=\s*(?:"([^"]*)"|([^\s,"]+))/gi,
    )) {
      values.set(name!.toLowerCase(), quoted ?? plain ?? '');
    }
    const nonce = values.get('nonce');
    const algorithm = values.get('algorithm');
    const qop = values.get('qop');
    if (nonce === undefined || (algorithm !== undefined && !HASHES.has(algorithm.toUpperCase())))
      return undefined;
    if (qop !== undefined && !/\bauth\b(?!-)/i.test(qop)) return undefined;
    const opaque = values.get('opaque');
    return new HttpDigest({
      realm: values.get('realm') ?? '',
      nonce,
      opaque,
      qop: qop !== undefined,
      algorithm,
    });
  }

  /** The header `Authorization` for one POST. A secret. */
  authorize(uri: string, username: string, password: string): string {
    const { realm, nonce, opaque, qop, algorithm } = this.#challenge;
    const hash = (text: string) =>
      createHash(HASHES.get(algorithm?.toUpperCase() ?? 'MD5')!)
        .update(text)
        .digest('hex');
    this.#count += 1;
    const count = this.#count.toString(16).padStart(8, '0');
    const own = randomBytes(8).toString('hex');
    const secret = hash(`${username}:${realm}:${password}`);
    const request = hash(`POST:${uri}`);
    const response = hash(
      qop ? `${secret}:${nonce}:${count}:${own}:auth:${request}` : `${secret}:${nonce}:${request}`,
    );
    const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
    return [
      `Digest username=${quoted(username)}, realm=${quoted(realm)}, nonce=${quoted(nonce)}, uri=${quoted(uri)}`,
      `response="${response}"`,
      ...(qop ? [`qop=auth, nc=${count}, cnonce="${own}"`] : []),
      ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
      ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ].join(', ');
  }
}

const HASHES = new Map([
  ['MD5', 'md5'],
  ['SHA-256', 'sha256'],
]);
