import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { html, type Answer } from '../answer';
import type { Device } from '../device';

const REALM = 'happytimesoft';

/** HTTP digest authentication (RFC 7616, MD5), as newer servers require it. */
export class HttpDigest {
  private readonly nonces = new Set<string>();

  constructor(private readonly device: Device) {}

  challenge(): Answer {
    const nonce = randomBytes(8).toString('hex').toUpperCase();
    this.nonces.add(nonce);
    const words = `Digest algorithm=MD5,realm="${REALM}",qop="auth",nonce="${nonce}"`;
    return { ...html('<body>401 Unauthorized</body>', 401), headers: { 'WWW-Authenticate': words } };
  }

  admits({ method, headers }: IncomingMessage): boolean {
    const words = headers.authorization ?? '';
    if (!/^Digest /i.test(words)) return false;
    const value = (name: string): string => new RegExp(`\\b${name}="?([^",]*)"?`).exec(words)?.[1] ?? '';
    const account = this.device.accounts.find(value('username'));
    if (account?.enable !== 'Enable' || !this.nonces.has(value('nonce'))) return false;
    const ha1 = md5(`${account.name}:${REALM}:${account.password}`);
    const ha2 = md5(`${method}:${value('uri')}`);
    const counted = [value('nonce'), value('nc'), value('cnonce'), value('qop')];
    return value('response') === md5([ha1, ...counted, ha2].join(':'));
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
