import { randomBytes } from 'node:crypto';

export const DEFAULT_LIFETIME_MS = 60_000;

export interface Session {
  uid: string;
  username: string;
  createdAt: number;
  usedAt: number;
}

/** User ids (section 3.1.1): a uid dies when nothing was asked with it for its lifetime. */
export class Sessions {
  /** One lifetime for everybody, as `setUidValidTime` changes it (field notes, 10). */
  lifetimeMs = DEFAULT_LIFETIME_MS;
  /** Every uid ever given out, the oldest first. */
  readonly issued: string[] = [];
  /** Uids to give out next, for tests that want awkward ones such as `00123`. */
  readonly upcoming: string[] = [];
  private readonly live = new Map<string, Session>();

  constructor(private readonly now: () => number) {}

  open(username: string): Session {
    const now = this.now();
    const second = Math.floor(now / 1000);
    for (const session of this.live.values()) {
      // Two log-ins in the same second get the same uid (field notes, 9).
      const twin = session.username === username && Math.floor(session.createdAt / 1000) === second;
      if (twin && this.upcoming.length === 0 && this.find(session.uid)) return session;
    }
    const uid = this.upcoming.shift() ?? randomBytes(4).toString('hex');
    const session = { uid, username, createdAt: now, usedAt: now };
    this.live.set(uid, session);
    this.issued.push(uid);
    return session;
  }

  find(uid: string): Session | undefined {
    const session = this.live.get(uid);
    if (!session) return undefined;
    if (this.now() - session.usedAt < this.lifetimeMs) return session;
    this.live.delete(uid);
    return undefined;
  }

  renew(session: Session): void {
    session.usedAt = this.now();
  }

  /** How many uids would be accepted now. */
  get count(): number {
    return [...this.live.keys()].filter((uid) => this.find(uid)).length;
  }

  clear(): void {
    this.live.clear();
  }

  /** After a reboot nothing is left, not even a changed lifetime. */
  reset(): void {
    this.clear();
    this.lifetimeMs = DEFAULT_LIFETIME_MS;
  }
}
