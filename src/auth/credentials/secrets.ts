import { createHash, createHmac, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A secret of 256 bits, safe in a URL, a header and a cookie. Too long to guess, so a plain hash of it may be stored. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * A secret like that, which whoever has the key makes again from the same words: a command that is run twice, by two nodes
 * or after a crash, tells one secret instead of voiding what it has told already.
 */
export function derivedSecret(key: Buffer, words: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(words)).digest('base64url');
}

/** What is stored of a secret, and looked up by: finding it tells nothing about other secrets, so no timing leaks. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
