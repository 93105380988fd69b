import { randomBytes } from 'node:crypto';
import { DatabaseCache } from './database-cache.ts';
import type { CredentialDb } from './credential-tables.ts';
import type { Sealer } from './sealer.ts';

const PERSONAL_KEY_BYTES = 32;
const CACHED_KEYS = 20_000;

/** The person was erased: nothing about them may be written again. */
export class PersonalKeyDestroyed extends Error {
  override name = 'PersonalKeyDestroyed';
}

/** A row of the table: `null` once the key was destroyed. */
type Known = { key: Buffer | null };

/**
 * One key a person, under which their personal data is sealed in the log. Destroying the key erases the person from a
 * log that can't be rewritten. A destroyed key leaves its row behind, empty, so that it can't come to life again.
 */
export class PersonalKeys {
  readonly #db: CredentialDb;
  readonly #sealer: Sealer;
  readonly #isShared: boolean;
  readonly #scrub: () => Promise<void>;
  readonly #keys: DatabaseCache<Known>;

  /** @param options.scrub makes what was overwritten gone for good, as far as the database can. */
  constructor(
    db: CredentialDb,
    { sealer, isShared, scrub }: { sealer: Sealer; isShared: boolean; scrub: () => Promise<void> },
  ) {
    this.#db = db;
    this.#sealer = sealer;
    this.#isShared = isShared;
    this.#scrub = scrub;
    this.#keys = new DatabaseCache((personIds) => loadKeys(db, sealer, personIds), { max: CACHED_KEYS, isShared });
  }

  /**
   * The person's key, to read with; `null` when they have none or it was destroyed. A promise where it has to be fetched;
   * all that are asked for at once are fetched by one query.
   */
  get(personId: string): Buffer | null | Promise<Buffer | null> {
    const known = this.#keys.get(personId);
    if (known instanceof Promise) return known.then((found) => (found ? found.key : this.#lookedUp(personId)));
    return known ? known.key : this.#lookedUp(personId);
  }

  /**
   * The person's key, to seal with, made when there is none. It is durable before this answers: no event is ever sealed
   * under a key that a crash could take away. Where other nodes may destroy keys as well, it is looked up in any case.
   * @throws PersonalKeyDestroyed
   */
  getOrCreate(personId: string): Buffer | Promise<Buffer> {
    const known = this.#isShared ? null : this.#keys.recall(personId);
    return known?.key ?? this.#fetchOrCreate(personId);
  }

  /** Makes the missing keys of many people at once, for lists. */
  async createAll(personIds: readonly string[]): Promise<void> {
    if (personIds.length === 0) return;
    const rows = personIds.map((personId) => ({
      person_id: personId,
      wrapped: this.#sealer.seal(randomBytes(PERSONAL_KEY_BYTES), contextOf(personId)),
    }));
    await this.#db
      .insertInto('personal_key')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    for (const personId of personIds) this.#keys.forget(personId);
  }

  /** Erases the person. Durable before this answers. */
  async destroy(personId: string): Promise<void> {
    try {
      await this.#db
        .insertInto('personal_key')
        .values({ person_id: personId, wrapped: null })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ wrapped: null }))
        .execute();
    } finally {
      this.#keys.forget(personId);
    }
    await this.#scrub();
  }

  /** That there is no key is never believed: another node may have made it, and what is read without it stays unreadable. */
  async #lookedUp(personId: string): Promise<Buffer | null> {
    return (await this.#keys.fresh(personId))?.key ?? null;
  }

  async #fetchOrCreate(personId: string): Promise<Buffer> {
    let known = await this.#keys.fresh(personId);
    if (!known) {
      await this.createAll([personId]);
      known = await this.#keys.fresh(personId);
    }
    if (!known?.key) throw new PersonalKeyDestroyed('This person was erased');
    return known.key;
  }
}

/** The rows of these people, one query; whoever has none is left out. */
async function loadKeys(db: CredentialDb, sealer: Sealer, personIds: readonly string[]): Promise<Map<string, Known>> {
  const rows = await db
    .selectFrom('personal_key')
    .select(['person_id', 'wrapped'])
    .where('person_id', 'in', personIds)
    .execute();
  return new Map(
    rows.map(({ person_id, wrapped }) => [person_id, { key: wrapped && sealer.open(wrapped, contextOf(person_id)) }]),
  );
}

/** So that people are asked for in one query; what was answered is asked for anew the next time. */
const KEPT_BY_READER = 1;

/**
 * Keys to read with, in another thread than the one that makes and destroys them. Each page of events asks anew: a person
 * who was erased is unreadable at once, and no more keys are in memory than a page needs.
 */
export function personalKeyReader(db: CredentialDb, sealer: Sealer): { get(personId: string): Promise<Buffer | null> } {
  const keys = new DatabaseCache((personIds) => loadKeys(db, sealer, personIds), {
    max: KEPT_BY_READER,
    isShared: true,
  });
  return { get: async (personId) => (await keys.fresh(personId))?.key ?? null };
}

const contextOf = (personId: string) => `personal-key:${personId}`;
