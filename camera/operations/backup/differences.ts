import { partsOf, pathOf, type Part, type Settings, type Values } from './parts';
import { isSameValue } from './values';

export interface Difference {
  readonly command: string;
  /** Such as `brightness`, `stream1.framerate`, `title.2.title_utf8`, `users.guest.privilege` or `users.guest`. */
  readonly parameter: string;
  /** `null` if the backup does not have it. */
  readonly saved: unknown;
  /** `null` if the camera does not have it. */
  readonly now: unknown;
}

/** What of one part is not as it was saved. */
export interface PartDifference {
  readonly part: Part;
  /** The saved values that differ. */
  readonly values: Values;
  /** The same, one by one. */
  readonly differences: readonly Difference[];
}

export interface Comparison {
  readonly changed: readonly PartDifference[];
  /** Accounts that only one side has. A password is never known, so that no request can make them alike. */
  readonly accounts: readonly Difference[];
  /** What was saved and is not told now, `null` excepted. */
  readonly untold: readonly string[];
}

/** Compares what was saved of a command with what it is now. A value that one side does not tell is no difference. */
export function compareSettings(command: string, saved: Settings, now: Settings): Comparison {
  const present = new Map(partsOf(command, now).map((part) => [part.name, part]));
  const changed: PartDifference[] = [];
  const accounts: Difference[] = [];
  const untold: string[] = [];
  for (const part of partsOf(command, saved)) {
    const other = present.get(part.name);
    present.delete(part.name);
    if (other) {
      const { differing, missing } = compareParts(part, other);
      untold.push(...missing.map((name) => pathOf(part, name)));
      if (differing.length > 0) changed.push(partDifference(command, part, other, differing));
    } else if (command === 'users')
      accounts.push({ command, parameter: part.name, saved: part.values, now: null });
    else untold.push(part.name);
  }
  if (command === 'users')
    for (const { name, values } of present.values())
      accounts.push({ command, parameter: name, saved: null, now: values });
  return { changed, accounts, untold };
}

function compareParts({ values, parameters }: Part, now: Part) {
  const differing: string[] = [];
  const missing: string[] = [];
  for (const [name, parameter] of Object.entries(parameters)) {
    const saved = values[name];
    const present = now.values[name];
    if (saved === undefined || saved === null || belongsToArea(name, values)) continue;
    if (present === undefined) missing.push(name);
    else if (present !== null && !isSameValue(parameter, saved, present)) differing.push(name);
  }
  return { differing, missing };
}

/**
 * The motion area in hexadecimal is the same as in rows. Where the area was not told, its grid is left alone as well:
 * with another one the camera would take another area.
 */
function belongsToArea(name: string, { area }: Values): boolean {
  if (name === 'areavalue') return area !== undefined;
  return name === 'blockcount' && area === null;
}

function partDifference(command: string, part: Part, now: Part, names: readonly string[]): PartDifference {
  return {
    part,
    values: Object.fromEntries(names.map((name) => [name, part.values[name]])),
    differences: names.map((name) => ({
      command,
      parameter: pathOf(part, name),
      saved: part.values[name],
      now: now.values[name],
    })),
  };
}
