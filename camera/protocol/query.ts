import { isSent, type Command, type Endpoint, type Parameter, type Text } from '../commands/schema';
import { CameraError } from '../core/errors';
import type { EncodedParameters } from './validate';

/**
 * Builds the query string so that the camera finds every parameter.
 *
 * It looks for a parameter at the first place in the URL where the name occurs (field note 2); without a `=` behind it
 * there, the parameter counts as absent (field note 25). Hence the uid goes first, then values of fixed form, a name
 * before any name that contains it, then free text, and last what takes everything up to the end of the URL.
 *
 * @throws CameraError `INVALID_INPUT` when a free text would be mistaken for another parameter, or is too long.
 */
export function buildQuery(command: Command, exchange: Endpoint, wire: EncodedParameters): string {
  // Most reads.
  if (wire.size === 0) return exchange.fixedQuery ?? '';
  const sent = inOrder(command, wire);
  refuseAmbiguity(command, sent);
  const pairs = sent.map(({ name, value }) => `${name}=${value}`);
  return [exchange.fixedQuery ?? [], pairs].flat().join('&');
}

/** A query with the uid, in the only place where it is sure to be found. */
export const withUid = (uid: string, query: string): string =>
  query === '' ? `uid=${uid}` : `uid=${uid}&${query}`;

/**
 * The parameters that are not sent, but that the camera would find inside those that are: `night_sensitivity=5`
 * alone sets `sensitivity` as well. They have to be sent too.
 */
export function hiddenParameters(command: Command, wire: EncodedParameters): string[] {
  const sent = inOrder(command, wire);
  return lookedFor(command).filter((name) => !wire.has(name) && sent.some((other) => looksLike(other, name)));
}

function inOrder(command: Command, wire: EncodedParameters): Sent[] {
  const sent = [...wire].map(([name, value]) => ({ name, value, parameter: command.parameters[name]! }));
  const fixed = sent.filter(({ parameter }) => !isFreeText(parameter));
  const free = sent.filter(({ parameter }) => isFreeText(parameter)).map(encode(command));
  // A name that contains another is longer.
  fixed.sort((a, b) => a.name.length - b.name.length);
  return [...fixed, ...orderFreeText(free)];
}

interface Sent {
  readonly name: string;
  readonly value: string;
  readonly parameter: Parameter;
}

const isFreeText = (parameter: Parameter): parameter is Text => parameter.type === 'text';

/**
 * Percent-encodes what the camera decodes. Where the text holds a parameter's name, its first letter is
 * encoded too, so that the camera does not find the name there.
 */
function encode(command: Command): (sent: Sent) => Sent {
  // Cameras look for credentials in every URL, since some commands may come without a uid.
  const names = [...lookedFor(command), 'username', 'password'];
  return (sent) => {
    if (!(sent.parameter as Text).encoded) return sent;
    let value = encodeURIComponent(sent.value).replace(/[!'()*]/g, percent);
    for (const name of names) value = value.replaceAll(name, percent(name) + name.slice(1));
    refuseTooLong(sent, value);
    return { ...sent, value };
  };
}

function refuseTooLong({ name, parameter }: Sent, encoded: string): void {
  const { maxEncoded } = parameter as Text;
  if (maxEncoded === undefined || encoded.length <= maxEncoded) return;
  throw new CameraError(
    'INVALID_INPUT',
    `"${name}" has ${encoded.length} characters when percent-encoded; the camera takes ${maxEncoded}`,
  );
}

const lookedFor = (command: Command) =>
  Object.entries(command.parameters)
    .filter(([, parameter]) => isSent(parameter))
    .map(([name]) => name);

const percent = (text: string) => `%${text.charCodeAt(0).toString(16).toUpperCase()}`;

/** Orders free texts so that none stands before a parameter whose name it contains, as far as that is possible. */
function orderFreeText(texts: readonly Sent[]): Sent[] {
  const waiting = [...texts].sort((a, b) => Number(isLast(a)) - Number(isLast(b)));
  const ordered: Sent[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((text) =>
      waiting.every((later) => later === text || !hides(text, later.name)),
    );
    ordered.push(...waiting.splice(Math.max(next, 0), 1));
  }
  return ordered.sort((a, b) => Number(isLast(a)) - Number(isLast(b)));
}

/** Whether another parameter's name occurs in this one, so that the camera would not find its real place behind. */
const hides = ({ name, value }: Sent, other: string) => name.includes(other) || value.includes(other);

/** Whether the camera would find another parameter in this one, although that is not sent at all. */
const looksLike = ({ name, value }: Sent, other: string) => `${name}=${value}`.includes(`${other}=`);

const isLast = ({ parameter }: Sent) => isFreeText(parameter) && parameter.toEndOfUrl === true;

function refuseAmbiguity(command: Command, ordered: readonly Sent[]): void {
  const sent = new Set(ordered.map(({ name }) => name));
  const found = new Set<string>();
  for (const here of ordered) {
    found.add(here.name);
    const mistaken = lookedFor(command).find(
      (other) => !found.has(other) && (sent.has(other) ? hides(here, other) : looksLike(here, other)),
    );
    if (mistaken === undefined) continue;
    const remedy = sent.has(mistaken) ? 'choose another text' : `send "${mistaken}" too`;
    throw new CameraError(
      'INVALID_INPUT',
      `the camera would mistake a part of "${here.name}" for the parameter "${mistaken}"; ${remedy}`,
    );
  }
}
