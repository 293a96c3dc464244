import { xml } from '../answer';
import type { Device } from '../device';
import type { Settings } from '../state';
import type { Call, Command } from './command';
import { readFields, type Field } from './fields';

export interface SettingsCommand extends Pick<Command, 'path' | 'section' | 'faultValue' | 'style'> {
  access?: 'session' | 'either';
  fields: readonly Field[];
  /** Where the settings are kept. */
  of(device: Device, call: Call): Settings;
  /** Refuses what each field for itself cannot see, and may change `given` before it is kept. */
  check?(given: Settings, call: Call, kept: Settings): void;
  /** What is answered to reading and to setting alike (section 2.2). */
  answer(device: Device, call: Call): string;
}

/** A command that reads without parameters, and with some sets those and reads. */
export function settingsCommand(row: SettingsCommand): Command {
  const { path, section, fields, access = 'session' } = row;
  return {
    path,
    section,
    access,
    changes: fields.map((field) => field.name),
    ...(row.faultValue && { faultValue: row.faultValue }),
    ...(row.style && { style: row.style }),
    run(call) {
      const kept = row.of(call.device, call);
      const given = readFields(call, fields);
      if (Object.keys(given).length > 0) {
        row.check?.(given, call, kept);
        Object.assign(kept, given);
      }
      return xml(row.answer(call.device, call));
    },
  };
}

/** Some of the settings, in the order the camera writes them. */
export function pick(settings: Settings, names: readonly string[]): Settings {
  return Object.fromEntries(names.map((name) => [name, settings[name] ?? '']));
}

export function without(settings: Settings, ...names: string[]): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
}
