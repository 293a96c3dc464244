/** The only parameters the camera percent-decodes (field notes, 1). */
const DECODED = new Set(['password', 'title_utf8']);

/**
 * A parameter's value as the camera finds it: at the first place where the name occurs in the URL text,
 * wherever that is, and only when `=` follows there. `fluid=1` therefore hides a later `uid`.
 */
export function findParameter(
  url: string,
  name: string,
  toEnd = false,
  maxLength = Infinity,
): string | undefined {
  const start = url.indexOf(name);
  if (start < 0 || url[start + name.length] !== '=') return undefined;
  const rest = url.slice(start + name.length + 1);
  const end = toEnd ? -1 : rest.indexOf('&');
  // The value is truncated before it is decoded (notes 11 and 21).
  const value = (end < 0 ? rest : rest.slice(0, end)).slice(0, maxLength);
  if (!DECODED.has(name)) return value;
  return percentDecode(name === 'password' ? value.replaceAll('+', ' ') : value);
}

/** Decodes what is a valid escape and leaves the rest as it is, as small servers do. */
function percentDecode(text: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '%' ? text.slice(i + 1, i + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(parseInt(hex, 16));
      i += 2;
    } else {
      bytes.push(text.charCodeAt(i) & 0xff);
    }
  }
  return Buffer.from(bytes).toString('utf8');
}

export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

export function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}
