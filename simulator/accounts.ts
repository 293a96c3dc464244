import { createHash } from 'node:crypto';

export type Privilege = 'Administrator' | 'Operator' | 'User';

export interface Account {
  name: string;
  password: string;
  privilege: Privilege;
  enable: 'Enable' | 'Disable';
}

export type Verdict = 'ok' | 'wrong' | 'locked';

/** Wrong passwords allowed before the lock falls, and how long it holds (field notes, 5). */
const WRONG_ALLOWED = 5;
export const LOCK_MS = 60_000;

/** The camera's users (section 3.6.5) and the lock against guessing. */
export class Accounts {
  list: Account[];
  private wrong = 0;
  private lockedUntil = -Infinity;

  constructor(
    private readonly now: () => number,
    username: string,
    password: string,
    /** Ignores case in names and passwords, and accepts the MD5 of a password (note 11). */
    private readonly loose = false,
  ) {
    this.list = [administrator(username, password)];
  }

  find(name: string): Account | undefined {
    return this.list.find((account) => this.same(account.name, name));
  }

  get locked(): boolean {
    return this.now() < this.lockedUntil;
  }

  lock(ms = LOCK_MS): void {
    this.lockedUntil = this.now() + ms;
    this.wrong = 0;
  }

  unlock(): void {
    this.lockedUntil = -Infinity;
    this.wrong = 0;
  }

  /** A locked camera refuses the right password too. */
  check(username: string, password: string): Verdict {
    if (this.locked) return 'locked';
    const account = this.find(username);
    if (account?.enable === 'Enable' && this.isPasswordOf(account, password)) {
      this.wrong = 0;
      return 'ok';
    }
    this.wrong++;
    if (this.wrong <= WRONG_ALLOWED) return 'wrong';
    this.lock();
    return 'locked';
  }

  private isPasswordOf(account: Account, given: string): boolean {
    if (this.same(account.password, given)) return true;
    const md5 = createHash('md5').update(account.password).digest('hex');
    return this.loose && md5 === given.toLowerCase();
  }

  private same(one: string, other: string): boolean {
    return one === other || (this.loose && one.toLowerCase() === other.toLowerCase());
  }

  reset(username: string, password: string): void {
    this.list = [administrator(username, password)];
    this.unlock();
  }
}

function administrator(name: string, password: string): Account {
  return { name, password, privilege: 'Administrator', enable: 'Enable' };
}
