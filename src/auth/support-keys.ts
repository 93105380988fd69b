const KEY_DIGITS = 9;
const KEY_SPACE = 10 ** KEY_DIGITS;
/** With a million open sessions a key is taken once in a thousand attempts: this is never reached. */
export const MAX_ATTEMPTS = 100;

/** The keyed functions of the credential store that support keys are made of. */
export type SupportKeySecrets = {
  supportKeyHash(key: string): string;
  supportKeySeed(sessionId: string, attempt: number): number;
};

export type OpenSupportKey = { sessionId: string; supportKeyHash: string };

export type Reservation = {
  key: string;
  hash: string;
  /** Gives the key back when the session was refused. Does nothing to a key that the session had before. */
  cancel(): void;
};

/**
 * Support keys: nine digits, unique among open sessions. A key is derived from its session's id, so it can be told again
 * to a client that repeats its start, although only its hash is stored anywhere.
 */
export class SupportKeys {
  readonly #secrets: SupportKeySecrets;
  readonly #hashOf = new Map<string, string>();
  readonly #holderOf = new Map<string, string>();

  /** @param open the keys of the sessions that are open now. */
  constructor(secrets: SupportKeySecrets, open: Iterable<OpenSupportKey> = []) {
    this.#secrets = secrets;
    for (const { sessionId, supportKeyHash } of open) this.add(sessionId, supportKeyHash);
  }

  /** A key for a session that is about to start; the one it has when it is open already. */
  reserve(sessionId: string): Reservation {
    const existing = this.#hashOf.get(sessionId);
    if (existing !== undefined) return { key: this.recover(sessionId, existing), hash: existing, cancel: () => {} };
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const key = keyCandidate(this.#secrets, sessionId, attempt);
      const hash = this.#secrets.supportKeyHash(key);
      if (this.#holderOf.has(hash)) continue;
      this.add(sessionId, hash);
      return { key, hash, cancel: () => this.release(hash) };
    }
    throw new Error(`No free support key in ${MAX_ATTEMPTS} attempts`);
  }

  /** The key of a session whose stored hash is known. */
  recover(sessionId: string, hash: string): string {
    return recoverKey(this.#secrets, sessionId, hash);
  }

  add(sessionId: string, hash: string): void {
    this.#hashOf.set(sessionId, hash);
    this.#holderOf.set(hash, sessionId);
  }

  release(hash: string): void {
    const sessionId = this.#holderOf.get(hash);
    if (sessionId !== undefined) this.releaseOf(sessionId);
  }

  /** The session has ended: its key may be given to another. */
  releaseOf(sessionId: string): void {
    const hash = this.#hashOf.get(sessionId);
    if (hash === undefined) return;
    this.#hashOf.delete(sessionId);
    this.#holderOf.delete(hash);
  }
}

/** The key a session has when so many others that it might have had were taken. */
export function keyCandidate(secrets: SupportKeySecrets, sessionId: string, attempt: number): string {
  return String(secrets.supportKeySeed(sessionId, attempt) % KEY_SPACE).padStart(KEY_DIGITS, '0');
}

export function recoverKey(secrets: SupportKeySecrets, sessionId: string, hash: string): string {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const key = keyCandidate(secrets, sessionId, attempt);
    if (secrets.supportKeyHash(key) === hash) return key;
  }
  throw new Error('This hash is of no support key of this session');
}
