import { createHash } from 'node:crypto';
import type { Account } from '../accounts';
import type { Device } from '../device';
import { escaped } from '../escape';
import { attribute } from './messages';

/** The enabled account whose name and password a log-in carries, or undefined. */
export function accountOf(device: Device, xml: string): Account | undefined {
  const name = (attribute(xml, 'Username') ?? '').toLowerCase();
  const account = device.accounts.list.find((entry) => entry.name.toLowerCase() === name);
  if (account?.enable !== 'Enable') return undefined;
  const given = attribute(xml, 'Password') ?? '';
  const once = md5(account.password);
  const digests = [once, md5(once)];
  switch (attribute(xml, 'AuthMethod')) {
    case '0':
    case '1':
      return given === account.password || digests.includes(given) ? account : undefined;
    case '2':
      return digests.includes(given) ? account : undefined;
    default:
      return undefined;
  }
}

export function logInAnswer({ privilege }: Account, local: Date, number: number): string {
  const stamp = local.toISOString().slice(0, 19).replace(/\D/g, '');
  const id = `${stamp}_${number.toString(16).padStart(16, '0')}`;
  return `<USER_AUTH_RESPONSE Sessionid="${id}" Group="${escaped(privilege)}" myversion="1"/>`;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
