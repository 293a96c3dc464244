/**
 * Makes XML of what cameras write.
 *
 * They escape nothing (field note 6): a title `Gate & "Yard" <1>` stands raw inside its attribute. A quote ends
 * a value only if another attribute or the end of the tag follows; whatever else XML would take for markup is
 * escaped. What cannot be understood is left as it is, for the parser to refuse.
 *
 * @param entities `raw` escapes every `&`, so that `&lt;` is read as these four characters; `decoded` leaves entities
 *   to the parser.
 */
export function repair(text: string, entities: 'raw' | 'decoded'): string {
  const ampersand = entities === 'raw' ? /&/g : NO_ENTITY;
  const escapeAmpersands = (part: string) => part.replace(ampersand, '&amp;');
  let out = '';
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) at += match.length;
    return match;
  };
  while (at < text.length) {
    const whole = take(TEXT) ?? take(ASIDE) ?? take(END_TAG);
    if (whole !== undefined) {
      out += whole.startsWith('<') ? whole : escapeAmpersands(whole);
      continue;
    }
    const unended = take(START_OF_ASIDE);
    if (unended !== undefined) return out + unended + text.slice(at);
    const start = take(START_OF_TAG);
    if (start === undefined) {
      out += '&lt;';
      at += 1;
      continue;
    }
    out += start;
    for (let open = take(OPENING); open !== undefined; open = take(OPENING)) {
      const end = endOfValue(text, at, open.at(-1)!);
      if (end === undefined) return out + open + text.slice(at);
      const quote = open.at(-1)!;
      out += open + escapeMarkup(escapeAmpersands(text.slice(at, end)), quote) + quote;
      at = end + 1;
    }
    const close = take(END_OF_TAG);
    if (close === undefined) return out + text.slice(at);
    out += close;
  }
  return out;
}

const TEXT = /[^<]+/y;
const ASIDE = /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>/y;
const START_OF_ASIDE = /<(?:\?|!--|!\[CDATA\[)/y;
const END_TAG = /<\/[\p{L}_][\p{L}\d_.:-]*\s*>/uy;
const START_OF_TAG = /<[\p{L}_][\p{L}\d_.:-]*(?=[\s/>])/uy;
const OPENING = /\s+[\p{L}_][\p{L}\d_.:-]*\s*=\s*["']/uy;
const END_OF_TAG = /\s*\/?>/y;
const AFTER_VALUE = /\s+[\p{L}_][\p{L}\d_.:-]*\s*=\s*["']|\s*\/?>\s*(?:<|$)/uy;

function endOfValue(text: string, from: number, quote: string): number | undefined {
  for (let end = text.indexOf(quote, from); end >= 0; end = text.indexOf(quote, end + 1)) {
    AFTER_VALUE.lastIndex = end + 1;
    if (AFTER_VALUE.test(text)) return end;
  }
  return undefined;
}

const escapeMarkup = (value: string, quote: string) =>
  value.replaceAll('<', '&lt;').replaceAll(quote, quote === '"' ? '&quot;' : '&apos;');

const NO_ENTITY = /&(?!(?:#\d+|#x[\da-f]+|[a-z]\w*);)/gi;
