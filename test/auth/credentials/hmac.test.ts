import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hmacOfTexts } from '../../../src/auth/credentials/hmac.ts';

describe('HMACs of short texts', () => {
  it('are those of the standard, for any key and text, in any order', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 128 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), texts, (bytes, all) => {
        const key = createSecretKey(bytes);
        const hmac = hmacOfTexts(key);
        for (const text of all) expect(hmac(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }),
    );
  });

  it('match RFC 4231, test case 2', () => {
    expect(hmacOfTexts(createSecretKey(Buffer.from('Jefe')))('what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('are not made of a text or with a key that is too long', () => {
    const hmac = hmacOfTexts(createSecretKey(randomBytes(32)));
    expect(hmac('€'.repeat(256))).toMatch(/^[0-9a-f]{64}$/);
    expect(() => hmac('x'.repeat(257))).toThrow('at most 256');
    expect(() => hmacOfTexts(createSecretKey(randomBytes(65)))).toThrow('at most 64');
  });
});
