import type { ErrorCode } from '../../core/errors';
import { CameraError } from '../../core/errors';
import { isRecord } from '../../core/type-guards';
import { formatValue } from '../../protocol/encode-value';
import type { Parameter } from '../../commands/schema';
import { commandNamed, listOf, numberingOf, settable, type Settings } from './parts';
import { savableCommands } from './savable';
import { checkValue } from './values';

/** The settings of a camera, as `save` gives them. */
export interface BackupDocument {
  readonly format: 1;
  /** What flows call the camera. */
  readonly camera: string;
  /** `null` where the camera does not tell. */
  readonly model: string | null;
  /** `null` where the camera does not tell. */
  readonly firmware: string | null;
  /** ISO 8601, in UTC. */
  readonly savedAt: string;
  readonly settings: Readonly<Record<string, Settings>>;
  /** Commands that could not be read, and why. */
  readonly skipped: Readonly<Record<string, ErrorCode>>;
}

/** All settings of a camera have about 10 KB. */
const LONGEST_DOCUMENT_BYTES = 1_000_000;

const MOST_ACCOUNTS = 200;

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string' && value.length <= 500;

const HEADER: Readonly<Record<Exclude<keyof BackupDocument, 'settings' | 'skipped'>, Check>> = {
  format: (value) => value === 1,
  camera: isText,
  model: (value) => value === null || isText(value),
  firmware: (value) => value === null || isText(value),
  savedAt: (value) => isText(value) && !Number.isNaN(Date.parse(value as string)),
};

/**
 * Checks what `save` gave: the object itself, or as JSON in a text or Buffer.
 *
 * @throws CameraError `INVALID_INPUT` for anything else.
 */
export function parseDocument(payload: unknown): BackupDocument {
  const document = objectOf('the backup', fromJson(payload));
  refuseUnknown('the backup', document, [...Object.keys(HEADER), 'settings', 'skipped']);
  if (!HEADER.format(document['format']))
    throw invalid(`the backup's "format" must be 1, not ${formatValue(document['format'])}`);
  for (const [name, isRight] of Object.entries(HEADER))
    if (!isRight(document[name]))
      throw invalid(`the backup's "${name}" cannot be ${formatValue(document[name])}`);
  const settings = objectOf('"settings"', document['settings']);
  refuseUnknown('"settings"', settings, savableCommands);
  for (const [command, values] of Object.entries(settings)) checkSettings(command, values);
  const skipped = objectOf('"skipped"', document['skipped']);
  refuseUnknown('"skipped"', skipped, savableCommands);
  if (!Object.values(skipped).every((code) => typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code)))
    throw invalid('"skipped" must hold an error code for each command');
  return document as unknown as BackupDocument;
}

function fromJson(payload: unknown): unknown {
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
  if (Buffer.byteLength(payload) > LONGEST_DOCUMENT_BYTES)
    throw invalid(`the backup is longer than ${LONGEST_DOCUMENT_BYTES} bytes`);
  try {
    // A file may begin with a byte order mark.
    return JSON.parse(payload.toString().replace(/^\uFEFF/, ''));
  } catch {
    throw invalid('the payload must be what "save" gave; this text is not JSON');
  }
}

function checkSettings(command: string, values: unknown): void {
  const row = commandNamed(command);
  const where = `"settings.${command}"`;
  const settings = objectOf(where, values);
  const parameters = settable(row.parameters);
  const numbering = numberingOf(row);
  const list = listOf(row);
  if (numbering) {
    refuseUnknown(where, settings, [numbering.group]);
    const all = objectOf(`${where}.${numbering.group}`, settings[numbering.group]);
    refuseUnknown(`${where}.${numbering.group}`, all, numbering.numbers.map(String));
    for (const [number, one] of Object.entries(all)) checkValues(`${where}.${number}`, one, parameters);
  } else if (list !== undefined) {
    refuseUnknown(where, settings, [list]);
    const entries = settings[list];
    if (!Array.isArray(entries) || entries.length > MOST_ACCOUNTS)
      throw invalid(`${where} must hold a list of at most ${MOST_ACCOUNTS} accounts`);
    for (const entry of entries as unknown[]) checkAccount(where, entry, parameters);
  } else checkValues(where, settings, parameters);
}

function checkAccount(where: string, entry: unknown, parameters: Readonly<Record<string, Parameter>>): void {
  checkValues(where, entry, parameters);
  if (typeof (entry as Settings)['name'] !== 'string') throw invalid(`an account in ${where} has no name`);
}

function checkValues(where: string, values: unknown, parameters: Readonly<Record<string, Parameter>>): void {
  const settings = objectOf(where, values);
  refuseUnknown(where, settings, Object.keys(parameters));
  for (const [name, value] of Object.entries(settings)) {
    const parameter = parameters[name]!;
    if (parameter.type === 'group') checkValues(`${where}.${name}`, value, settable(parameter.members));
    else checkValue(name, parameter, value);
  }
}

function objectOf(what: string, value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw invalid(`${what} must be an object as "save" gave it, not ${formatValue(value)}`);
}

function refuseUnknown(where: string, values: Record<string, unknown>, known: readonly string[]): void {
  const unknown = Object.keys(values).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(`${where} holds ${formatValue(unknown)}, which no backup has`);
}

const invalid = (detail: string) => new CameraError('INVALID_INPUT', detail);
