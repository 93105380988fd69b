import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { accessFollower, forgetUser, shutOut } from '../../src/auth/access-events.ts';
import { AccessRefused } from '../../src/auth/access-refused.ts';
import { type CredentialStore, openCredentialStore } from '../../src/auth/credentials/credential-store.ts';
import { decoyHash, passwordProblem, Passwords } from '../../src/auth/passwords.ts';
import { type PrincipalFacts, Principals } from '../../src/auth/principals.ts';
import { SignInService, type SignInCandidate } from '../../src/auth/sign-in-service.ts';
import { SignInLimiter } from '../../src/auth/sign-in-limiter.ts';
import { OwnSignInLimits } from '../../src/auth/sign-in-limits.ts';
import { SupportKeys } from '../../src/auth/support-keys.ts';
import { Tokens } from '../../src/auth/tokens.ts';

const HOUR = 3_600_000;
const PASSWORD = 'correct horse battery';
const CLIENT = '192.0.2.1';
const FACTS: PrincipalFacts = {
  account: 'acme',
  role: 'service',
  privileges: ['act-for-agents'],
  status: 'active',
  managedGroupIds: [],
  isBillingContact: false,
};

let dir: string;
let now: number;
let store: CredentialStore;
let tokens: Tokens;
let service: SignInService;
let people: Record<string, SignInCandidate[]>;
let services: Record<string, PrincipalFacts>;
let principals: Principals;
let isEverybodyKnown: boolean;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sign-in-'));
  now = Date.parse('2026-11-24T09:00:00Z');
  store = await openCredentialStore({ dir, clock: () => now });
  tokens = new Tokens(store.signingKeys, () => now);
  people = { 'ada@example.com': [{ userId: 'ada', account: 'acme', status: 'active' }] };
  services = {};
  isEverybodyKnown = true;
  principals = new Principals(async (_, id) => services[id] ?? null);
  service = new SignInService({
    credentials: store,
    passwords: new Passwords(),
    tokens,
    limiter: new SignInLimiter(new OwnSignInLimits(() => now)),
    principals,
    findByEmail: async (email) => people[email] ?? [],
    requireEverybody: () => {
      if (!isEverybodyKnown) throw new AccessRefused('OVERLOADED', 'Accounts are being read.', 2);
    },
  });
  await service.setPassword('ada', PASSWORD);
});

afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const signIn = (email = 'ada@example.com', password = PASSWORD, client = CLIENT) =>
  service.signIn({ email, password, client });
const refusal = (work: Promise<unknown>): Promise<AccessRefused> =>
  work.then(
    () => Promise.reject(new Error('Nothing was refused')),
    (error) => error,
  );
const invite = async () => {
  const expiresAt = store.invitations.expiry();
  return { expiresAt, ...(await store.invitations.issue({ userId: 'ada', account: 'acme', expiresAt }, randomUUID())) };
};

describe('signing in', () => {
  it('gives a token and a cookie of the same sign-in, in any letter case of the address', async () => {
    const signedIn = await signIn('  ADA@Example.com');
    expect(signedIn).toMatchObject({ userId: 'ada', account: 'acme', expiresInSeconds: 900 });
    expect(await tokens.verify(signedIn.accessToken)).toEqual({
      sub: 'ada',
      kind: 'user',
      account: 'acme',
      sid: signedIn.sid,
    });
    expect((await service.renew(signedIn.cookieSecret))?.sid).toBe(signedIn.sid);
    expect(await service.renew(signedIn.sid)).toBeNull();
  });

  it('says the same of a wrong password, an unknown address and a user without a password', async () => {
    people['new@example.com'] = [{ userId: 'new', account: 'acme', status: 'invited' }];
    const answers = await Promise.all(
      [signIn('ada@example.com', 'wrong password'), signIn('eve@example.com'), signIn('new@example.com')].map(refusal),
    );
    const said = answers.map(({ code, detail }) => `${code} ${detail}`);
    expect(new Set(said)).toEqual(new Set(['UNAUTHENTICATED The e-mail address or the password is wrong.']));
  });

  it('does the same work for an unknown address as for a wrong password', async () => {
    const verify = jest.spyOn(Passwords.prototype, 'verify');
    try {
      await refusal(signIn('eve@example.com', 'wrong password'));
      await refusal(signIn('ada@example.com', 'wrong password'));
      expect(verify.mock.calls).toEqual([
        [null, 'wrong password'],
        [expect.any(String), 'wrong password'],
      ]);
    } finally {
      verify.mockRestore();
    }
    const costOf = (hash: string) => hash.split('$').slice(0, 4);
    expect(costOf(decoyHash())).toEqual(costOf(await new Passwords().hash(PASSWORD)));
  });

  it('U1 is refused to suspended and deleted users, and tells only the owner of the password why', async () => {
    people['ada@example.com'] = [{ userId: 'ada', account: 'acme', status: 'suspended' }];
    expect((await refusal(signIn())).detail).toBe('This user is suspended.');
    expect((await refusal(signIn('ada@example.com', 'wrong password'))).detail).toMatch(/is wrong/);
    people['ada@example.com'] = [{ userId: 'ada', account: 'acme', status: 'deleted' }];
    expect((await refusal(signIn())).detail).toMatch(/is wrong/);
  });

  it('finds the account by the password where an address is in several', async () => {
    people['ada@example.com']?.push({ userId: 'ada-2', account: 'other', status: 'active' });
    await service.setPassword('ada-2', 'another fine password');
    expect(await signIn('ada@example.com', 'another fine password')).toMatchObject({
      userId: 'ada-2',
      account: 'other',
    });
    expect(await signIn()).toMatchObject({ userId: 'ada', account: 'acme' });
  });

  it('says nothing of whom it does not find while not every account is known, and counts no try', async () => {
    isEverybodyKnown = false;
    for (let n = 0; n < 11; n++) expect((await refusal(signIn('eve@example.com'))).code).toBe('OVERLOADED');
    expect((await refusal(signIn('ada@example.com', 'wrong password'))).code).toBe('OVERLOADED');
    expect(await signIn()).toMatchObject({ userId: 'ada' });
    isEverybodyKnown = true;
    expect((await refusal(signIn('eve@example.com'))).code).toBe('UNAUTHENTICATED');
  });

  it('is slowed down after ten wrong tries of a client for an address, and not elsewhere', async () => {
    for (let n = 0; n < 10; n++) await refusal(signIn('ada@example.com', 'wrong password'));
    expect(await refusal(signIn())).toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
    expect(await signIn('ada@example.com', PASSWORD, '198.51.100.1')).toMatchObject({ userId: 'ada' });
    now += 60_000;
    expect(await signIn()).toMatchObject({ userId: 'ada' });
  });
});

describe('a sign-in', () => {
  it('ends with sign-out: cookie and tokens', async () => {
    const signedIn = await signIn();
    expect(await store.openSignIns.isOpen(signedIn.sid)).toBe(true);
    await service.signOut(await tokens.verify(signedIn.accessToken));
    expect(await store.openSignIns.isOpen(signedIn.sid)).toBe(false);
    expect(await service.renew(signedIn.cookieSecret)).toBeNull();
  });

  it('lives on while its cookie is used, and for a week at most', async () => {
    const { cookieSecret } = await signIn();
    for (let hours = 0; hours < 7 * 24 - 11; hours += 11) {
      expect(await service.renew(cookieSecret)).not.toBeNull();
      now += 11 * HOUR;
    }
    now += 11 * HOUR;
    expect(await service.renew(cookieSecret)).toBeNull();
  });

  it('ends when nobody uses it for twelve hours', async () => {
    const { cookieSecret, sid } = await signIn();
    now += 12 * HOUR;
    expect(await service.renew(cookieSecret)).toBeNull();
    expect(await store.openSignIns.isOpen(sid)).toBe(false);
  });

  it('is remembered over a restart, open or ended', async () => {
    const [open, ended] = [await signIn(), await signIn()];
    await store.openSignIns.end(ended.sid);
    await store.close();
    store = await openCredentialStore({ dir, clock: () => now });
    expect((await store.openSignIns.renew(open.cookieSecret))?.userId).toBe('ada');
    expect(await store.openSignIns.renew(ended.cookieSecret)).toBeNull();
    expect(await store.openSignIns.isOpen(ended.sid)).toBe(false);
  });
});

describe('an invitation', () => {
  const accept = (token: string, activate: () => Promise<void> = async () => {}) =>
    service.acceptInvitation({ token, password: 'a brand new password', client: CLIENT }, activate);

  it('is good for seven days and one use', async () => {
    const { token, expiresAt } = await invite();
    expect(expiresAt).toBe('2026-12-01T09:00:00.000Z');
    now += 7 * 24 * HOUR - 1;
    const earlier = await signIn();
    const activated: unknown[] = [];
    const signedIn = await service.acceptInvitation(
      { token, password: 'a brand new password', client: CLIENT },
      async (who) => {
        activated.push(who);
      },
    );
    expect(activated).toEqual([{ userId: 'ada', account: 'acme', expiresAt }]);
    expect(signedIn).toMatchObject({ userId: 'ada', account: 'acme' });
    expect(await signIn('ada@example.com', 'a brand new password')).toMatchObject({ userId: 'ada' });
    expect(await service.renew(earlier.cookieSecret)).toBeNull();
    expect(await refusal(accept(token))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('expires, and is voided by a new one', async () => {
    const first = await invite();
    const second = await invite();
    expect(await refusal(accept(first.token))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await store.invitations.find(second.token)).toMatchObject({ userId: 'ada' });
    now += 7 * 24 * HOUR;
    expect(await refusal(accept(second.token))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is not used up when the ledger did not take it', async () => {
    const { token } = await invite();
    await refusal(accept(token, () => Promise.reject(new Error('store down'))));
    expect(await accept(token)).toMatchObject({ userId: 'ada' });
  });

  it('accepted twice at once is accepted once', async () => {
    const { token } = await invite();
    const results = await Promise.allSettled([accept(token), accept(token)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is kept when the password is too short', async () => {
    const { token } = await invite();
    const refused = await refusal(
      service.acceptInvitation({ token, password: 'short', client: CLIENT }, async () => {}),
    );
    expect(refused).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await store.invitations.find(token)).not.toBeNull();
  });
});

describe('a service account', () => {
  it('gets a token for its secret, as long as it is there', async () => {
    const client = { clientId: 'c1', serviceAccountId: 'bot', account: 'acme' };
    const { clientSecret } = await store.clientSecrets.issue(client, 'c1');
    services.bot = FACTS;
    const ask = (secret: string) => service.clientToken({ clientId: 'c1', clientSecret: secret, client: CLIENT });
    const { accessToken } = await ask(clientSecret);
    expect(await tokens.verify(accessToken)).toEqual({ sub: 'bot', kind: 'service', account: 'acme', sid: null });
    expect(await refusal(ask('wrong'))).toMatchObject({ code: 'UNAUTHENTICATED' });
    delete services.bot;
    principals.invalidate('bot');
    expect(await refusal(ask(clientSecret))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('somebody who leaves', () => {
  it('is shut out: sign-ins end and the invitation is void; forgotten, the password goes too', async () => {
    const { cookieSecret, sid } = await signIn();
    const { token } = await invite();
    await shutOut(store, 'ada');
    expect(await service.renew(cookieSecret)).toBeNull();
    expect(await store.openSignIns.isOpen(sid)).toBe(false);
    expect(await store.invitations.find(token)).toBeNull();
    expect(await store.passwordHashes.get('ada')).not.toBeNull();
    await forgetUser(store, 'ada');
    expect(await store.passwordHashes.get('ada')).toBeNull();
  });
});

describe('what the log tells', () => {
  const hear = (stream: string, type: string, data: Record<string, unknown> = {}) =>
    accessFollower({ principals, accounts, supportKeys })({ stream, type, data, metadata: { account: 'acme' } });
  const accounts = { take: () => {} };
  let supportKeys: SupportKeys;
  beforeEach(() => {
    supportKeys = new SupportKeys(store);
  });

  it.each([
    ['user-bot', 'UserSuspended'],
    ['serviceAccount-bot', 'ServiceAccountDeleted'],
    ['account-acme', 'BillingContactChanged'],
  ])('of %s: %s makes rights be looked up again, and of nobody else', async (stream, type) => {
    services.bot = { ...FACTS, isBillingContact: true };
    services.other = FACTS;
    for (const id of ['bot', 'other']) await principals.find('service', id);
    hear(stream, type);
    expect([principals.recall('service', 'bot'), principals.recall('service', 'other')]).toEqual([
      undefined,
      expect.anything(),
    ]);
  });

  it('SessionEnded frees the support key', () => {
    const { hash } = supportKeys.reserve('s1');
    hear('seatPool-acme.remote-support-v5', 'SessionStarted', { sessionId: 's1', supportKeyHash: hash });
    hear('seatPool-acme.remote-support-v5', 'SessionEnded', { sessionId: 's1' });
    supportKeys.add('s2', hash);
    expect(supportKeys.reserve('s1').hash).not.toBe(hash);
  });
});

describe('passwords', () => {
  it('have 12 to 128 characters and no other rule', () => {
    expect(passwordProblem('a'.repeat(11))).toMatch(/at least 12/);
    expect(passwordProblem('a'.repeat(12))).toBeNull();
    expect(passwordProblem('🔑'.repeat(128))).toBeNull();
    expect(passwordProblem('a'.repeat(129))).toMatch(/at most 128/);
  });

  it('are hashed with argon2id at 19 MiB, two passes, one lane, and a salt each', async () => {
    const passwords = new Passwords();
    const [first, second] = await Promise.all([passwords.hash(PASSWORD), passwords.hash(PASSWORD)]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await passwords.verify(first, PASSWORD)).toBe(true);
    expect(await passwords.verify(first, `${PASSWORD}!`)).toBe(false);
    expect(await passwords.verify(null, PASSWORD)).toBe(false);
  });

  it('are the same however a keyboard composes their accents', async () => {
    const passwords = new Passwords();
    const composed = await passwords.hash('caf\u00e9 au lait noir');
    expect(await passwords.verify(composed, 'cafe\u0301 au lait noir')).toBe(true);
  });

  it('are hashed a few at a time; past the queue callers are told to come back', async () => {
    const passwords = new Passwords({ concurrent: 1, waiting: 2 });
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => passwords.verify(null, PASSWORD)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    for (const reason of refused) expect(reason).toMatchObject({ code: 'OVERLOADED', retryAfterSeconds: 1 });
    expect(await passwords.verify(null, PASSWORD)).toBe(false);
  });

  it('leave the main thread free', async () => {
    const passwords = new Passwords();
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await Promise.all(Array.from({ length: 6 }, () => passwords.hash(PASSWORD)));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});
