import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { AccessRefused } from './access-refused.ts';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;
/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes run on the four threads of libuv's pool, which files and name look-ups need too. */
const CONCURRENT_HASHES = 2;
const WAITING_HASHES = 64;

/** What is wrong with a new password; `null` when nothing is. Length is counted in characters as people see keys. */
export function passwordProblem(password: string): string | null {
  const length = [...password.normalize('NFKC')].length;
  if (length < SHORTEST_PASSWORD) return `must have at least ${SHORTEST_PASSWORD} characters`;
  if (length > LONGEST_PASSWORD) return `must have at most ${LONGEST_PASSWORD} characters`;
  return null;
}

/** Argon2id off the main thread, a few at a time; past the queue's limit callers are told to come back. */
export class Passwords {
  readonly #concurrent: number;
  readonly #waitingLimit: number;
  readonly #waiting: (() => void)[] = [];
  readonly #decoy = decoyHash();
  #running = 0;

  constructor(limits: { concurrent?: number; waiting?: number } = {}) {
    this.#concurrent = limits.concurrent ?? CONCURRENT_HASHES;
    this.#waitingLimit = limits.waiting ?? WAITING_HASHES;
  }

  /** @throws AccessRefused `OVERLOADED` */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password.normalize('NFKC'), ARGON2));
  }

  /**
   * Whether the password is the hash's. Without a hash the answer is no and takes as long, so that time does not tell
   * which addresses exist.
   * @throws AccessRefused `OVERLOADED`
   */
  verify(stored: string | null, password: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const matches = await verify(stored ?? this.#decoy, password.normalize('NFKC'));
      return matches && stored !== null;
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#concurrent) this.#running++;
    else await this.#queue();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  /** Resolves when a finished hash hands its place on. */
  #queue(): Promise<void> {
    if (this.#waiting.length >= this.#waitingLimit) {
      throw new AccessRefused('OVERLOADED', 'Too many people are signing in at this moment.', 1);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** A well-formed hash of no known password, with the parameters of the real ones. */
export function decoyHash(): string {
  const base64 = (bytes: number) => randomBytes(bytes).toString('base64').replaceAll('=', '');
  const { memoryCost, timeCost, parallelism } = ARGON2;
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${base64(16)}$${base64(32)}`;
}
