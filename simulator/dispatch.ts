import type { Account } from './accounts';
import { fault, text, type Answer } from './answer';
import { commands } from './commands';
import type { Call, Command } from './commands/command';
import { Refusal } from './commands/fields';
import { LOCKED_TEXT } from './commands/session';
import type { Device } from './device';
import type { Session } from './sessions';
import { findParameter, pathOf, queryOf } from './url';

const BY_PATH = new Map(commands.map((command) => [command.path, command]));

interface Entry {
  account?: Account | undefined;
  session?: Session | undefined;
  byPassword: boolean;
  refusal?: Answer;
}

/** Carries out one request to `/cgi-bin/…`: who asks, may they, what is answered. */
export async function dispatch(device: Device, url: string): Promise<Answer> {
  const path = pathOf(url);
  const command = BY_PATH.get(path);
  if (!command || (command.style && command.style !== device.options.style)) {
    // The whole URL comes back, uid included (field notes, 5).
    return fault(url, 'unsupported command', 404);
  }
  const entry = enter(command, device, url);
  if (entry.refusal) return entry.refusal;
  const call: Call = {
    url,
    path,
    device,
    account: entry.account,
    byPassword: entry.byPassword,
    get: (name) => findParameter(url, name) || undefined,
    raw: (name, toEnd) => findParameter(url, name, toEnd),
  };
  if (isChange(command, call) && entry.account?.privilege === 'User') {
    return fault(faultValue(command, device), 'no permission');
  }
  const answer = await run(command, call);
  // Only a successful request renews the session (section 3.1.1).
  if (entry.session && !answer.refused) device.sessions.renew(entry.session);
  return answer;
}

async function run(command: Command, call: Call): Promise<Answer> {
  try {
    return await command.run(call);
  } catch (error) {
    if (error instanceof Refusal) return fault(faultValue(command, call.device), error.message);
    throw error;
  }
}

function faultValue({ path, faultValue }: Command, device: Device): string {
  if (typeof faultValue === 'string') return faultValue;
  return (!device.field && faultValue?.manual) || path;
}

/** Section 3.1.1: a uid, or for some commands user name and password. */
function enter(command: Command, device: Device, url: string): Entry {
  if (command.access === 'open') return { byPassword: false };
  const refuse = (reason: string): Entry => {
    // Newer firmware refuses a snapshot with 403, all else with 400.
    const status = device.field && command.path.endsWith('/snapshot.cgi') ? 403 : 400;
    return { byPassword: false, refusal: fault(faultValue(command, device), reason, status) };
  };
  if (queryOf(url) === '') return refuse('error, parse parameters');
  const uid = findParameter(url, 'uid');
  if (!uid) {
    const username = findParameter(url, 'username');
    if (command.access !== 'either' || !username) return refuse('error, parse uid');
    const verdict = device.accounts.check(username, findParameter(url, 'password') ?? '');
    if (verdict === 'locked') return { byPassword: true, refusal: text(LOCKED_TEXT) };
    if (verdict === 'wrong') return refuse('password error');
    return { account: device.accounts.find(username), byPassword: true };
  }
  const session = device.sessions.find(uid);
  if (!session) return refuse('uid error');
  return { session, account: device.accounts.find(session.username), byPassword: false };
}

function isChange({ changes }: Command, call: Call): boolean {
  return changes === 'always' || (changes ?? []).some((name) => call.raw(name) !== undefined);
}
