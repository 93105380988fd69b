import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { emailKey } from '../../domain/user/person.ts';
import { ClientSecrets } from './client-secrets.ts';
import type { NowMs } from '../../common/clock.ts';
import { openCredentialFile } from './credential-file.ts';
import type { CredentialDb } from './credential-tables.ts';
import { hmacOfTexts } from './hmac.ts';
import { Invitations } from './invitations.ts';
import { PasswordHashes } from './password-hashes.ts';
import { PersonalKeys } from './personal-keys.ts';
import { deriveKey, Sealer } from './sealer.ts';
import { OpenSignIns } from './open-sign-ins.ts';
import { SigningKeys } from './signing-keys.ts';

const HMAC_KEY_BYTES = 32;
/** Hexadecimal: 48 bits. */
const SEED_DIGITS = 12;

export type CredentialStoreOptions = {
  /** The data folder; the file is `credentials.sqlite` in it. */
  dir: string;
  /** 32 bytes as base64 or hexadecimal; without it `master.key` in the folder, made when nothing was wrapped yet. */
  masterKey?: string;
  clock?: NowMs;
};

/**
 * Everything secret, beside the log and never in it: what people and services sign in with, the keys of their personal
 * data, and the keys of tokens and of keyed hashes. Each change is synced before the call resolves.
 */
export type CredentialStore = {
  /** Whether it was made by this start. With events in the log already, the old one went missing. */
  isNew: boolean;
  personalKeys: PersonalKeys;
  passwordHashes: PasswordHashes;
  invitations: Invitations;
  clientSecrets: ClientSecrets;
  openSignIns: OpenSignIns;
  signingKeys: SigningKeys;
  /** What a claim of an address is named after: 64 hexadecimal digits, the same for every letter case. */
  emailHash(account: string, email: string): string;
  /** What is stored of a support key: 64 hexadecimal digits. */
  supportKeyHash(key: string): string;
  /** A number below 2^48 that only this store can compute, for deriving support keys. */
  supportKeySeed(sessionId: string, attempt: number): number;
  /** Hashes what other parts only have to find again, under a key of each purpose. */
  hasherFor(purpose: string): (text: string) => string;
  /** Seals what other parts keep elsewhere. Each purpose has a key of its own. */
  sealerFor(purpose: string): Sealer;
  /** Runs changes as one transaction; they must be made through the parts that are handed in. */
  together<T>(changes: (parts: Pick<CredentialStore, 'invitations' | 'passwordHashes'>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Tables that are up to date, and the key that wraps what is in them. */
export type OpenedCredentials = {
  db: CredentialDb;
  masterKey: Buffer;
  isNew: boolean;
  /** Makes what was overwritten gone for good, as far as the database can. */
  scrub(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Over a file that this process alone has.
 * @throws CredentialStoreError when the file or the master key can't be used; nothing was changed then.
 */
export async function openCredentialStore({
  clock = Date.now,
  ...options
}: CredentialStoreOptions): Promise<CredentialStore> {
  return credentialStore(openCredentialFile(options), { clock, isShared: false });
}

/** @param isShared other processes have it as well: what was read is believed for two seconds only. */
export async function credentialStore(
  opened: OpenedCredentials,
  { clock, isShared }: { clock: NowMs; isShared: boolean },
): Promise<CredentialStore> {
  const { db, masterKey, isNew, scrub, close } = opened;
  try {
    const sealerFor = (purpose: string) => new Sealer(deriveKey(masterKey, purpose));
    const emailSecret = await keyNamed(db, sealerFor('secrets'), 'email-hmac');
    const supportKeyHmac = hmacOfTexts(await keyNamed(db, sealerFor('secrets'), 'support-key-hmac'));
    const inviting = { clock, key: deriveKey(masterKey, 'invitations') };
    const openSignIns = new OpenSignIns(db, { clock, isShared });
    await openSignIns.deleteExpired();
    return {
      isNew,
      personalKeys: new PersonalKeys(db, { sealer: sealerFor('personal-keys'), isShared, scrub }),
      passwordHashes: new PasswordHashes(db),
      invitations: new Invitations(db, inviting),
      clientSecrets: new ClientSecrets(db, deriveKey(masterKey, 'client-secrets')),
      openSignIns,
      signingKeys: await SigningKeys.open(db, { sealer: sealerFor('signing-keys'), clock, isShared }),
      emailHash: (account, email) =>
        createHmac('sha256', emailSecret)
          .update(`${account}\n${emailKey(email)}`)
          .digest('hex'),
      supportKeyHash: (key) => supportKeyHmac(`hash\n${key}`),
      supportKeySeed: (sessionId, attempt) =>
        Number.parseInt(supportKeyHmac(`seed\n${attempt}\n${sessionId}`).slice(0, SEED_DIGITS), 16),
      hasherFor: (purpose) => {
        const key = deriveKey(masterKey, purpose);
        return (text) => createHmac('sha256', key).update(text).digest('base64url');
      },
      sealerFor,
      together: (changes) =>
        db.transaction().execute((transaction) =>
          changes({
            invitations: new Invitations(transaction, inviting),
            passwordHashes: new PasswordHashes(transaction),
          }),
        ),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A key made once and kept for ever: hashes under it are stream names. */
async function keyNamed(db: CredentialDb, sealer: Sealer, name: string): Promise<KeyObject> {
  const context = `secret:${name}`;
  await db
    .insertInto('secret')
    .values({ name, wrapped: sealer.seal(randomBytes(HMAC_KEY_BYTES), context) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { wrapped } = await db
    .selectFrom('secret')
    .select('wrapped')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return createSecretKey(sealer.open(wrapped, context));
}
