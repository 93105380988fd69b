import type { NowMs } from '../../common/clock.ts';
import type { CredentialDb } from './credential-tables.ts';
import { derivedSecret, secretHash } from './secrets.ts';

export const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;
const DAY_DIGITS = 'yyyy-mm-dd'.length;

export type Invitation = { userId: string; account: string; expiresAt: string };

/** Tokens with which invited people choose their first password. One a person: a new one voids the old. */
export class Invitations {
  readonly #db: CredentialDb;
  readonly #clock: NowMs;
  readonly #key: Buffer;

  /** @param options.key tokens are derived with. */
  constructor(db: CredentialDb, { clock, key }: { clock: NowMs; key: Buffer }) {
    this.#db = db;
    this.#clock = clock;
    this.#key = key;
  }

  /** When an invitation made now runs out: an ISO-8601 instant. */
  expiry(): string {
    return new Date(this.#clock() + INVITATION_DAYS * DAY_MS).toISOString();
  }

  /**
   * The token that a command makes: in the answer only, the store keeps its hash. The day is part of it, so that somebody
   * who uses an Idempotency-Key again later does not bring a token back that was used up or voided.
   */
  async issue({ userId, account, expiresAt }: Invitation, commandId: string): Promise<{ token: string }> {
    const token = derivedSecret(this.#key, [userId, commandId, expiresAt.slice(0, DAY_DIGITS)]);
    const row = { account, token_hash: secretHash(token), expires_at: Date.parse(expiresAt) };
    await this.#db
      .insertInto('invitation')
      .values({ user_id: userId, ...row })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
      .execute();
    return { token };
  }

  /** The invitation of a token that was not used, voided or left to expire. */
  async find(token: string): Promise<Invitation | null> {
    const row = await this.#db
      .selectFrom('invitation')
      .select(['user_id', 'account', 'expires_at'])
      .where('token_hash', '=', secretHash(token))
      .where('expires_at', '>', this.#clock())
      .executeTakeFirst();
    if (!row) return null;
    return { userId: row.user_id, account: row.account, expiresAt: new Date(row.expires_at).toISOString() };
  }

  /** Uses a token up. `false`: somebody else was first, or it has expired. */
  async use(token: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('invitation')
      .where('token_hash', '=', secretHash(token))
      .where('expires_at', '>', this.#clock())
      .executeTakeFirstOrThrow();
    return numDeletedRows === 1n;
  }

  /** For users who were suspended, deleted or given another address. */
  async revoke(userId: string): Promise<void> {
    await this.#db.deleteFrom('invitation').where('user_id', '=', userId).execute();
  }
}
