import type { Account } from './accounts';
import { text, type Answer } from './answer';
import { LOCKED_TEXT } from './commands/session';
import type { Command } from './commands/command';
import type { Device } from './device';
import type { Session } from './sessions';
import { queryOf } from './url';

/** The authenticated account, or the refusal. */
export interface Entry {
  account?: Account | undefined;
  session?: Session | undefined;
  byPassword: boolean;
  refusal?: Answer;
}

/** A request's parameters, and the command's way to refuse. */
interface EntryRequest {
  url: string;
  find(name: string): string | undefined;
  refuse(reason: string, status?: number): Answer;
}

/** Section 3.1.1: a uid, or for some commands user name and password. */
export function enter(command: Command, device: Device, { url, find, refuse }: EntryRequest): Entry {
  const access = typeof command.access === 'function' ? command.access(device) : command.access;
  if (access === 'open') return { byPassword: false };
  const refused = (reason: string): Entry => ({ byPassword: false, refusal: refuse(reason) });
  if (queryOf(url) === '') return refused('error, parse parameters');
  const uid = find('uid');
  const username = find('username');
  // Firmware G accepts name and password on every command, and checks them before a uid (note 11).
  if (username && (device.isG || (!uid && access === 'either'))) {
    const verdict = device.accounts.check(username, find('password') ?? '');
    if (verdict === 'locked') return { byPassword: true, refusal: text(LOCKED_TEXT) };
    if (verdict === 'wrong') return refused('password error');
    return { account: device.accounts.find(username), byPassword: true };
  }
  if (!uid) return refused('error, parse uid');
  const session = device.sessions.find(uid);
  if (!session) return refused('uid error');
  return { session, account: device.accounts.find(session.username), byPassword: false };
}
