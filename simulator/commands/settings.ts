import { xml } from '../answer';
import type { Device } from '../device';
import type { Settings } from '../state';
import type { Access, Call, Command } from './command';
import { readFields, Refusal, type Field } from './fields';

export interface SettingsCommand extends Pick<Command, 'path' | 'section' | 'faultValue' | 'styles'> {
  access?: Access;
  /** The parameters, in the order in which the camera looks at them. */
  fields: readonly Field[] | ((device: Device) => readonly Field[]);
  /** Whether a refusal changes nothing with firmware G either, where it otherwise keeps what came before (note 14). */
  atomic?: boolean;
  /** Where the settings are kept. */
  of(device: Device, call: Call): Settings;
  /** Refuses what each field for itself cannot see, and may change `given` before it is kept. */
  check?(given: Settings, call: Call, kept: Settings): void;
  /** What is answered to reading and to setting alike (section 2.2). */
  answer(device: Device, call: Call, write: Write | undefined): string;
}

/** What a request changed. */
export interface Write {
  given: Settings;
  before: Settings;
}

/** A command that reads without parameters, and with some sets those and reads. */
export function settingsCommand(row: SettingsCommand): Command {
  const { path, section, access = 'session', faultValue, styles } = row;
  const fieldsOf = (device: Device): readonly Field[] =>
    typeof row.fields === 'function' ? row.fields(device) : row.fields;
  return {
    path,
    section,
    access,
    changes: (device) => fieldsOf(device).map(({ name }) => name),
    ...(faultValue && { faultValue }),
    ...(styles && { styles }),
    run(call) {
      const kept = row.of(call.device, call);
      const before = { ...kept };
      const given = change(row, call, fieldsOf(call.device), kept);
      return xml(row.answer(call.device, call, given && { given, before }));
    },
  };
}

/** Sets what is given, all or nothing; undefined when nothing is. */
function change(
  row: SettingsCommand,
  call: Call,
  fields: readonly Field[],
  kept: Settings,
): Settings | undefined {
  try {
    const given = readFields(call, fields);
    if (Object.keys(given).length === 0) return undefined;
    row.check?.(given, call, kept);
    Object.assign(kept, given);
    return given;
  } catch (error) {
    if (error instanceof Refusal && call.device.isG && !row.atomic)
      keepWhatCameBefore(error, row, call, fields, kept);
    throw error;
  }
}

/** What was looked at before the refused parameter is in force (note 14). */
function keepWhatCameBefore(
  refusal: Refusal,
  row: SettingsCommand,
  call: Call,
  fields: readonly Field[],
  kept: Settings,
): void {
  const isAbout = ({ name, reason }: Field): boolean =>
    refusal.message === reason || startsWith(refusal, name);
  const earlier = fields.slice(0, Math.max(0, fields.findIndex(isAbout)));
  try {
    change({ ...row, atomic: true }, call, earlier, kept);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Whether a reason such as `bitrate range: 1-2` is about this parameter. */
function startsWith({ message }: Refusal, name: string): boolean {
  return message.startsWith(name) && !/\w/.test(message.charAt(name.length));
}

/** Some of the settings, in the order the camera writes them. */
export function pick(settings: Settings, names: readonly string[]): Settings {
  return Object.fromEntries(names.map((name) => [name, settings[name] ?? '']));
}

export function without<T>(record: Readonly<Record<string, T>>, ...names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
