/** Parameters whose values are nobody's business; `streamid` is a key to someone's live stream. */
const SECRET = /uid|passw|passwd|pwd|streamid/i;

/** A request's target as it may be shown: what was asked, without what would let someone else ask it. */
export function masked(url: string): string {
  const mark = url.indexOf('?');
  if (mark < 0) return url;
  const parts: string[] = [];
  for (const part of url.slice(mark + 1).split('&')) {
    const name = part.split('=', 1)[0] ?? '';
    const secret = SECRET.test(part);
    parts.push(secret ? `${SECRET.test(name) ? name : '…'}=…` : part);
    // It takes everything to the end of the URL.
    if (/streamid/i.test(part)) break;
  }
  return `${url.slice(0, mark)}?${parts.join('&')}`;
}
