import type { IncomingHttpHeaders } from 'node:http';
import { Forbidden, Unauthenticated } from './access-refused.ts';
import { mayBeHere, type Principal, type Principals } from './principals.ts';
import type { OpenSignIns } from './credentials/open-sign-ins.ts';
import type { TokenClaims, Tokens } from './tokens.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const SIGN_IN_AGAIN = 'Sign in again.';

/** The part of a request that says who sent it. */
export type RequestFacts = { method: string; headers: IncomingHttpHeaders; protocol?: string };

export type Authenticated = { principal: Principal; claims: TokenClaims };

/** Finds out who sent a request: from its bearer token, else from the Admin Center's cookie. */
export class Authenticator {
  readonly cookie: SessionCookie;
  readonly #tokens: Tokens;
  readonly #openSignIns: OpenSignIns;
  readonly #principals: Principals;

  constructor(parts: { tokens: Tokens; openSignIns: OpenSignIns; principals: Principals; publicUrl: string }) {
    this.cookie = new SessionCookie(parts.publicUrl);
    this.#tokens = parts.tokens;
    this.#openSignIns = parts.openSignIns;
    this.#principals = parts.principals;
  }

  /**
   * Answers at once, without a promise, when token and principal were seen a moment ago: the hot path of every agent.
   * @throws Unauthenticated, Forbidden
   */
  authenticate(request: RequestFacts): Authenticated | Promise<Authenticated> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = bearerToken(authorization);
      const claims = this.#tokens.recall(token);
      return claims ? this.#admit(claims) : this.#tokens.verify(token).then((verified) => this.#admit(verified));
    }
    return this.#claimsOfCookie(this.#cookieSecret(request)).then((claims) => this.#admit(claims));
  }

  /**
   * Whether somebody may still be here, by the token or cookie that they came in with: for an answer that goes on. It does not
   * count as a use of the cookie, which idle hours end although a page is open.
   * @throws Unauthenticated
   */
  async recheck(request: RequestFacts, claims: TokenClaims): Promise<Principal> {
    const { authorization } = request.headers;
    if (authorization !== undefined) await this.#tokens.verify(bearerToken(authorization));
    return (await this.#admit(claims)).principal;
  }

  #cookieSecret(request: RequestFacts): string {
    const secret = this.cookie.read(request.headers.cookie, request);
    if (secret === null) throw new Unauthenticated();
    if (!SAFE_METHODS.has(request.method) && !isOurOwnPage(request.headers)) {
      throw new Forbidden('This request does not come from a page of this site.');
    }
    return secret;
  }

  async #claimsOfCookie(secret: string): Promise<TokenClaims> {
    const signIn = await this.#openSignIns.renew(secret);
    if (!signIn) throw new Unauthenticated(SIGN_IN_AGAIN);
    return { sub: signIn.userId, kind: 'user', account: signIn.account, sid: signIn.sid };
  }

  #admit(claims: TokenClaims): Authenticated | Promise<Authenticated> {
    const isOpen = claims.sid === null || this.#openSignIns.isOpen(claims.sid);
    if (isOpen instanceof Promise) return isOpen.then((found) => this.#admitIf(found, claims));
    return this.#admitIf(isOpen, claims);
  }

  #admitIf(isSignedIn: boolean, claims: TokenClaims): Authenticated | Promise<Authenticated> {
    if (!isSignedIn) throw new Unauthenticated(SIGN_IN_AGAIN);
    const recalled = this.#principals.recall(claims.kind, claims.sub);
    if (recalled) return admitted(recalled, claims);
    return this.#principals.find(claims.kind, claims.sub).then((principal) => admitted(principal, claims));
  }
}

function admitted(principal: Principal | null, claims: TokenClaims): Authenticated {
  if (!principal || principal.account !== claims.account || !mayBeHere(principal))
    throw new Unauthenticated(SIGN_IN_AGAIN);
  return { principal, claims };
}

function bearerToken(authorization: string): string {
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Unauthenticated('The Authorization header must be "Bearer <token>".');
  return token;
}

/**
 * A second wall behind SameSite=Strict. Browsers say where a request comes from (Fetch Metadata); from one that does not,
 * only what another site's page can't send without our leave counts: JSON, from our own origin.
 */
function isOurOwnPage(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return mediaType === 'application/json' && headers.host !== undefined && hostOf(headers.origin) === headers.host;
}

function hostOf(origin: string | undefined): string | null {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : null;
}

const PLAIN_NAME = 'seatledger';
/** Browsers take a cookie of this name over TLS only, and give it to nobody but this very host. */
const SECURE_NAME = '__Host-seatledger';

/** How a request came: over TLS to us, or to a proxy whose word counts. */
type Arrival = { protocol?: string };

/** The Admin Center's cookie. */
export class SessionCookie {
  readonly #isAlwaysSecure: boolean;

  /** @param publicUrl with `https:`, every request counts as having come over TLS. */
  constructor(publicUrl: string) {
    this.#isAlwaysSecure = publicUrl.startsWith('https:');
  }

  /** The value of `Set-Cookie`. The server ends idle sign-ins itself; the browser forgets when it is closed. */
  set(cookieSecret: string, arrival: Arrival = {}): string {
    return `${this.#nameFor(arrival)}=${cookieSecret}; ${this.#attributesFor(arrival)}`;
  }

  clear(arrival: Arrival = {}): string {
    return `${this.#nameFor(arrival)}=; ${this.#attributesFor(arrival)}; Max-Age=0`;
  }

  /** Over TLS a plain cookie counts for nothing: whoever is between here and another host of the domain can set one. */
  read(header: string | undefined, arrival: Arrival = {}): string | null {
    const pattern = this.#isSecure(arrival) ? SECURE_COOKIE : PLAIN_COOKIE;
    return (header && pattern.exec(header)?.[1]) ?? null;
  }

  #isSecure({ protocol }: Arrival): boolean {
    return this.#isAlwaysSecure || protocol === 'https';
  }

  #nameFor(arrival: Arrival): string {
    return this.#isSecure(arrival) ? SECURE_NAME : PLAIN_NAME;
  }

  #attributesFor(arrival: Arrival): string {
    return `Path=/; HttpOnly; SameSite=Strict${this.#isSecure(arrival) ? '; Secure' : ''}`;
  }
}

const [PLAIN_COOKIE, SECURE_COOKIE] = [PLAIN_NAME, SECURE_NAME].map(
  (name) => new RegExp(`(?:^|; ?)${name}=([A-Za-z0-9_-]{43})(?:;|$)`),
) as [RegExp, RegExp];
