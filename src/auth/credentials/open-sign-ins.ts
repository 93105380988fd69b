import { randomUUID } from 'node:crypto';
import { DatabaseCache } from './database-cache.ts';
import type { NowMs } from '../../common/clock.ts';
import type { CredentialDb } from './credential-tables.ts';
import { newSecret, secretHash } from './secrets.ts';

const HOUR_MS = 3_600_000;
/** A cookie session that nobody uses ends after this. */
export const IDLE_HOURS = 12;
/** However much it is used, a sign-in ends after this. */
export const LONGEST_SIGN_IN_HOURS = 7 * 24;
/** Renewing is a synced write: not more often than this. */
const RENEW_AFTER_MS = HOUR_MS / 2;
const CACHED_SIGN_INS = 50_000;
const DELETED_AT_A_TIME = 1_000;

export type SignIn = { sid: string; userId: string; account: string; startedAt: number; expiresAt: number };

/**
 * Who is signed in. A sign-in has an id (`sid`), which its access tokens carry, and a secret, which is its cookie: having
 * seen a token is not enough to make a cookie.
 */
export class OpenSignIns {
  readonly #db: CredentialDb;
  readonly #clock: NowMs;
  /** Those that were not ended, by sid. */
  readonly #signIns: DatabaseCache<SignIn>;
  /** Sids by the hash of their cookie's secret. It never changes whose a secret is, so it is believed for ever. */
  readonly #sids: DatabaseCache<string>;

  constructor(db: CredentialDb, { clock, isShared }: { clock: NowMs; isShared: boolean }) {
    this.#db = db;
    this.#clock = clock;
    this.#signIns = new DatabaseCache((sids) => this.#load(sids), { max: CACHED_SIGN_INS, isShared });
    this.#sids = new DatabaseCache((hashes) => this.#loadSids(hashes), { max: CACHED_SIGN_INS, isShared: false });
  }

  async start(userId: string, account: string): Promise<{ signIn: SignIn; cookieSecret: string }> {
    const now = this.#clock();
    const signIn = { sid: randomUUID(), userId, account, startedAt: now, expiresAt: now + IDLE_HOURS * HOUR_MS };
    const cookieSecret = newSecret();
    const { sid, startedAt: started_at, expiresAt: expires_at } = signIn;
    await this.#db
      .insertInto('sign_in')
      .values({ sid, user_id: userId, account, secret_hash: secretHash(cookieSecret), started_at, expires_at })
      .execute();
    return { signIn, cookieSecret };
  }

  /** Whether the tokens of a sign-in still count. Costs one map look-up when it was asked a moment ago. */
  isOpen(sid: string): boolean | Promise<boolean> {
    const signIn = this.#signIns.get(sid);
    return signIn instanceof Promise ? signIn.then((found) => this.#lasts(found)) : this.#lasts(signIn);
  }

  /** The sign-in of a cookie, prolonged by its use; `null` once it ended or ran out. */
  async renew(cookieSecret: string): Promise<SignIn | null> {
    const sid = await this.#sids.get(secretHash(cookieSecret).toString('base64url'));
    const signIn = sid === null ? null : await this.#signIns.get(sid);
    if (!this.#lasts(signIn)) return null;
    const longest = signIn.startedAt + LONGEST_SIGN_IN_HOURS * HOUR_MS;
    const expiresAt = Math.min(this.#clock() + IDLE_HOURS * HOUR_MS, longest);
    if (expiresAt - signIn.expiresAt >= RENEW_AFTER_MS) await this.#prolong(signIn, expiresAt);
    return signIn;
  }

  /** Ending what has ended is fine. */
  async end(sid: string): Promise<void> {
    try {
      await this.#db.updateTable('sign_in').set({ ended: 1 }).where('sid', '=', sid).execute();
    } finally {
      this.#signIns.forget(sid);
    }
  }

  /** All of a person's sign-ins, on whatever device; `butNot`: the one to keep. */
  async endAllOf(userId: string, { butNot = null }: { butNot?: string | null } = {}): Promise<void> {
    let open = this.#db.updateTable('sign_in').set({ ended: 1 }).where('user_id', '=', userId).where('ended', '=', 0);
    if (butNot !== null) open = open.where('sid', '<>', butNot);
    const ended = await open.returning('sid').execute();
    for (const { sid } of ended) this.#signIns.forget(sid);
  }

  /** Forgets sign-ins that ran out. A forgotten one counts as ended. */
  async deleteExpired(): Promise<void> {
    for (let deleted = BigInt(DELETED_AT_A_TIME); deleted === BigInt(DELETED_AT_A_TIME); ) {
      const expired = this.#db
        .selectFrom('sign_in')
        .select('sid')
        .where('expires_at', '<', this.#clock())
        .limit(DELETED_AT_A_TIME);
      const result = await this.#db.deleteFrom('sign_in').where('sid', 'in', expired).executeTakeFirstOrThrow();
      deleted = result.numDeletedRows;
    }
  }

  /** Requests that come meanwhile see it prolonged already: one of them writes. */
  async #prolong(signIn: SignIn, expiresAt: number): Promise<void> {
    signIn.expiresAt = expiresAt;
    try {
      await this.#db.updateTable('sign_in').set({ expires_at: expiresAt }).where('sid', '=', signIn.sid).execute();
    } catch (error) {
      this.#signIns.forget(signIn.sid);
      throw error;
    }
  }

  #lasts(signIn: SignIn | null): signIn is SignIn {
    return signIn !== null && signIn.expiresAt > this.#clock();
  }

  async #load(sids: readonly string[]): Promise<Map<string, SignIn>> {
    const rows = await this.#db
      .selectFrom('sign_in')
      .select(['sid', 'user_id as userId', 'account', 'started_at as startedAt', 'expires_at as expiresAt'])
      .where('sid', 'in', sids)
      .where('ended', '=', 0)
      .execute();
    return new Map(rows.map((signIn) => [signIn.sid, signIn]));
  }

  async #loadSids(hashes: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#db
      .selectFrom('sign_in')
      .select(['sid', 'secret_hash'])
      .where(
        'secret_hash',
        'in',
        hashes.map((hash) => Buffer.from(hash, 'base64url')),
      )
      .execute();
    return new Map(rows.map(({ sid, secret_hash }) => [Buffer.from(secret_hash).toString('base64url'), sid]));
  }
}
