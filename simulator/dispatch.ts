import { fault, type Answer } from './answer';
import { commands } from './commands';
import type { Call, Command } from './commands/command';
import { Refusal } from './commands/fields';
import type { Device } from './device';
import { enter, type Entry } from './entry';
import { findParameter, pathOf } from './url';

const BY_PATH = new Map(commands.map((command) => [command.path, command]));

/** Firmware G truncates these values at so many encoded characters (notes 11 and 21). */
const CUT_AT: Record<string, number> = { password: 63, title_utf8: 199 };

/** Carries out one request to `/cgi-bin/…`: authentication, permission, command. */
export async function dispatch(device: Device, url: string): Promise<Answer> {
  const path = pathOf(url);
  const command = BY_PATH.get(path);
  if (!command || !isKnown(command, device)) return unknown(device, url, path);
  const raw = (name: string, toEnd?: boolean): string | undefined =>
    findParameter(url, name, toEnd, device.isG ? CUT_AT[name] : undefined);
  const find = (name: string): string | undefined => raw(name) || undefined;
  const refuse = (reason: string, status = refusalStatus(command, device)): Answer =>
    fault(faultValue(command, device), reason, status);
  const entry = enter(command, device, { url, find, refuse });
  if (entry.refusal) return entry.refusal;
  const { account, byPassword } = entry;
  const call: Call = { url, path, device, account, byPassword, get: find, raw };
  const refusal = isChange(command, call) ? mayNotChange(device, entry) : undefined;
  if (refusal) return refuse(refusal.reason, refusal.status);
  const answer = await run(command, call);
  // Only a successful request renews the session (section 3.1.1).
  if (entry.session && !answer.refused) device.sessions.renew(entry.session);
  return answer;
}

async function run(command: Command, call: Call): Promise<Answer> {
  try {
    return await command.run(call);
  } catch (error) {
    if (error instanceof Refusal) return fault(faultValue(command, call.device), error.message, error.status);
    throw error;
  }
}

/** The fault echoes the whole URL, uid included (note 5). Firmware G matches paths by prefix (note 13). */
function unknown(device: Device, url: string, path: string): Answer {
  const beginning = device.isG && commands.find((command) => path.startsWith(command.path));
  if (beginning) return fault(beginning.path, 'error, parse parameters');
  return fault(url, 'unsupported command', 404);
}

function isKnown({ styles }: Command, { options }: Device): boolean {
  return styles === undefined || styles.includes(options.style);
}

function faultValue({ path, faultValue }: Command, device: Device): string {
  if (typeof faultValue === 'string') return faultValue;
  return (!device.newer && faultValue?.manual) || path;
}

/** Newer firmware refuses a snapshot with 403, all else with 400. */
function refusalStatus({ path }: Command, { newer }: Device): number {
  return newer && path.endsWith('/snapshot.cgi') ? 403 : 400;
}

function isChange({ changes = [] }: Command, { device, raw }: Call): boolean {
  if (changes === 'always') return true;
  const names = typeof changes === 'function' ? changes(device) : changes;
  return names.some((name) => raw(name) !== undefined);
}

/** With firmware G a uid carries no rights: an account's rights apply only beside user name and password (note 12). */
function mayNotChange(
  device: Device,
  { account, byPassword }: Entry,
): { reason: string; status: number } | undefined {
  if (account?.privilege !== 'User') return undefined;
  if (device.isG && !byPassword) return undefined;
  if (device.newer) return { reason: 'user has no authority', status: 403 };
  return { reason: 'no permission', status: 400 };
}
