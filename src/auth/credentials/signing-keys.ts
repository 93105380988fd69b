import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Insertable } from 'kysely';
import { DatabaseCache } from './database-cache.ts';
import type { NowMs } from '../../common/clock.ts';
import type { CredentialDb, CredentialTables } from './credential-tables.ts';
import type { Sealer } from './sealer.ts';

const DAY_MS = 86_400_000;
/** A key older than this is replaced at the next start. */
export const ROTATE_AFTER_DAYS = 90;
/** How long a replaced key still verifies: longer than any token lives. */
export const RETIRED_KEY_MINUTES = 60;
/** Made-up key ids make the table be read so often at most. */
const READ_AGAIN_AFTER_MS = 1_000;

export type SigningKey = { kid: string; privateKey: KeyObject; publicKey: KeyObject };

type Parts = { sealer: Sealer; clock: NowMs; isShared: boolean };

/** All keys that count, as they were at an instant of the process's own clock. */
type Ring = {
  current: SigningKey;
  verifying: ReadonlyMap<string, { publicKey: KeyObject; until: number }>;
  readAtMs: number;
};
const RING = 'ring';

/** The Ed25519 keys of access tokens: one signs, the replaced ones still verify until their last token has run out. */
export class SigningKeys {
  readonly #db: CredentialDb;
  readonly #sealer: Sealer;
  readonly #clock: NowMs;
  readonly #isShared: boolean;
  readonly #ring: DatabaseCache<Ring>;
  #readingAgain: Promise<Ring> | undefined;

  private constructor(db: CredentialDb, { sealer, clock, isShared }: Parts) {
    this.#db = db;
    this.#sealer = sealer;
    this.#clock = clock;
    this.#isShared = isShared;
    this.#ring = new DatabaseCache(async () => new Map([[RING, await this.#load()]]), { max: 1, isShared });
  }

  static async open(db: CredentialDb, parts: Parts): Promise<SigningKeys> {
    const keys = new SigningKeys(db, parts);
    await keys.#retireOld();
    await keys.current();
    return keys;
  }

  /** The key that signs now. */
  async current(): Promise<SigningKey> {
    return (await this.#believed()).current;
  }

  /** Whether the tokens of a key count; `undefined` when that was not asked a moment ago. */
  recall(kid: string): boolean | undefined {
    const ring = this.#ring.recall(RING);
    return ring ? this.#find(ring, kid) !== null : undefined;
  }

  /** The public key of a key id, as long as its tokens may live. */
  async verifying(kid: string): Promise<KeyObject | null> {
    const ring = await this.#believed();
    const mayBeNew = this.#isShared && !ring.verifying.has(kid);
    return this.#find(mayBeNew ? await this.#readAgain(ring) : ring, kid);
  }

  /** From now on another key signs. With `revoke`, for a key that leaked, tokens of the old ones stop at once. */
  async rotate({ revoke = false }: { revoke?: boolean } = {}): Promise<void> {
    try {
      await this.#db.transaction().execute(async (transaction) => {
        if (revoke) await transaction.deleteFrom('signing_key').execute();
        else await this.#retire(transaction, this.#clock());
        await this.#create(transaction);
      });
    } finally {
      this.#ring.forget(RING);
    }
  }

  #find({ verifying }: Ring, kid: string): KeyObject | null {
    const found = verifying.get(kid);
    return found && found.until > this.#clock() ? found.publicKey : null;
  }

  async #believed(): Promise<Ring> {
    return (await this.#ring.get(RING))!;
  }

  /** Another node may have made a key since; whoever asks for one that is not there waits until it may be looked up. */
  #readAgain({ readAtMs }: Ring): Promise<Ring> {
    this.#readingAgain ??= pause(Math.max(0, readAtMs + READ_AGAIN_AFTER_MS - performance.now()))
      .then(() => {
        this.#ring.forget(RING);
        return this.#believed();
      })
      .finally(() => {
        this.#readingAgain = undefined;
      });
    return this.#readingAgain;
  }

  /** What earlier starts left: keys whose tokens have run out go, and a key that is too old signs no more. */
  async #retireOld(): Promise<void> {
    const now = this.#clock();
    const runOut = now - RETIRED_KEY_MINUTES * 60_000;
    await this.#db.deleteFrom('signing_key').where('retired_at', '<', runOut).execute();
    await this.#retire(this.#db, now, now - ROTATE_AFTER_DAYS * DAY_MS);
  }

  async #retire(db: CredentialDb, now: number, createdBefore = Number.MAX_SAFE_INTEGER): Promise<void> {
    await db
      .updateTable('signing_key')
      .set({ retired_at: now })
      .where('retired_at', 'is', null)
      .where('created_at', '<', createdBefore)
      .execute();
  }

  /** Of two nodes that do this at once one is first, and both go on with its key. */
  async #create(db: CredentialDb): Promise<void> {
    await db
      .insertInto('signing_key')
      .values(this.#newKey())
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  #newKey(): Insertable<CredentialTables['signing_key']> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const kid = randomUUID();
    const publicPem = String(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }));
    const wrapped = this.#sealer.seal(privateKey.export({ type: 'pkcs8', format: 'der' }), contextOf(kid));
    return { kid, public_key: publicPem, wrapped, created_at: this.#clock(), retired_at: null };
  }

  /** The keys in the database, where one is made when none signs. */
  async #load(): Promise<Ring> {
    const ring = await this.#read();
    if (ring) return ring;
    await this.#create(this.#db);
    const created = await this.#read();
    if (!created) throw new Error('A signing key was written and is not there');
    return created;
  }

  async #read(): Promise<Ring | null> {
    const readAtMs = performance.now();
    const rows = await this.#db.selectFrom('signing_key').selectAll().orderBy('created_at').execute();
    const verifying: Map<string, { publicKey: KeyObject; until: number }> = new Map();
    let current: SigningKey | null = null;
    for (const { kid, public_key, wrapped, retired_at } of rows) {
      const publicKey = createPublicKey(public_key);
      const until = retired_at === null ? Number.POSITIVE_INFINITY : retired_at + RETIRED_KEY_MINUTES * 60_000;
      verifying.set(kid, { publicKey, until });
      if (retired_at !== null) continue;
      const der = this.#sealer.open(wrapped, contextOf(kid));
      current = { kid, publicKey, privateKey: createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }) };
    }
    return current && { current, verifying, readAtMs };
  }
}

const contextOf = (kid: string) => `signing-key:${kid}`;
