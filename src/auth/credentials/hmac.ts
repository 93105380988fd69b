import { hash, type KeyObject } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const MAX_CHARACTERS = 256;
const MAX_BYTES_A_CHARACTER = 3;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * HMAC-SHA-256 (RFC 2104) under one key, of short texts, as hexadecimal digits.
 *
 * Made of two one-shot hashes: an Hmac object of Node's costs several times what it computes, and each session that starts
 * needs two.
 */
export function hmacOfTexts(key: KeyObject): (text: string) => string {
  const secret = key.export();
  if (secret.length > BLOCK_BYTES) throw new Error(`A key of this kind has at most ${BLOCK_BYTES} bytes`);
  const inner = padded(secret, INNER, MAX_CHARACTERS * MAX_BYTES_A_CHARACTER);
  const outer = padded(secret, OUTER, DIGEST_BYTES);
  secret.fill(0);
  return (text) => {
    if (text.length > MAX_CHARACTERS)
      throw new Error(`Only texts of at most ${MAX_CHARACTERS} characters are hashed so`);
    const end = BLOCK_BYTES + inner.write(text, BLOCK_BYTES);
    outer.write(hash('sha256', inner.subarray(0, end), 'hex'), BLOCK_BYTES, 'hex');
    return hash('sha256', outer, 'hex');
  };
}

/** The key's block, and room behind it for what is hashed. */
function padded(secret: Buffer, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + room);
  block.fill(pad, 0, BLOCK_BYTES);
  for (const [index, byte] of secret.entries()) block[index] = byte ^ pad;
  return block;
}
