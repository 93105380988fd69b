import { emailKey } from '../domain/user/person.ts';
import { AccessRefused, SignInRefused } from './access-refused.ts';
import type { CredentialStore } from './credentials/credential-store.ts';
import type { Invitation } from './credentials/invitations.ts';
import { passwordProblem, type Passwords } from './passwords.ts';
import { mayBeHere, type PrincipalStatus, type Principals } from './principals.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';
import type { SignIn } from './credentials/open-sign-ins.ts';
import type { AccessToken, TokenClaims, Tokens } from './tokens.ts';

/** One person may use one address in several accounts. More than this are not tried. */
const MAX_CANDIDATES = 5;
const WRONG = 'The e-mail address or the password is wrong.';
const NO_INVITATION = 'This invitation was used, replaced or has expired.';

export type SignInCandidate = { userId: string; account: string; status: PrincipalStatus };

export type SignInParts = {
  credentials: CredentialStore;
  passwords: Passwords;
  tokens: Tokens;
  limiter: SignInLimiter;
  principals: Principals;
  /** The users with an address, given as `emailKey` folds it, in all accounts. */
  findByEmail(emailKey: string): Promise<SignInCandidate[]>;
  /** @throws AccessRefused `OVERLOADED` when not every account is known yet, so that somebody may not have been found. */
  requireEverybody(): void;
};

export type SignedIn = AccessToken & { userId: string; account: string; sid: string; cookieSecret: string };

/** Signing in and out, of people and of services. `client` is the address that a request comes from. */
export class SignInService {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** @throws AccessRefused `UNAUTHENTICATED`, `TOO_MANY_REQUESTS`, `OVERLOADED` */
  async signIn({ email, password, client }: { email: string; password: string; client: string }): Promise<SignedIn> {
    const address = emailKey(email);
    const user = await this.#parts.limiter.attempt(address, client, () => this.#whoseIs(address, password));
    if (!user) throw new SignInRefused(WRONG);
    if (user.status === 'suspended') throw new SignInRefused('This user is suspended.');
    return this.#start(user.userId, user.account);
  }

  /**
   * Uses an invitation up: the person's first password, and they are signed in.
   * @param activate tells the ledger. It comes first and may be repeated, so that no crash leaves a used token and an
   *   invited user.
   * @throws AccessRefused `VALIDATION_FAILED`, `UNAUTHENTICATED`, `TOO_MANY_REQUESTS`, `OVERLOADED`
   */
  async acceptInvitation(
    { token, password, client }: { token: string; password: string; client: string },
    activate: (invitation: Invitation) => Promise<unknown>,
  ): Promise<SignedIn> {
    const { credentials, passwords, limiter } = this.#parts;
    requireGoodPassword(password);
    const invitation = await limiter.attempt(`invitation from ${client}`, client, () =>
      credentials.invitations.find(token),
    );
    if (!invitation) throw new SignInRefused(NO_INVITATION);
    const hash = await passwords.hash(password);
    await activate(invitation);
    const used = await credentials.together(async ({ invitations, passwordHashes }) => {
      if (!(await invitations.use(token))) return false;
      await passwordHashes.set(invitation.userId, hash);
      return true;
    });
    if (!used) throw new SignInRefused(NO_INVITATION);
    await credentials.openSignIns.endAllOf(invitation.userId);
    return this.#start(invitation.userId, invitation.account);
  }

  /** Gives somebody a password without an invitation, such as the first admin. Their other sign-ins end. */
  async setPassword(userId: string, password: string): Promise<void> {
    requireGoodPassword(password);
    const { credentials, passwords } = this.#parts;
    await credentials.passwordHashes.set(userId, await passwords.hash(password));
    await credentials.openSignIns.endAllOf(userId);
  }

  /**
   * Changes the password of somebody who is signed in and knows the present one. Their other sign-ins end.
   * @param record tells the ledger. It comes first: a change that nobody recorded is worse than a record of one cut off.
   * @throws AccessRefused `VALIDATION_FAILED`, `WRONG_PASSWORD`, `TOO_MANY_REQUESTS`, `OVERLOADED`
   */
  async changePassword(
    { sub: userId, sid }: TokenClaims,
    { currentPassword, newPassword, client }: { currentPassword: string; newPassword: string; client: string },
    record: () => Promise<unknown>,
  ): Promise<void> {
    requireGoodPassword(newPassword);
    const { credentials, passwords, limiter } = this.#parts;
    const isRight = await limiter.attempt(`password of ${userId}`, client, async () => {
      const stored = await credentials.passwordHashes.get(userId);
      return (await passwords.verify(stored, currentPassword)) || null;
    });
    if (!isRight) throw new AccessRefused('WRONG_PASSWORD');
    const hash = await passwords.hash(newPassword);
    await record();
    await credentials.passwordHashes.set(userId, hash);
    await credentials.openSignIns.endAllOf(userId, { butNot: sid });
  }

  /** OAuth 2.0 client credentials. @throws AccessRefused `UNAUTHENTICATED`, `TOO_MANY_REQUESTS` */
  async clientToken(request: { clientId: string; clientSecret: string; client: string }): Promise<AccessToken> {
    const { credentials, limiter, principals, tokens } = this.#parts;
    const service = await limiter.attempt(`client ${request.clientId}`, request.client, () =>
      credentials.clientSecrets.verify(request.clientId, request.clientSecret),
    );
    if (!service) throw new SignInRefused('The client id or the client secret is wrong.');
    const principal = await principals.find('service', service.serviceAccountId);
    if (!principal || !mayBeHere(principal)) throw new SignInRefused('This service account is no longer there.');
    return tokens.issue({ sub: service.serviceAccountId, kind: 'service', account: service.account, sid: null });
  }

  /** The sign-in of a cookie, prolonged by its use; `null` once it is over. */
  renew(cookieSecret: string): Promise<SignIn | null> {
    return this.#parts.credentials.openSignIns.renew(cookieSecret);
  }

  /** Ends the sign-in that a request belongs to: its cookie and all its access tokens. */
  async signOut({ sid }: TokenClaims): Promise<void> {
    if (sid !== null) await this.#parts.credentials.openSignIns.end(sid);
  }

  async #whoseIs(address: string, password: string): Promise<SignInCandidate | null> {
    const { credentials, passwords, findByEmail, requireEverybody } = this.#parts;
    const candidates = (await findByEmail(address))
      .filter(({ status }) => status !== 'deleted')
      .slice(0, MAX_CANDIDATES);
    if (candidates.length === 0) await passwords.verify(null, password);
    let suspended: SignInCandidate | null = null;
    for (const candidate of candidates) {
      if (!(await passwords.verify(await credentials.passwordHashes.get(candidate.userId), password))) continue;
      if (candidate.status !== 'suspended') return candidate;
      suspended ??= candidate;
    }
    if (suspended === null) requireEverybody();
    return suspended;
  }

  async #start(userId: string, account: string): Promise<SignedIn> {
    const { signIn, cookieSecret } = await this.#parts.credentials.openSignIns.start(userId, account);
    const token = await this.#parts.tokens.issue({ sub: userId, kind: 'user', account, sid: signIn.sid });
    return { ...token, userId, account, sid: signIn.sid, cookieSecret };
  }
}

function requireGoodPassword(password: string): void {
  const problem = passwordProblem(password);
  if (problem) throw new AccessRefused('VALIDATION_FAILED', `The password ${problem}.`);
}
