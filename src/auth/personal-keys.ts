import { randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import type { Sealer } from './sealer.ts';

const PERSONAL_KEY_BYTES = 32;
const CACHED_KEYS = 20_000;
/** What the cache holds for a person without a key: never had one, or it was destroyed. */
const NONE = Symbol('no key');

/** The person was erased: nothing about them may be written again. */
export class PersonalKeyDestroyed extends Error {
  override name = 'PersonalKeyDestroyed';
}

/**
 * One key a person, under which their personal data is sealed in the log. Destroying the key erases the person from a
 * log that can't be rewritten. A destroyed key leaves its row behind, empty, so that it can't come to life again.
 */
export class PersonalKeys {
  readonly #db: DatabaseSync;
  readonly #sealer: Sealer;
  readonly #cache = new LRUCache<string, Buffer | typeof NONE>({ max: CACHED_KEYS });
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #erase: StatementSync;

  constructor(db: DatabaseSync, sealer: Sealer) {
    this.#db = db;
    this.#sealer = sealer;
    this.#select = db.prepare('SELECT wrapped FROM personal_key WHERE person_id = ?');
    this.#insert = db.prepare('INSERT INTO personal_key (person_id, wrapped) VALUES (?, ?) ON CONFLICT DO NOTHING');
    this.#erase = db.prepare(
      'INSERT INTO personal_key (person_id, wrapped) VALUES (?, NULL) ON CONFLICT (person_id) DO UPDATE SET wrapped = NULL',
    );
  }

  /** The person's key; `null` when they have none or it was destroyed. */
  get(personId: string): Buffer | null {
    const cached = this.#cache.get(personId);
    if (cached !== undefined) return cached === NONE ? null : cached;
    const wrapped = this.#select.get(personId)?.wrapped;
    const key = wrapped instanceof Uint8Array ? this.#sealer.open(wrapped, contextOf(personId)) : null;
    this.#cache.set(personId, key ?? NONE);
    return key;
  }

  /**
   * The person's key, made when there is none. It is durable before this returns: no event is ever sealed under a key
   * that a crash could take away.
   * @throws PersonalKeyDestroyed
   */
  getOrCreate(personId: string): Buffer {
    const existing = this.get(personId);
    if (existing) return existing;
    this.#insert.run(personId, this.#sealer.seal(randomBytes(PERSONAL_KEY_BYTES), contextOf(personId)));
    this.#cache.delete(personId);
    const key = this.get(personId);
    if (!key) throw new PersonalKeyDestroyed('This person was erased');
    return key;
  }

  /** Makes the missing keys of many people with one sync, for lists. */
  createAll(personIds: readonly string[]): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const personId of personIds) {
        this.#insert.run(personId, this.#sealer.seal(randomBytes(PERSONAL_KEY_BYTES), contextOf(personId)));
        this.#cache.delete(personId);
      }
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Erases the person. Durable before this returns; the wrapped key is overwritten in the file and gone from its WAL. */
  destroy(personId: string): void {
    this.#erase.run(personId);
    this.#cache.delete(personId);
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}

const contextOf = (personId: string) => `personal-key:${personId}`;
