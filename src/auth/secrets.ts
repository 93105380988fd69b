import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** A secret of 256 bits, safe in a URL, a header and a cookie. Too long to guess, so a plain hash of it may be stored. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is stored of a secret, and looked up by: finding it tells nothing about other secrets, so no timing leaks. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
