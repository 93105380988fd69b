import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from './clock.ts';
import type { Sealer } from './sealer.ts';

const DAY_MS = 86_400_000;
/** A key older than this is replaced at the next start. */
export const ROTATE_AFTER_DAYS = 90;
/** How long a replaced key still verifies: longer than any token lives. */
export const RETIRED_KEY_MINUTES = 60;

export type SigningKey = { kid: string; privateKey: KeyObject; publicKey: KeyObject };

/** The Ed25519 keys of access tokens: one signs, the replaced ones still verify until their last token has run out. */
export class SigningKeys {
  readonly #db: DatabaseSync;
  readonly #sealer: Sealer;
  readonly #clock: Clock;
  readonly #listeners: (() => void)[] = [];
  #current: SigningKey;
  #verifying = new Map<string, { publicKey: KeyObject; until: number }>();

  constructor(db: DatabaseSync, sealer: Sealer, clock: Clock) {
    this.#db = db;
    this.#sealer = sealer;
    this.#clock = clock;
    this.#current = this.#load() ?? this.#create();
  }

  get current(): SigningKey {
    return this.#current;
  }

  /** The public key of a key id, as long as its tokens may live. */
  verifying(kid: string): KeyObject | null {
    const found = this.#verifying.get(kid);
    return found && found.until > this.#clock() ? found.publicKey : null;
  }

  /** From now on another key signs. With `revoke`, for a key that leaked, tokens of the old ones stop at once. */
  rotate(options: { revoke?: boolean } = {}): void {
    const now = this.#clock();
    if (options.revoke) this.#db.prepare('DELETE FROM signing_key').run();
    else this.#db.prepare('UPDATE signing_key SET retired_at = ? WHERE retired_at IS NULL').run(now);
    this.#current = this.#create();
    for (const listener of this.#listeners) listener();
  }

  onRotation(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Reads the keys of earlier starts; `null` when there is none that may still sign. */
  #load(): SigningKey | null {
    const now = this.#clock();
    this.#db.prepare('DELETE FROM signing_key WHERE retired_at < ?').run(now - RETIRED_KEY_MINUTES * 60_000);
    this.#db
      .prepare('UPDATE signing_key SET retired_at = ? WHERE retired_at IS NULL AND created_at < ?')
      .run(now, now - ROTATE_AFTER_DAYS * DAY_MS);
    return this.#readAll();
  }

  #create(): SigningKey {
    const { privateKey } = generateKeyPairSync('ed25519');
    const kid = randomUUID();
    const publicPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
    const wrapped = this.#sealer.seal(privateKey.export({ type: 'pkcs8', format: 'der' }), contextOf(kid));
    this.#db
      .prepare('INSERT INTO signing_key (kid, public_key, wrapped, created_at) VALUES (?, ?, ?, ?)')
      .run(kid, publicPem, wrapped, this.#clock());
    const created = this.#readAll();
    if (!created) throw new Error('A signing key was written and is not there');
    return created;
  }

  #readAll(): SigningKey | null {
    const rows = this.#db
      .prepare('SELECT kid, public_key, wrapped, retired_at FROM signing_key ORDER BY created_at')
      .all();
    this.#verifying = new Map();
    let current: SigningKey | null = null;
    for (const { kid, public_key, wrapped, retired_at } of rows) {
      if (typeof kid !== 'string' || typeof public_key !== 'string' || !(wrapped instanceof Uint8Array)) continue;
      const publicKey = createPublicKey(public_key);
      const until = retired_at === null ? Number.POSITIVE_INFINITY : Number(retired_at) + RETIRED_KEY_MINUTES * 60_000;
      this.#verifying.set(kid, { publicKey, until });
      if (retired_at !== null) continue;
      const der = this.#sealer.open(wrapped, contextOf(kid));
      current = { kid, publicKey, privateKey: createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }) };
    }
    return current;
  }
}

const contextOf = (kid: string) => `signing-key:${kid}`;
