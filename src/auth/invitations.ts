import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from './clock.ts';
import { newSecret, secretHash } from './secrets.ts';

export const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

export type Invitation = { userId: string; account: string; expiresAt: string };

/** Tokens with which invited people choose their first password. One a person: a new one voids the old. */
export class Invitations {
  readonly #clock: Clock;
  readonly #upsert: StatementSync;
  readonly #select: StatementSync;
  readonly #delete: StatementSync;
  readonly #deleteOf: StatementSync;

  constructor(db: DatabaseSync, clock: Clock) {
    this.#clock = clock;
    this.#upsert = db.prepare(
      `INSERT INTO invitation (user_id, account, token_hash, expires_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (user_id) DO UPDATE
       SET account = excluded.account, token_hash = excluded.token_hash, expires_at = excluded.expires_at`,
    );
    this.#select = db.prepare(
      'SELECT user_id, account, expires_at FROM invitation WHERE token_hash = ? AND expires_at > ?',
    );
    this.#delete = db.prepare('DELETE FROM invitation WHERE token_hash = ? AND expires_at > ?');
    this.#deleteOf = db.prepare('DELETE FROM invitation WHERE user_id = ?');
  }

  /** When an invitation made now runs out: an ISO-8601 instant. */
  expiry(): string {
    return new Date(this.#clock() + INVITATION_DAYS * DAY_MS).toISOString();
  }

  /** The token is in the answer only; the store keeps its hash. */
  issue(invitation: Invitation): { token: string } {
    const token = newSecret();
    const { userId, account, expiresAt } = invitation;
    this.#upsert.run(userId, account, secretHash(token), Date.parse(expiresAt));
    return { token };
  }

  /** The invitation of a token that was not used, voided or left to expire. */
  find(token: string): Invitation | null {
    const row = this.#select.get(secretHash(token), this.#clock());
    if (!row) return null;
    const expiresAt = new Date(Number(row.expires_at)).toISOString();
    return { userId: String(row.user_id), account: String(row.account), expiresAt };
  }

  /** Uses a token up. `false`: somebody else was first, or it has expired. */
  use(token: string): boolean {
    return this.#delete.run(secretHash(token), this.#clock()).changes === 1;
  }

  /** For users who were suspended, deleted or given another address. */
  revoke(userId: string): void {
    this.#deleteOf.run(userId);
  }
}
