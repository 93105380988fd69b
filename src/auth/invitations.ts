import type { Clock } from './clock.ts';
import type { CredentialDb } from './credential-tables.ts';
import { newSecret, secretHash } from './secrets.ts';

export const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

export type Invitation = { userId: string; account: string; expiresAt: string };

/** Tokens with which invited people choose their first password. One a person: a new one voids the old. */
export class Invitations {
  readonly #db: CredentialDb;
  readonly #clock: Clock;

  constructor(db: CredentialDb, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** When an invitation made now runs out: an ISO-8601 instant. */
  expiry(): string {
    return new Date(this.#clock() + INVITATION_DAYS * DAY_MS).toISOString();
  }

  /** The token is in the answer only; the store keeps its hash. */
  async issue({ userId, account, expiresAt }: Invitation): Promise<{ token: string }> {
    const token = newSecret();
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
