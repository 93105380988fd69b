import { timingSafeEqual } from 'node:crypto';
import type { CredentialDb } from './credential-tables.ts';
import { derivedSecret, secretHash } from './secrets.ts';

export type ServiceClient = { clientId: string; serviceAccountId: string; account: string };

/** What service accounts sign in with. Nobody can guess a secret, so its plain hash is kept. */
export class ClientSecrets {
  readonly #db: CredentialDb;
  readonly #key: Buffer;

  /** @param key secrets are derived with. */
  constructor(db: CredentialDb, key: Buffer) {
    this.#db = db;
    this.#key = key;
  }

  /** The secret that a command makes, which voids the client's old one. It is in the answer only. */
  async issue(
    { clientId, serviceAccountId, account }: ServiceClient,
    commandId: string,
  ): Promise<{ clientSecret: string }> {
    const clientSecret = derivedSecret(this.#key, [clientId, commandId]);
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
