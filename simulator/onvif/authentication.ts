import { createHash } from 'node:crypto';
import type { Account } from '../accounts';
import type { Device } from '../device';
import { SoapFault, textOf } from './soap';

/** Largest difference between a token's time and the camera's clock. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** WS-UsernameToken: checks digest, age, and that the nonce is new. */
export class Authentication {
  private readonly nonces = new Set<string>();

  constructor(
    private readonly device: Device,
    private readonly refusalStatus: () => number,
  ) {}

  /** The camera's UTC clock, with its offset. */
  get now(): number {
    return this.device.now + this.device.settings.clockOffsetMs;
  }

  /** Throws `ter:NotAuthorized` unless the header carries valid credentials or `onvif_auth` is off. */
  assertKnown(header: string): void {
    if (this.device.settings.onvif['onvif_auth'] === '0') return;
    if (!this.accountOf(header)) throw this.refusal();
  }

  refusal(): SoapFault {
    return new SoapFault('ter:NotAuthorized', 'Sender not Authorized', this.refusalStatus());
  }

  private accountOf(header: string): Account | undefined {
    const account = this.device.accounts.find(textOf(header, 'Username') ?? '');
    if (account?.enable !== 'Enable') return undefined;
    const given = textOf(header, 'Password') ?? '';
    const nonce = textOf(header, 'Nonce') ?? '';
    const created = textOf(header, 'Created') ?? '';
    const isDigest = /Password[^>]*#PasswordDigest/.test(header);
    if (!isDigest) return given === account.password ? account : undefined;
    const age = this.now - Date.parse(created);
    if (!(Math.abs(age) <= CLOCK_TOLERANCE_MS) || this.nonces.has(nonce)) return undefined;
    this.nonces.add(nonce);
    return given === digestOf(nonce, created, account.password) ? account : undefined;
  }
}

function digestOf(nonce: string, created: string, password: string): string {
  const hash = createHash('sha1').update(Buffer.from(nonce, 'base64'));
  return hash.update(created).update(password).digest('base64');
}
