import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { html, type Answer } from '../answer';
import type { Device } from '../device';

const REALM = 'happytimesoft';

/** HTTP digest authentication, as newer servers want it. */
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
    const who = md5(`${account.name}:${REALM}:${account.password}`);
    const what = md5(`${method}:${value('uri')}`);
    const counted = [value('nonce'), value('nc'), value('cnonce'), value('qop')];
    return value('response') === md5([who, ...counted, what].join(':'));
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
