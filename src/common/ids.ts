import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Random bytes drawn at once: asking the kernel for sixteen at a time costs more than a whole command does. */
const POOL_BYTES = 8_192;
const ID_BYTES = 16;

const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

function randomBytes(): Uint8Array {
  if (used === POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  // A copy, for the bytes of an id must not change when the pool is filled again.
  return pool.slice(used - ID_BYTES, used);
}

/** A fresh UUIDv7: ids made later sort later, to the millisecond. */
export const newId = (): string => v7({ rng: randomBytes });
