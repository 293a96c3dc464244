import { commandNames, commands, type CommandName } from '../../commands/index';
import { isAnswered, isSettable, type Command } from '../../commands/schema';
import { CameraError } from '../../core/errors';
import { formatValue } from '../../protocol/encode-value';

/** These act, or belong to the session or to what moves: no backup holds them, whatever can be read of them. */
const NEVER = ['relay', 'ptz', 'led', 'alarm', 'alarmOutput', 'reboot', 'uidValidTime', 'webLogin', 'raw'];

/** These can lock out or cut off whoever restores them: in a backup only when named, and restored last. */
const BY_NAME_ONLY = ['users', 'ports', 'network'];

/** Whether the table has a setting of this command that can be read and set to what was read. */
function isSavable(name: string): boolean {
  const { read, write, parameters }: Command = commands[name as CommandName];
  if (NEVER.includes(name) || !read || !write) return false;
  const isList = read.answer.form === 'list';
  const settings = Object.values(parameters).filter((each) => isAnswered(each) && isSettable(each));
  return settings.length > 0 && (write.effect === 'set' || isList);
}

const savable = commandNames.filter(isSavable);

/** The commands that a backup can hold, in the order in which they are restored. */
export const savableCommands: readonly string[] = [
  ...savable.filter((name) => !BY_NAME_ONLY.includes(name)),
  ...BY_NAME_ONLY.filter((name) => savable.includes(name)),
];

export const isByNameOnly = (command: string): boolean => BY_NAME_ONLY.includes(command);

/** The commands that are saved unless some are named. */
export const savedByDefault: readonly string[] = savableCommands.filter((name) => !isByNameOnly(name));

/**
 * The commands that were named, in the order of `savableCommands`; nothing if none was.
 *
 * @throws CameraError `INVALID_INPUT` for what is no list of such commands.
 */
export function namedCommands(configured: unknown): readonly string[] | undefined {
  if (configured === undefined || configured === null || configured === '') return undefined;
  const all = `a list of ${savableCommands.join(', ')}`;
  if (!Array.isArray(configured))
    throw new CameraError('INVALID_INPUT', `"commands" must be ${all}, not ${formatValue(configured)}`);
  const named: unknown[] = [...(configured as unknown[])];
  const unknown = named.find((name) => !savableCommands.includes(name as string));
  if (unknown !== undefined || named.includes(undefined))
    throw new CameraError(
      'INVALID_INPUT',
      `"commands" must be ${all}; ${formatValue(unknown)} is none of them`,
    );
  return named.length === 0 ? undefined : savableCommands.filter((name) => named.includes(name));
}
