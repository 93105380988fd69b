import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { emailKey } from '../domain/user/person.ts';
import { ClientSecrets } from './client-secrets.ts';
import type { Clock } from './clock.ts';
import { openCredentialFile } from './credential-file.ts';
import { Invitations } from './invitations.ts';
import { PersonalKeys } from './personal-keys.ts';
import { deriveKey, Sealer } from './sealer.ts';
import { SignIns } from './sign-ins.ts';
import { SigningKeys } from './signing-keys.ts';

const HMAC_KEY_BYTES = 32;

export type CredentialStoreOptions = {
  /** The data folder; the file is `credentials.sqlite` in it. */
  dir: string;
  /** 32 bytes as base64 or hexadecimal; without it `master.key` in the folder, made when nothing was wrapped yet. */
  masterKey?: string;
  clock?: Clock;
};

/**
 * Everything secret, beside the log and never in it: what people and services sign in with, the keys of their personal
 * data, and the keys of tokens and of keyed hashes. Each change is synced before the call returns.
 */
export type CredentialStore = {
  /** Whether the file was made by this start. With events in the log already, the old file went missing. */
  isNew: boolean;
  personalKeys: PersonalKeys;
  passwordHashes: PasswordHashes;
  invitations: Invitations;
  clientSecrets: ClientSecrets;
  signIns: SignIns;
  signingKeys: SigningKeys;
  /** What a claim of an address is named after: 64 hexadecimal digits, the same for every letter case. */
  emailHash(account: string, email: string): string;
  /** What is stored of a support key: 64 hexadecimal digits. */
  supportKeyHash(key: string): string;
  /** A number below 2^48 that only this store can compute, for deriving support keys. */
  supportKeySeed(sessionId: string, attempt: number): number;
  /** Seals what other parts keep elsewhere. Each purpose has a key of its own. */
  sealerFor(purpose: string): Sealer;
  /** Runs synchronous changes as one transaction. */
  together<T>(changes: () => T): T;
  close(): void;
};

/** @throws CredentialStoreError when the file or the master key can't be used; nothing was changed then. */
export function openCredentialStore(options: CredentialStoreOptions): CredentialStore {
  const clock = options.clock ?? Date.now;
  const { db, masterKey, isNew } = openCredentialFile(options);
  const sealerFor = (purpose: string) => new Sealer(deriveKey(masterKey, purpose));
  const emailSecret = keyNamed(db, sealerFor('secrets'), 'email-hmac');
  const supportSecret = keyNamed(db, sealerFor('secrets'), 'support-key-hmac');
  const signIns = new SignIns(db, clock);
  signIns.deleteExpired();
  return {
    isNew,
    personalKeys: new PersonalKeys(db, sealerFor('personal-keys')),
    passwordHashes: new PasswordHashes(db),
    invitations: new Invitations(db, clock),
    clientSecrets: new ClientSecrets(db),
    signIns,
    signingKeys: new SigningKeys(db, sealerFor('signing-keys'), clock),
    emailHash: (account, email) => hmac(emailSecret, `${account}\n${emailKey(email)}`).toString('hex'),
    supportKeyHash: (key) => hmac(supportSecret, `hash\n${key}`).toString('hex'),
    supportKeySeed: (sessionId, attempt) => hmac(supportSecret, `seed\n${attempt}\n${sessionId}`).readUIntBE(0, 6),
    sealerFor,
    together: (changes) => together(db, changes),
    close: () => db.close(),
  };
}

/** Argon2id hashes by user. */
export class PasswordHashes {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  get(userId: string): string | null {
    const hash = this.#db.prepare('SELECT hash FROM password WHERE user_id = ?').get(userId)?.hash;
    return typeof hash === 'string' ? hash : null;
  }

  set(userId: string, hash: string): void {
    this.#db
      .prepare(
        'INSERT INTO password (user_id, hash) VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash',
      )
      .run(userId, hash);
  }

  delete(userId: string): void {
    this.#db.prepare('DELETE FROM password WHERE user_id = ?').run(userId);
  }
}

/** A key made once and kept for ever: hashes under it are stream names. */
function keyNamed(db: DatabaseSync, sealer: Sealer, name: string): KeyObject {
  const context = `secret:${name}`;
  db.prepare('INSERT INTO secret (name, wrapped) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    name,
    sealer.seal(randomBytes(HMAC_KEY_BYTES), context),
  );
  const wrapped = db.prepare('SELECT wrapped FROM secret WHERE name = ?').get(name)?.wrapped;
  if (!(wrapped instanceof Uint8Array)) throw new Error(`The secret ${name} is not readable`);
  return createSecretKey(sealer.open(wrapped, context));
}

function hmac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function together<T>(db: DatabaseSync, changes: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = changes();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
