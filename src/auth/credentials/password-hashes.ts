import type { CredentialDb } from './credential-tables.ts';

/** Argon2id hashes by user. */
export class PasswordHashes {
  readonly #db: CredentialDb;

  constructor(db: CredentialDb) {
    this.#db = db;
  }

  async get(userId: string): Promise<string | null> {
    const row = await this.#db.selectFrom('password').select('hash').where('user_id', '=', userId).executeTakeFirst();
    return row?.hash ?? null;
  }

  async set(userId: string, hash: string): Promise<void> {
    await this.#db
      .insertInto('password')
      .values({ user_id: userId, hash })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ hash }))
      .execute();
  }

  async delete(userId: string): Promise<void> {
    await this.#db.deleteFrom('password').where('user_id', '=', userId).execute();
  }
}
