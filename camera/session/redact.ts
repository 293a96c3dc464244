import { createHash } from 'node:crypto';
import { printable } from '../core/outside-text';

export const MASK = '***';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const hex = (number: number) => number.toString(16).padStart(2, '0');

const escapeForRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const NAMED: Record<string, string[]> = {
  '&': ['amp'],
  '<': ['lt'],
  '>': ['gt'],
  '"': ['quot'],
  "'": ['apos'],
};

const western = new TextDecoder('windows-1252');

/** Every way to write one character: as it is, percent-encoded, escaped for XML, HTML or JSON, or read as Latin-1. */
function spell(character: string): string {
  const bytes = [...Buffer.from(character)];
  const code = character.codePointAt(0)!;
  const percent = (all: readonly number[]) => all.map((byte) => `%(?:25)?${hex(byte)}`).join('');
  const units = [...character].length === 1 ? [...Array(character.length).keys()] : [];
  const plain = [
    character,
    Buffer.from(character).toString('latin1'),
    western.decode(Buffer.from(character)),
    JSON.stringify(character).slice(1, -1),
    ...(NAMED[character] ?? []).map((name) => `&${name};`),
    ...(character === ' ' ? ['+'] : []),
    units.map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  ].map(escapeForRegExp);
  const patterns = [
    percent(bytes),
    ...(code < 0x100 ? [percent([code])] : []),
    `&#0*${code};`,
    `&#x0*${code.toString(16)};`,
  ];
  // The longest first, or half a spelling would be left.
  const all = [...new Set([...plain, ...patterns])].sort((a, b) => b.length - a.length);
  return `(?:${all.join('|')})`;
}

/** Kept, since passwords and uids consist of few characters. */
const known = new Map<string, string>();

function spellingsOf(character: string): string {
  const spelled = known.get(character) ?? spell(character);
  if (known.size < 1_000) known.set(character, spelled);
  return spelled;
}

/** The middle of base64 in which a secret stands at any place. */
function insideBase64(bytes: Buffer): string[] {
  if (bytes.length < 6) return [];
  return [1, 2].map((at) => {
    const text = Buffer.concat([Buffer.alloc(at), bytes]).toString('base64');
    return text.slice(at + 1, text.length - 4);
  });
}

/** What stands for a secret as a whole: base64, hexadecimal, and the MD5 that cameras take instead of a password. */
function codesOf(secret: string): string[] {
  const utf8 = Buffer.from(secret);
  const latin1 = Buffer.from(secret, 'latin1');
  const digest = md5(secret);
  const codes = [
    utf8.toString('base64'),
    utf8.toString('base64url'),
    latin1.toString('base64'),
    ...insideBase64(utf8),
    utf8.toString('hex'),
    digest,
    md5(digest),
    md5(digest.toUpperCase()),
    Buffer.from(digest).toString('base64'),
    Buffer.from(digest, 'hex').toString('base64'),
  ].filter((code) => code.length >= 3);
  return codes.flatMap((code) => [code, encodeURIComponent(code)]);
}

/** So many bytes are found in almost every text by chance. */
const SHORTEST_BYTES = 3;

/** What may be a part of a word, in any language. */
const WORD = '[A-Za-z0-9\\u00c0-\\uffff]';

/** A pattern for a secret, by how its characters may be written. */
function patternOf(secret: string, written: string): string {
  if (Buffer.byteLength(secret) >= SHORTEST_BYTES) return written;
  // Only where it stands alone.
  const isWord = (character: string | undefined) => new RegExp(WORD).test(character ?? '');
  const characters = [...secret];
  const before = isWord(characters[0]) ? `(?<!${WORD})` : '';
  return before + written + (isWord(characters.at(-1)) ? `(?!${WORD})` : '');
}

/** A secret as a part of a name in XML, which holds no other characters. */
const inNames = (secret: string) =>
  [secret, encodeURIComponent(secret)]
    .map((text) => text.replace(/[^\w.-]/g, '_'))
    .filter((name) => /[a-z\d].*[a-z\d].*[a-z\d].*[a-z\d]/i.test(name));

/** A secret as it is, as a form, as a name, or read as Latin-1. */
function plainly(secret: string): string {
  const bytes = Buffer.from(secret);
  const plain = [
    ...inNames(secret),
    secret,
    secret.replace(/ /g, '+'),
    bytes.toString('latin1'),
    western.decode(bytes),
  ];
  return patternOf(secret, `(?:${[...new Set(plain)].map(escapeForRegExp).join('|')})`);
}

/** A secret in which each character may be written in another way. */
const inAnySpelling = (secret: string) => patternOf(secret, [...secret].map(spellingsOf).join(''));

/** Words of our own do not look so. */
const isUnlikeWords = (secret: string) => secret.length >= 8 && /[^a-z .,'-]/i.test(secret);

const anyOf = (patterns: readonly string[]) =>
  patterns.length > 0 ? new RegExp(patterns.join('|'), 'gi') : undefined;

/**
 * Masks every spelling of the given secrets, and whatever stands where a URL or header carries one.
 *
 * A secret of one or two letters is masked only where it stands alone, and what equals the user name as a whole is
 * not: it is none, although the password may be the same.
 */
export class Redactor {
  readonly #plain: RegExp | undefined;
  /** Takes ten milliseconds at its first use, and is needed only where something is encoded. */
  readonly #spelled: RegExp | undefined;
  readonly #ours: RegExp | undefined;
  readonly #username: string | undefined;

  /** @param tokens what is secret only as it is encoded: user name and password with a colon between. */
  constructor(secrets: Iterable<string | undefined> = [], tokens: string[] = [], username?: string) {
    const all = [...new Set(secrets)].filter((secret): secret is string => !!secret);
    const longestFirst = all.sort((a, b) => b.length - a.length);
    const codes = [...longestFirst, ...tokens].flatMap(codesOf).sort((a, b) => b.length - a.length);
    const unlike = longestFirst.filter(isUnlikeWords);
    this.#plain = anyOf([...longestFirst.map(plainly), ...codes.map(escapeForRegExp)]);
    this.#spelled = anyOf(longestFirst.map(inAnySpelling));
    this.#ours = anyOf([
      ...unlike.map(plainly),
      ...codes.filter((code) => code.length >= 16).map(escapeForRegExp),
    ]);
    this.#username = username?.toLowerCase();
  }

  /** Words from outside, without secrets and control characters. */
  redact(text: string): string {
    return maskPlaces(this.redactValue(text));
  }

  /** The same for what a camera is set to, such as a title, which may look like a URL or header and is none. */
  redactValue(text: string): string {
    if (text.toLowerCase() === this.#username) return text;
    const masked = this.#mask(text);
    const clean = printable(masked);
    // A secret may hold what is not printable, as its bytes are read, or have it strewn in.
    return clean === masked ? masked : this.#mask(clean);
  }

  #mask(text: string): string {
    const isEncoded = /[%&\\]/.test(text);
    const masked = isEncoded && this.#spelled ? text.replace(this.#spelled, MASK) : text;
    return this.#plain ? masked.replace(this.#plain, MASK) : masked;
  }

  /** A sentence of our own: only what cannot be a word of it is masked, should it have come in unnoticed. */
  redactOurs(text: string): string {
    return maskPlaces(this.#ours ? text.replace(this.#ours, MASK) : text);
  }
}

const maskPlaces = (text: string) =>
  text
    .replace(/\b(uid|password|newpasswd|sessionid)=(?:"[^"]*"|'[^']*'|[^&\s"'<>]*)/gi, `$1=${MASK}`)
    .replace(/<((?:[\w.-]+:)?(?:Password|Nonce|Created))\b[^>]*>[^<]*/g, `<$1>${MASK}`)
    .replace(/\bDigest\s+\w+\s*=[^\r\n]*/gi, `Digest ${MASK}`)
    .replace(/\bBasic\s+(?=[\w+/-]*[\d+/=])[\w+/=-]{4,}/gi, `Basic ${MASK}`);
