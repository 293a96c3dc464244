import { commands, type CommandName } from '../../commands/index';
import {
  isAnswered,
  isSettable,
  type Command,
  type NumberChoice,
  type Parameter,
} from '../../commands/schema';
import { isRecord } from '../../core/type-guards';

export type Values = Readonly<Record<string, unknown>>;

/** The settings of one command as a backup holds them. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings of a command that are written by one request: all of them, those of a stream, a title or an account. */
export interface Part {
  /** Tells the parts of a command apart; the first half of what differences call their parameters. */
  readonly name: string;
  readonly values: Values;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The input of the command that sets these values. */
  readonly input: (values: Values) => Record<string, unknown>;
}

export const commandNamed = (name: string): Command => commands[name as CommandName];

/** What a backup calls one of a command's settings, such as `stream1.framerate`. */
export const pathOf = ({ name }: Pick<Part, 'name'>, parameter: string): string =>
  name === '' ? parameter : `${name}.${parameter}`;

/** The settings that are both answered and set. */
export function settable(parameters: Command['parameters']): Readonly<Record<string, Parameter>> {
  const entries = Object.entries(parameters).filter(
    ([, each]) => isSettable(each) && isAnswered(each) && !each.secret,
  );
  return Object.fromEntries(entries);
}

/** A parameter that numbers several settings of the same kind, as `title_index` does. */
export interface Numbering {
  /** Of the parameter. */
  readonly selector: string;
  /** What a backup calls them, such as `title`. */
  readonly group: string;
  readonly numbers: readonly number[];
}

export function numberingOf({ parameters }: Command): Numbering | undefined {
  const found = Object.entries(parameters).find(
    ([, { access, type, required }]) => access === 'selector' && required && type === 'number-choice',
  );
  if (!found) return undefined;
  const [selector, { values }] = found as [string, NumberChoice];
  return { selector, group: selector.replace(/_index$/, ''), numbers: values };
}

/** The name of the list that a command answers, as `users` does. */
export function listOf({ read }: Command): string | undefined {
  return read?.answer.form === 'list' ? read.answer.parameter : undefined;
}

/** Takes the settings of a command apart into what is compared and written together. */
export function partsOf(command: string, settings: Settings): Part[] {
  const row = commandNamed(command);
  const parameters = settable(row.parameters);
  const numbering = numberingOf(row);
  if (numbering) return numberedParts(settings, parameters, numbering);
  const list = listOf(row);
  if (list !== undefined) return accountParts(entriesOf(settings[list]), parameters);
  const plain: Part = { name: '', values: {}, parameters: {}, input: (values) => ({ ...values }) };
  const isGroup = (name: string) => parameters[name]?.type === 'group';
  const groups = Object.entries(parameters).flatMap(([name, group]): Part[] => {
    const values = settings[name];
    if (group.type !== 'group' || !isRecord(values)) return [];
    return [{ name, values, parameters: settable(group.members), input: (some) => ({ [name]: some }) }];
  });
  const values = Object.fromEntries(Object.entries(settings).filter(([name]) => !isGroup(name)));
  return [{ ...plain, values, parameters }, ...groups];
}

function numberedParts(
  settings: Settings,
  parameters: Part['parameters'],
  { selector, group, numbers }: Numbering,
): Part[] {
  const all = settings[group];
  return numbers.flatMap((number): Part[] => {
    const values = isRecord(all) && Object.hasOwn(all, String(number)) ? all[String(number)] : undefined;
    if (!isRecord(values)) return [];
    const input = (some: Values) => ({ [selector]: number, ...some });
    return [{ name: `${group}.${number}`, values, parameters, input }];
  });
}

export interface Account extends Values {
  readonly name: string;
}

/** The accounts of a list, those without a name left out. */
export const entriesOf = (list: unknown): Account[] =>
  Array.isArray(list)
    ? (list as unknown[]).filter(
        (each): each is Account => isRecord(each) && typeof each['name'] === 'string',
      )
    : [];

function accountParts(accounts: readonly Account[], { name: _, ...parameters }: Part['parameters']): Part[] {
  return accounts.map(({ name, ...values }) => ({
    name: `users.${name}`,
    values,
    parameters,
    input: (some) => ({ action: 'edit', name, ...some }),
  }));
}
