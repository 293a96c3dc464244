/** Encodings of East Asia, in which two bytes may happen to be a character of UTF-8 as well. */
const DOUBLE_BYTE = /^(?:x-)?(?:gb|big5|euc|shift|sjis|ks)/i;

/** Older firmware writes this where it declares UTF-8. */
const WESTERN = 'windows-1252';

/**
 * The characters of an answer, without what stands behind its end.
 *
 * Cameras declare UTF-8, or the encoding they write (field note 18), or an encoding and write UTF-8 all the same. Bytes
 * that are UTF-8 hardly ever are anything else: except for two bytes of Chinese, Japanese or Korean, whose declaration
 * counts unless a character of three bytes says otherwise.
 */
export function readText(body: Buffer): string {
  const bytes = body.subarray(0, endOf(body));
  const declared = declaredEncoding(bytes);
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8 !== undefined && !(declared && DOUBLE_BYTE.test(declared) && !/[\u0800-\uffff]/.test(utf8)))
    return utf8;
  const asDeclared = declared && decodeAs(/^gb/i.test(declared) ? 'gb18030' : declared, bytes);
  return asDeclared ?? utf8 ?? new TextDecoder(WESTERN).decode(bytes);
}

/** Where the text ends: NULs and white space may follow (field note 18). */
function endOf(body: Buffer): number {
  let end = body.length;
  while (end > 0 && [0x00, 0x09, 0x0a, 0x0d, 0x20].includes(body[end - 1]!)) end -= 1;
  return end;
}

function declaredEncoding(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 100);
  return /^\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1];
}

/** The text, or undefined if these bytes are no text in that encoding. */
function decodeAs(encoding: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
