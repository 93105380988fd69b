import { timingSafeEqual } from 'node:crypto';
import type { CredentialDb } from './credential-tables.ts';
import { newSecret, secretHash } from './secrets.ts';

export type ServiceClient = { clientId: string; serviceAccountId: string; account: string };

/** What service accounts sign in with. Secrets are random, so their plain hash is kept. */
export class ClientSecrets {
  readonly #db: CredentialDb;

  constructor(db: CredentialDb) {
    this.#db = db;
  }

  /** A new secret, which voids the client's old one. It is in the answer only. */
  async issue({ clientId, serviceAccountId, account }: ServiceClient): Promise<{ clientSecret: string }> {
    const clientSecret = newSecret();
    const secret_hash = secretHash(clientSecret);
    await this.#db
      .insertInto('client_secret')
      .values({ client_id: clientId, service_account_id: serviceAccountId, account, secret_hash })
      .onConflict((conflict) => conflict.column('client_id').doUpdateSet({ secret_hash }))
      .execute();
    return { clientSecret };
  }

  /** The client, when the secret is theirs. */
  async verify(clientId: string, clientSecret: string): Promise<ServiceClient | null> {
    const row = await this.#db
      .selectFrom('client_secret')
      .select(['service_account_id', 'account', 'secret_hash'])
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    if (!row || !timingSafeEqual(row.secret_hash, secretHash(clientSecret))) return null;
    return { clientId, serviceAccountId: row.service_account_id, account: row.account };
  }

  async revoke(serviceAccountId: string): Promise<void> {
    await this.#db.deleteFrom('client_secret').where('service_account_id', '=', serviceAccountId).execute();
  }
}
