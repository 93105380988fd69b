import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Something sealed could not be opened: another key, another context, or changed bytes. Says nothing about the content. */
export class CannotOpen extends Error {
  override name = 'CannotOpen';
}

/**
 * Seals secrets with AES-256-GCM. A sealed value is `iv | tag | ciphertext`; its context (what it is and whose) is
 * authenticated with it, so a value that was moved to another row does not open.
 */
export class Sealer {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw new Error(`A sealing key has ${KEY_BYTES} bytes`);
    this.#key = key;
  }

  seal(plain: Uint8Array, context: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(context));
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
  }

  /** @throws CannotOpen */
  open(sealed: Uint8Array, context: string): Buffer {
    try {
      const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    } catch {
      throw new CannotOpen(`A sealed value (${context.split(':')[0]}) does not open with this key`);
    }
  }
}

/** A key for one purpose only, so that no two uses of the master key can be played against each other. */
export function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'seatledger', purpose, KEY_BYTES));
}
