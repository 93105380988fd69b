import { timingSafeEqual } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { newSecret, secretHash } from './secrets.ts';

export type ServiceClient = { clientId: string; serviceAccountId: string; account: string };

/** What service accounts sign in with. Secrets are random, so their plain hash is kept. */
export class ClientSecrets {
  readonly #upsert: StatementSync;
  readonly #select: StatementSync;
  readonly #deleteOf: StatementSync;

  constructor(db: DatabaseSync) {
    this.#upsert = db.prepare(
      `INSERT INTO client_secret (client_id, service_account_id, account, secret_hash) VALUES (?, ?, ?, ?)
       ON CONFLICT (client_id) DO UPDATE SET secret_hash = excluded.secret_hash`,
    );
    this.#select = db.prepare('SELECT service_account_id, account, secret_hash FROM client_secret WHERE client_id = ?');
    this.#deleteOf = db.prepare('DELETE FROM client_secret WHERE service_account_id = ?');
  }

  /** A new secret, which voids the client's old one. It is in the answer only. */
  issue(client: ServiceClient): { clientSecret: string } {
    const clientSecret = newSecret();
    this.#upsert.run(client.clientId, client.serviceAccountId, client.account, secretHash(clientSecret));
    return { clientSecret };
  }

  /** The client, when the secret is theirs. */
  verify(clientId: string, clientSecret: string): ServiceClient | null {
    const row = this.#select.get(clientId);
    const stored = row?.secret_hash;
    if (!row || !(stored instanceof Uint8Array) || !timingSafeEqual(stored, secretHash(clientSecret))) return null;
    return { clientId, serviceAccountId: String(row.service_account_id), account: String(row.account) };
  }

  revoke(serviceAccountId: string): void {
    this.#deleteOf.run(serviceAccountId);
  }
}
