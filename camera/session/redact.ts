import { createHash } from 'node:crypto';

const MASK = '***';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** The spellings in which a secret can come back: raw, percent-encoded both ways, as a form, escaped, in base64, as MD5. */
function spellings(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const strict = encoded.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const everyByte = [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const markup = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const plain = [
    secret,
    encoded,
    strict,
    everyByte,
    encoded.replace(/%20/g, '+'),
    strict.replace(/%20/g, '+'),
    new URLSearchParams([['', secret]]).toString().slice(1),
    encodeURI(secret),
    markup,
    markup.replace(/"/g, '&quot;').replace(/'/g, '&apos;'),
    markup.replace(/"/g, '&quot;').replace(/'/g, '&#39;'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret, 'latin1').toString('base64'),
    Buffer.from(secret).toString('latin1'),
    new TextDecoder('windows-1252').decode(Buffer.from(secret)),
    // Cameras take these instead of the password, in addresses of streams and on the control port.
    md5(secret),
    md5(md5(secret)),
    md5(md5(secret).toUpperCase()),
  ];
  return plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
}

const escapeForRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Masks every spelling of the given secrets, and whatever stands where a URL or header carries one. */
export class Redactor {
  #pattern: RegExp | undefined;

  constructor(secrets: Iterable<string | undefined> = []) {
    const all = new Set([...secrets].filter((s): s is string => !!s).flatMap(spellings));
    const longestFirst = [...all].filter((s) => s.length > 0).sort((a, b) => b.length - a.length);
    if (longestFirst.length > 0)
      this.#pattern = new RegExp(longestFirst.map(escapeForRegExp).join('|'), 'gi');
  }

  redact(text: string): string {
    const known = this.#pattern ? text.replace(this.#pattern, MASK) : text;
    return known
      .replace(/\b(uid|password|newpasswd|sessionid)=(?:"[^"]*"|'[^']*'|[^&\s"'<>]*)/gi, `$1=${MASK}`)
      .replace(/<((?:[\w.-]+:)?(?:Password|Nonce|Created))\b[^>]*>[^<]*/g, `<$1>${MASK}`)
      .replace(/\bDigest\s+\w+\s*=[^\r\n]*/gi, `Digest ${MASK}`)
      .replace(/\bBasic\s+[\w+/=-]+/gi, `Basic ${MASK}`);
  }
}
