import { hash, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { Unauthenticated } from './access-refused.ts';
import type { NowMs } from '../common/clock.ts';
import type { SigningKeys } from './credentials/signing-keys.ts';

export const TOKEN_MINUTES = 15;
const ALGORITHM = 'EdDSA';
const ISSUER = 'seatledger';
/** RFC 9068: what tells an access token from any other token. */
const TYPE = 'at+jwt';
const LONGEST_TOKEN = 2_048;
const CACHED_TOKENS = 20_000;
/** How long a verified token is believed without looking again. */
const CACHE_MS = 60_000;

/** Whose request it is: of a user, with the sign-in it belongs to, or of a service account. */
export type TokenClaims = { sub: string; kind: 'user' | 'service'; account: string; sid: string | null };

/** A token that was found good: what it says, and the key it was signed with, which may be revoked. */
type Verified = { claims: TokenClaims; kid: string; verifiedAt: number; until: number };

export type AccessToken = { accessToken: string; expiresInSeconds: number };

/** Access tokens: JWTs signed with Ed25519, good for 15 minutes. Only our own keys and our one algorithm are accepted. */
export class Tokens {
  readonly #keys: SigningKeys;
  readonly #clock: NowMs;
  readonly #verified = new LRUCache<string, Verified>({ max: CACHED_TOKENS });

  constructor(keys: SigningKeys, clock: NowMs = Date.now) {
    this.#keys = keys;
    this.#clock = clock;
  }

  async issue({ sub, kind, account, sid }: TokenClaims): Promise<AccessToken> {
    const { kid, privateKey } = await this.#keys.current();
    const issuedAt = Math.floor(this.#clock() / 1000);
    const expiresInSeconds = TOKEN_MINUTES * 60;
    const accessToken = await new SignJWT({ kind, account, ...(sid === null ? {} : { sid }) })
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(sub)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + expiresInSeconds)
      .sign(privateKey);
    return { accessToken, expiresInSeconds };
  }

  /** The claims of a token that was verified a moment ago: a hash and two look-ups instead of a signature check. */
  recall(token: string): TokenClaims | undefined {
    const cached = this.#cached(token);
    return cached && this.#keys.recall(cached.kid) ? cached.claims : undefined;
  }

  /** @throws Unauthenticated */
  async verify(token: string): Promise<TokenClaims> {
    const cached = this.#cached(token);
    if (cached) {
      await this.#keyOf(cached.kid);
      return cached.claims;
    }
    if (token.length > LONGEST_TOKEN) throw new Unauthenticated('The access token is not valid.');
    const verified = await this.#check(token, this.#clock());
    this.#verified.set(cacheKey(token), verified);
    return verified.claims;
  }

  #cached(token: string): Verified | undefined {
    const cached = this.#verified.get(cacheKey(token));
    if (!cached) return undefined;
    const now = this.#clock();
    return now >= cached.verifiedAt && now < cached.until ? cached : undefined;
  }

  async #check(token: string, now: number): Promise<Verified> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => this.#keyOf(kid), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: ISSUER,
        typ: TYPE,
        requiredClaims: ['sub', 'exp', 'kind', 'account'],
        currentDate: new Date(now),
      });
      const until = Math.min(Number(payload.exp) * 1000, now + CACHE_MS);
      return { claims: claimsOf(payload), kid: String(protectedHeader.kid), verifiedAt: now, until };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new Unauthenticated('The access token has expired.');
      if (error instanceof errors.JOSEError || error instanceof Unauthenticated) {
        throw new Unauthenticated('The access token is not valid.');
      }
      throw error;
    }
  }

  async #keyOf(kid: string | undefined): Promise<KeyObject> {
    const key = kid === undefined ? null : await this.#keys.verifying(kid);
    if (!key) throw new Unauthenticated('The access token is not valid.');
    return key;
  }
}

function claimsOf({ sub, kind, account, sid }: Record<string, unknown>): TokenClaims {
  if (typeof sub !== 'string' || typeof account !== 'string') throw new Unauthenticated();
  if (kind === 'user' && typeof sid === 'string') return { sub, kind, account, sid };
  if (kind === 'service') return { sub, kind, account, sid: null };
  throw new Unauthenticated();
}

/** The token itself is a secret: it is not kept in memory for longer than its request. */
function cacheKey(token: string): string {
  return hash('sha256', token, 'base64url');
}
