import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';
import { newSecret, secretHash } from './secrets.ts';

const HOUR_MS = 3_600_000;
/** A cookie session that nobody uses ends after this. */
export const IDLE_HOURS = 12;
/** However much it is used, a sign-in ends after this. */
export const LONGEST_SIGN_IN_HOURS = 7 * 24;
/** Renewing is a synced write: not more often than this. */
const RENEW_AFTER_MS = HOUR_MS / 2;
const CACHED_SIGN_INS = 50_000;

export type SignIn = { sid: string; userId: string; account: string; startedAt: number; expiresAt: number };

/**
 * Who is signed in. A sign-in has an id (`sid`), which its access tokens carry, and a secret, which is its cookie: having
 * seen a token is not enough to make a cookie.
 */
export class SignIns {
  readonly #clock: Clock;
  /** By sid; `null`: ended, expired or never there. */
  readonly #open = new LRUCache<string, { signIn: SignIn | null }>({ max: CACHED_SIGN_INS });
  /** By the hash of the cookie's secret, so that a cookie request needs no query. */
  readonly #byCookie = new LRUCache<string, SignIn>({ max: CACHED_SIGN_INS });
  readonly #insert: StatementSync;
  readonly #bySid: StatementSync;
  readonly #bySecret: StatementSync;
  readonly #prolong: StatementSync;
  readonly #end: StatementSync;
  readonly #ofUser: StatementSync;
  readonly #deleteExpired: StatementSync;

  constructor(db: DatabaseSync, clock: Clock) {
    this.#clock = clock;
    const columns = 'sid, user_id, account, started_at, expires_at';
    this.#insert = db.prepare(
      'INSERT INTO sign_in (sid, user_id, account, secret_hash, started_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#bySid = db.prepare(`SELECT ${columns} FROM sign_in WHERE sid = ? AND ended = 0`);
    this.#bySecret = db.prepare(`SELECT ${columns} FROM sign_in WHERE secret_hash = ? AND ended = 0`);
    this.#prolong = db.prepare('UPDATE sign_in SET expires_at = ? WHERE sid = ?');
    this.#end = db.prepare('UPDATE sign_in SET ended = 1 WHERE sid = ?');
    this.#ofUser = db.prepare('SELECT sid FROM sign_in WHERE user_id = ? AND ended = 0');
    this.#deleteExpired = db.prepare('DELETE FROM sign_in WHERE expires_at < ?');
  }

  start(userId: string, account: string): { signIn: SignIn; cookieSecret: string } {
    const now = this.#clock();
    const signIn = { sid: randomUUID(), userId, account, startedAt: now, expiresAt: now + IDLE_HOURS * HOUR_MS };
    const cookieSecret = newSecret();
    this.#insert.run(signIn.sid, userId, account, secretHash(cookieSecret), now, signIn.expiresAt);
    return { signIn, cookieSecret };
  }

  /** Whether the tokens of a sign-in still count. Costs one map look-up when it was asked before. */
  isOpen(sid: string): boolean {
    const signIn = this.#find(sid);
    return signIn !== null && signIn.expiresAt > this.#clock();
  }

  /** The sign-in of a cookie, prolonged by its use; `null` once it ended or ran out. */
  renew(cookieSecret: string): SignIn | null {
    const signIn = this.#findByCookie(cookieSecret);
    const now = this.#clock();
    if (!signIn || signIn.expiresAt <= now || !this.isOpen(signIn.sid)) return null;
    const expiresAt = Math.min(now + IDLE_HOURS * HOUR_MS, signIn.startedAt + LONGEST_SIGN_IN_HOURS * HOUR_MS);
    if (expiresAt - signIn.expiresAt >= RENEW_AFTER_MS) {
      this.#prolong.run(expiresAt, signIn.sid);
      signIn.expiresAt = expiresAt;
      this.#open.delete(signIn.sid);
    }
    return signIn;
  }

  /** Ending what has ended is fine. */
  end(sid: string): void {
    this.#end.run(sid);
    this.#open.set(sid, { signIn: null });
  }

  /** All of a person's sign-ins, on whatever device. */
  endAllOf(userId: string): void {
    for (const row of this.#ofUser.all(userId)) this.end(String(row.sid));
  }

  /** Forgets sign-ins that ran out. A forgotten one counts as ended. */
  deleteExpired(): void {
    this.#deleteExpired.run(this.#clock());
  }

  #find(sid: string): SignIn | null {
    const cached = this.#open.get(sid);
    if (cached) return cached.signIn;
    const signIn = signInOf(this.#bySid.get(sid));
    this.#open.set(sid, { signIn });
    return signIn;
  }

  #findByCookie(cookieSecret: string): SignIn | null {
    const hash = secretHash(cookieSecret);
    const key = hash.toString('base64url');
    const cached = this.#byCookie.get(key);
    if (cached) return cached;
    const signIn = signInOf(this.#bySecret.get(hash));
    if (signIn) this.#byCookie.set(key, signIn);
    return signIn;
  }
}

function signInOf(row: Record<string, unknown> | undefined): SignIn | null {
  if (!row) return null;
  return {
    sid: String(row.sid),
    userId: String(row.user_id),
    account: String(row.account),
    startedAt: Number(row.started_at),
    expiresAt: Number(row.expires_at),
  };
}
