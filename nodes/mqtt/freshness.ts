import { Refusal } from './answer';

/** How far `at` may be from now, and how long a message that expires may live. */
export const FRESH_MS = 10_000;

/**
 * Admits a command that acts only while it is new: a broker delivers queued and repeated messages at any time.
 *
 * @param at when it was sent, in ms since the epoch; it must be right if it is given at all.
 * @param expirySeconds MQTT 5 message expiry, as it was when the message arrived.
 * @param arrived when that was.
 * @throws Refusal `STALE`.
 */
export function assertFresh(
  at: number | undefined,
  expirySeconds: unknown,
  now: number,
  arrived = now,
): void {
  if (at === undefined) {
    const isShort = typeof expirySeconds === 'number' && expirySeconds * 1000 <= FRESH_MS;
    if (isShort && now - arrived <= FRESH_MS) return;
    throw new Refusal(
      'STALE',
      'it bears neither "at", in ms since 1970, nor a message expiry of at most 10 s; nothing was sent',
    );
  }
  const off = Math.round((now - at) / 1000);
  if (Math.abs(now - at) <= FRESH_MS) return;
  const where = off > 0 ? `${off} s ago` : `${-off} s ahead`;
  throw new Refusal('STALE', `its "at" is ${where}; check the sender's clock and this one; nothing was sent`);
}
