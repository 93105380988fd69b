import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { Unauthenticated } from '../../src/auth/access-refused.ts';
import { type CredentialStore, openCredentialStore } from '../../src/auth/credentials/credential-store.ts';
import { type TokenClaims, Tokens } from '../../src/auth/tokens.ts';

const MINUTE = 60_000;
const ADA: TokenClaims = { sub: 'ada', kind: 'user', account: 'acme', sid: 's-1' };
const BOT: TokenClaims = { sub: 'bot', kind: 'service', account: 'acme', sid: null };

let dir: string;
let store: CredentialStore;
let now: number;
let tokens: Tokens;

const open = async () => {
  store = await openCredentialStore({ dir, clock: () => now });
  tokens = new Tokens(store.signingKeys, () => now);
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tokens-'));
  now = Date.parse('2026-11-24T09:00:00Z');
  await open();
});

afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const issue = async (claims = ADA) => (await tokens.issue(claims)).accessToken;
const refuses = (token: string) => expect(tokens.verify(token)).rejects.toBeInstanceOf(Unauthenticated);
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('an access token', () => {
  it.each([ADA, BOT])('says whose it is: %j', async (claims) => {
    const { accessToken, expiresInSeconds } = await tokens.issue(claims);
    expect(expiresInSeconds).toBe(900);
    expect(await tokens.verify(accessToken)).toEqual(claims);
  });

  it('lives 15 minutes, remembered or not', async () => {
    const token = await issue();
    now += 15 * MINUTE - 1000;
    expect(await tokens.verify(token)).toEqual(ADA);
    expect(tokens.recall(token)).toEqual(ADA);
    now += 1000;
    expect(tokens.recall(token)).toBeUndefined();
    await expect(tokens.verify(token)).rejects.toThrow('The access token has expired.');
  });

  it('is believed for a minute, then checked again; a clock that jumps back is not trusted', async () => {
    const token = await issue();
    expect(tokens.recall(token)).toBeUndefined();
    await tokens.verify(token);
    expect(tokens.recall(token)).toEqual(ADA);
    now -= 60 * MINUTE;
    expect(tokens.recall(token)).toBeUndefined();
    now += 61 * MINUTE;
    expect(tokens.recall(token)).toBeUndefined();
    expect(await tokens.verify(token)).toEqual(ADA);
  });

  it('survives a restart', async () => {
    const token = await issue();
    await store.close();
    await open();
    expect(await tokens.verify(token)).toEqual(ADA);
  });

  it('stays good when the key rotates, signed by the new one from then on', async () => {
    const old = await issue();
    await tokens.verify(old);
    const kid = (await store.signingKeys.current()).kid;
    await store.signingKeys.rotate();
    expect((await store.signingKeys.current()).kid).not.toBe(kid);
    expect(await tokens.verify(old)).toEqual(ADA);
    expect(await tokens.verify(await issue())).toEqual(ADA);
  });

  it('stops at once when its key is revoked', async () => {
    const old = await issue();
    await tokens.verify(old);
    await store.signingKeys.rotate({ revoke: true });
    expect(tokens.recall(old)).toBeUndefined();
    await refuses(old);
    await store.close();
    await open();
    await refuses(old);
  });

  it('is signed by a fresh key after 90 days, and old keys are forgotten', async () => {
    const kid = (await store.signingKeys.current()).kid;
    await store.close();
    now += 91 * 24 * 60 * MINUTE;
    await open();
    expect((await store.signingKeys.current()).kid).not.toBe(kid);
    expect(await store.signingKeys.verifying(kid)).not.toBeNull();
    now += 61 * MINUTE;
    expect(await store.signingKeys.verifying(kid)).toBeNull();
  });
});

describe('a token is refused', () => {
  it('with any part changed', async () => {
    const [head = '', body = '', signature = ''] = (await issue()).split('.');
    const payload = JSON.parse(Buffer.from(body, 'base64url').toString());
    await refuses([head, base64({ ...payload, sub: 'eve' }), signature].join('.'));
    await refuses([head, body, `${signature.slice(0, -4)}AAAA`].join('.'));
    await refuses([head, body, ''].join('.'));
  });

  it.each(['', 'x', 'a.b.c', '....', `${'a'.repeat(3000)}.b.c`])('when it is none: %s', (text) => refuses(text));

  it('with the algorithm "none"', async () => {
    const [, body] = (await issue()).split('.');
    await refuses(`${base64({ alg: 'none', typ: 'at+jwt', kid: (await store.signingKeys.current()).kid })}.${body}.`);
  });

  it('signed by HMAC with the public key as its secret', async () => {
    const { kid, publicKey } = await store.signingKeys.current();
    const [, body] = (await issue()).split('.');
    for (const secret of [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
    ]) {
      const signed = `${base64({ alg: 'HS256', typ: 'at+jwt', kid })}.${body}`;
      await refuses(`${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`);
    }
  });

  it('signed by a key of somebody else, under our key id or with a key in its header', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { kid } = await store.signingKeys.current();
    await refuses(await forge({ kid }).sign(privateKey));
    await refuses(await forge({ kid: 'unknown' }).sign(privateKey));
    await refuses(await forge({}).sign(privateKey));
  });

  it('of our own key with another type, audience or issuer, without an expiry, or with a kind unknown', async () => {
    const { kid, privateKey } = await store.signingKeys.current();
    expect(await tokens.verify(await forge({ kid }).sign(privateKey))).toEqual(ADA);
    await refuses(await forge({ kid, typ: 'JWT' }).sign(privateKey));
    await refuses(await forge({ kid }).setAudience('other').sign(privateKey));
    await refuses(await forge({ kid }).setIssuer('other').sign(privateKey));
    await refuses(await forge({ kid }, { ...ADA, kind: 'system' }).sign(privateKey));
    await refuses(await forge({ kid }, { kind: 'user', account: 'acme' }).sign(privateKey));
    const endless = new SignJWT({ ...ADA }).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt' });
    await refuses(await endless.setIssuer('seatledger').setAudience('seatledger').sign(privateKey));
  });
});

function forge(header: { kid?: string; typ?: string }, claims: Record<string, unknown> = ADA): SignJWT {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header })
    .setSubject('ada')
    .setIssuer('seatledger')
    .setAudience('seatledger')
    .setExpirationTime(now / 1000 + 60);
}
