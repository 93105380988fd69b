import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Forbidden, Unauthenticated } from '../../src/auth/access-refused.ts';
import { Authenticator, SessionCookie } from '../../src/auth/authenticate.ts';
import { type CredentialStore, openCredentialStore } from '../../src/auth/credentials/credential-store.ts';
import {
  agentOf,
  allows,
  assertEveryRouteHasAPermission,
  demand,
  permissionFor,
  permissionTable,
} from '../../src/auth/permissions.ts';
import {
  authorityOf,
  mayGrant,
  type Principal,
  type PrincipalFacts,
  Principals,
  scopeOf,
} from '../../src/auth/principals.ts';
import { privilegesOf, type Role } from '../../src/auth/roles.ts';
import { Tokens } from '../../src/auth/tokens.ts';

const facts = (role: Role, more: Partial<PrincipalFacts> = {}): PrincipalFacts => ({
  account: 'acme',
  role,
  privileges: [],
  status: 'active',
  managedGroupIds: [],
  isBillingContact: false,
  ...more,
});

const principal = (role: Role, more: Partial<PrincipalFacts> = {}): Principal => {
  const { privileges, ...rest } = facts(role, more);
  const kind = role === 'service' ? 'service' : 'user';
  return { kind, id: 'x', ...rest, privileges: privilegesOf(role, privileges) };
};

describe('the table of permissions', () => {
  const PART_7 = `
    POST /v1/auth/sign-in, POST /v1/auth/token, POST /v1/auth/sign-out, POST /v1/auth/accept-invitation, GET /v1/me,
    GET /v1/service-accounts, POST /v1/service-accounts, DELETE /v1/service-accounts/:id, POST /v1/users/:id/invitation,
    GET /v1/plan, PUT /v1/plan/:product, POST /v1/users, GET /v1/users, GET /v1/users/:id, GET /v1/users/filters,
    PATCH /v1/users/:id, DELETE /v1/users/:id, PUT /v1/users/:id/seats/:product, DELETE /v1/users/:id/seats/:product,
    GET /v1/groups, POST /v1/groups, PATCH /v1/groups/:id, DELETE /v1/groups/:id, GET /v1/account, PATCH /v1/account,
    PUT /v1/account/billing-contact, GET /v1/me/seats, POST /v1/sessions, GET /v1/sessions, GET /v1/sessions/:id,
    POST /v1/sessions/batch,     POST /v1/sessions/:id/connect, POST /v1/sessions/:id/heartbeat, POST /v1/sessions/heartbeats, POST /v1/sessions/:id/end,
    GET /v1/shared-sessions, POST /v1/shared-sessions/end, POST /v1/shared-sessions/withdraw, GET /v1/audit, GET /health/live, GET /health/ready, GET /health/serving, GET /metrics,
    GET /openapi.json, GET /docs, POST /v1/auth/change-password, PATCH /v1/me, GET /v1/open-sessions,
    GET /v1/queue, POST /v1/queue, GET /v1/queue/:id, DELETE /v1/queue/:id, POST /v1/queue/:id/claim,
    POST /v1/open-sessions/end, POST /v1/open-sessions/withdraw, GET /v1/stream, GET /v1/users/export, GET /v1/groups/export, GET /v1/shared-sessions/export,
    GET /v1/open-sessions/export, GET /v1/audit/export, POST /v1/users/import, POST /v1/users/seats`;
  const routes = PART_7.split(',').map((row) => {
    const [method = '', path = ''] = row.trim().split(' ');
    return { method, path };
  });

  it('has a row for every route', () => {
    expect(() => assertEveryRouteHasAPermission(routes)).not.toThrow();
  });

  it('names every route that has none', () => {
    const forgotten = [...routes, { method: 'POST', path: '/v1/forgotten' }, { method: 'PUT', path: '/v1/me' }];
    expect(() => assertEveryRouteHasAPermission(forgotten)).toThrow(
      /permissions\.ts\): POST \/v1\/forgotten, PUT \/v1\/me$/,
    );
    expect(permissionFor('constructor', '')).toBeUndefined();
  });

  it('reads HEAD as GET, and a slash at the end as none', () => {
    expect(permissionFor('HEAD', '/v1/plan')).toBe('admin-center');
    expect(permissionFor('GET', '/v1/plan/')).toBe('admin-center');
    for (const path of ['/docs/', '/docs/static/*', '/docs-json']) expect(permissionFor('GET', path)).toBe('public');
  });

  it('opens to the public only what must be', () => {
    const open = [...permissionTable()].filter(([, permission]) => permission === 'public').map(([row]) => row);
    expect(open.filter((row) => row.includes('/v1/'))).toEqual([
      'POST /v1/auth/sign-in',
      'POST /v1/auth/token',
      'POST /v1/auth/accept-invitation',
    ]);
  });

  it('U3 asks for manage-users and manage-seats where seats are given and taken', () => {
    const seats = permissionFor('PUT', '/v1/users/:id/seats/:product')!;
    expect(permissionFor('DELETE', '/v1/users/:id/seats/:product')).toEqual(seats);
    expect(allows(seats, principal('manager', { privileges: ['manage-users'] }))).toBe(false);
    expect(allows(seats, principal('manager', { privileges: ['manage-seats'] }))).toBe(false);
    expect(allows(seats, principal('manager', { privileges: ['manage-users', 'manage-seats'] }))).toBe(true);
    expect(() => demand(seats, principal('manager', { privileges: ['manage-users'] }))).toThrow(
      'This needs manage-seats.',
    );
  });
});

describe('U2 who may do what', () => {
  const people: Record<string, Principal> = {
    member: principal('member'),
    'plain manager': principal('manager', { privileges: ['end-sessions'] }),
    'user manager': principal('manager', { privileges: ['manage-users'] }),
    admin: principal('admin'),
    'super admin': principal('super-admin'),
    auditor: principal('auditor'),
    'agent service': principal('service', { privileges: ['act-for-agents'] }),
    'seat service': principal('service', { privileges: ['manage-users', 'manage-seats'] }),
    'billing member': principal('member', { isBillingContact: true }),
    'suspended super admin': principal('super-admin', { status: 'suspended', isBillingContact: true }),
  };
  const WORKERS = [
    'member',
    'plain manager',
    'user manager',
    'admin',
    'super admin',
    'agent service',
    'billing member',
  ];
  const CENTER = ['plain manager', 'user manager', 'admin', 'super admin', 'auditor', 'seat service'];
  const USERS = ['user manager', 'admin', 'super admin', 'seat service'];

  it.each([
    ['GET /v1/me', Object.keys(people).filter((name) => !name.startsWith('suspended'))],
    ['POST /v1/sessions', WORKERS],
    ['GET /v1/users', CENTER],
    ['GET /v1/shared-sessions', CENTER],
    ['GET /v1/plan', CENTER],
    ['POST /v1/users', USERS],
    ['DELETE /v1/users/:id', USERS],
    ['PUT /v1/users/:id/seats/:product', ['admin', 'super admin', 'seat service']],
    ['POST /v1/shared-sessions/end', ['plain manager', 'admin', 'super admin']],
    ['POST /v1/shared-sessions/withdraw', ['plain manager', 'admin', 'super admin']],
    ['POST /v1/groups', ['admin', 'super admin']],
    ['PATCH /v1/account', ['admin', 'super admin']],
    ['POST /v1/service-accounts', ['admin', 'super admin']],
    ['GET /v1/audit', ['admin', 'super admin', 'auditor']],
    ['PUT /v1/plan/:product', ['billing member']],
    ['PUT /v1/account/billing-contact', ['super admin', 'billing member']],
  ])('%s: %j', (route, expected) => {
    const permission = permissionTable().get(route)!;
    const allowed = Object.entries(people).flatMap(([name, who]) => (allows(permission, who) ? [name] : []));
    expect(allowed.sort()).toEqual([...expected].sort());
  });

  it('an auditor changes nothing but their own password and name, and can sign out', () => {
    const changes = [...permissionTable()].filter(
      ([row, permission]) => !row.startsWith('GET ') && permission !== 'public',
    );
    const allowed = changes.flatMap(([row, permission]) => (allows(permission, people.auditor!) ? [row] : []));
    expect(allowed).toEqual(['POST /v1/auth/sign-out', 'POST /v1/auth/change-password', 'PATCH /v1/me']);
  });

  it.each<[Role, string[]]>([
    ['super-admin', ['member', 'manager', 'admin', 'super-admin', 'auditor']],
    ['admin', ['member', 'manager', 'auditor']],
    ['manager', ['member']],
    ['service', ['member']],
    ['auditor', []],
    ['member', []],
  ])('%s manages %j', (role, managed) => {
    expect(authorityOf(principal(role)).roles).toEqual(managed);
  });

  it('nobody hands on a privilege they lack', () => {
    const manager = { privileges: ['manage-settings', 'end-sessions'] };
    expect(mayGrant(principal('manager', manager), ['end-sessions'])).toBe(true);
    expect(mayGrant(principal('manager', manager), ['end-sessions', 'manage-users'])).toBe(false);
    expect(mayGrant(principal('manager', { ...manager, managedGroupIds: ['g1'] }), ['end-sessions'])).toBe(false);
    expect(mayGrant(principal('admin'), ['act-for-agents', 'manage-users'])).toBe(true);
  });

  it('act-for-agents is for services, whatever was chosen', () => {
    expect(principal('manager', { privileges: ['act-for-agents', 'run-reports', 'unheard-of'] }).privileges).toEqual(
      new Set(['run-reports']),
    );
    expect(principal('super-admin').privileges.has('act-for-agents')).toBe(false);
    expect(principal('service', { privileges: ['act-for-agents'] }).privileges.has('act-for-agents')).toBe(true);
  });

  it('a manager sees the chosen groups, or everybody when none was chosen', () => {
    expect(scopeOf(principal('manager', { managedGroupIds: ['g1'] }))).toEqual({ groupIds: ['g1'] });
    expect(scopeOf(principal('manager'))).toBe('all');
    expect(scopeOf(principal('admin', { managedGroupIds: ['g1'] }))).toBe('all');
    expect(scopeOf(principal('member'))).toEqual({ groupIds: [] });
  });

  it('a request is about the caller, unless they may act for agents', () => {
    expect(agentOf(principal('member'), undefined)).toBe('x');
    expect(agentOf(principal('member'), 'x')).toBe('x');
    expect(() => agentOf(principal('admin'), 'bo')).toThrow(Forbidden);
    expect(agentOf(principal('service', { privileges: ['act-for-agents'] }), 'bo')).toBe('bo');
    expect(() => agentOf(principal('service', { privileges: ['act-for-agents'] }), undefined)).toThrow(
      /Name the agent/,
    );
    expect(() => agentOf(principal('service', { privileges: ['manage-users'] }), 'bo')).toThrow(Forbidden);
  });
});

describe('principals', () => {
  let loads: number;
  let known: Record<string, PrincipalFacts>;
  let principals: Principals;
  beforeEach(() => {
    loads = 0;
    known = { ada: facts('member') };
    principals = new Principals(async (_, id) => {
      loads++;
      const found = known[id] ?? null;
      await new Promise((resolve) => setImmediate(resolve));
      return found;
    });
  });

  it('are looked up once for a crowd, and remembered', async () => {
    await Promise.all([principals.find('user', 'ada'), principals.find('user', 'ada')]);
    expect(principals.recall('user', 'ada')).toMatchObject({ id: 'ada', role: 'member' });
    await principals.find('user', 'ada');
    expect(loads).toBe(1);
  });

  it('are looked up again once something changed, even while a look-up is under way', async () => {
    const before = principals.find('user', 'ada');
    known.ada = facts('admin');
    principals.invalidate('ada');
    expect((await before)?.role).toBe('member');
    expect(principals.recall('user', 'ada')).toBeUndefined();
    expect((await principals.find('user', 'ada'))?.role).toBe('admin');
  });

  it('S5 another billing contact: who was it and who is it are looked up again, and nobody else', async () => {
    known = {
      ada: facts('member', { isBillingContact: true }),
      bo: facts('member'),
      cy: facts('member'),
      zoe: facts('member', { account: 'other', isBillingContact: true }),
    };
    for (const id of Object.keys(known)) await principals.find('user', id);
    principals.invalidateBillingContact('acme', 'bo');
    expect(Object.keys(known).filter((id) => principals.recall('user', id))).toEqual(['cy', 'zoe']);
  });

  it('are believed for a moment only, when nobody tells of a change', async () => {
    const brief = new Principals(async () => known.ada ?? null, 20);
    await brief.find('user', 'ada');
    known.ada = facts('member', { status: 'suspended' });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect((await brief.find('user', 'ada'))?.status).toBe('suspended');
  });

  it('are believed from when they were asked for, however long the answer took', async () => {
    const slow = new Principals(async () => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      return facts('member');
    }, 20);
    expect(await slow.find('user', 'ada')).not.toBeNull();
    expect(slow.recall('user', 'ada')).toBeUndefined();
  });

  it('are not mixed up: a service is no user', async () => {
    const both = new Principals(async (kind) => (kind === 'user' ? facts('member') : null));
    expect(await both.find('user', 'x')).not.toBeNull();
    expect(await both.find('service', 'x')).toBeNull();
  });

  it('unknown are asked for again, and a failed look-up is not kept', async () => {
    expect(await principals.find('user', 'bo')).toBeNull();
    known.bo = facts('member');
    expect(await principals.find('user', 'bo')).not.toBeNull();
    let fail = true;
    const shaky = new Principals(async () => {
      if (fail) throw new Error('busy');
      return facts('member');
    });
    await expect(shaky.find('user', 'ada')).rejects.toThrow('busy');
    fail = false;
    expect(await shaky.find('user', 'ada')).not.toBeNull();
  });
});

describe('authentication', () => {
  let dir: string;
  let store: CredentialStore;
  let tokens: Tokens;
  let known: Record<string, PrincipalFacts>;
  let principals: Principals;
  let authenticator: Authenticator;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'access-'));
    store = await openCredentialStore({ dir });
    tokens = new Tokens(store.signingKeys);
    known = { ada: facts('admin') };
    principals = new Principals(async (_, id) => known[id] ?? null);
    authenticator = new Authenticator({
      tokens,
      openSignIns: store.openSignIns,
      principals,
      publicUrl: 'http://localhost:3000',
    });
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  const signedIn = async (account = 'acme') => {
    const { signIn, cookieSecret } = await store.openSignIns.start('ada', account);
    const { accessToken } = await tokens.issue({ sub: 'ada', kind: 'user', account, sid: signIn.sid });
    return { sid: signIn.sid, bearer: `Bearer ${accessToken}`, cookie: `theme=dark; seatledger=${cookieSecret}; x=1` };
  };
  const ask = async (headers: Record<string, string>, method = 'GET') =>
    authenticator.authenticate({ method, headers });

  it('knows a bearer token and, the second time, answers without a promise', async () => {
    const { bearer, sid } = await signedIn();
    const { principal: ada, claims } = await ask({ authorization: bearer });
    expect(ada).toMatchObject({ id: 'ada', role: 'admin', account: 'acme' });
    expect(claims.sid).toBe(sid);
    expect(authenticator.authenticate({ method: 'GET', headers: { authorization: bearer } })).not.toBeInstanceOf(
      Promise,
    );
  });

  it.each([
    {},
    { authorization: 'Basic abc' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer a b' },
    { cookie: 'x=1' },
  ])('refuses %j', async (headers) => {
    await expect(ask(headers as Record<string, string>)).rejects.toBeInstanceOf(Unauthenticated);
  });

  it('a bad bearer token is not made good by a cookie', async () => {
    const { cookie } = await signedIn();
    await expect(ask({ authorization: 'Bearer a.b.c', cookie })).rejects.toBeInstanceOf(Unauthenticated);
  });

  it.each([
    ['signed out', ({ sid }: { sid: string }) => store.openSignIns.end(sid)],
    ['suspended', () => change(facts('admin', { status: 'suspended' }))],
    ['deleted', () => change(facts('admin', { status: 'deleted' }))],
    ['moved to another account', () => change(facts('admin', { account: 'other' }))],
  ])('refuses token and cookie of somebody %s', async (_, happens) => {
    const who = await signedIn();
    await ask({ authorization: who.bearer });
    await ask({ cookie: who.cookie });
    await happens(who);
    await expect(ask({ authorization: who.bearer })).rejects.toBeInstanceOf(Unauthenticated);
    await expect(ask({ cookie: who.cookie })).rejects.toBeInstanceOf(Unauthenticated);
  });

  function change(to: PrincipalFacts): void {
    known.ada = to;
    principals.invalidate('ada');
  }

  it('refuses the token of a service account that is gone', async () => {
    const { accessToken } = await tokens.issue({ sub: 'bot', kind: 'service', account: 'acme', sid: null });
    known.bot = facts('service', { privileges: ['act-for-agents'] });
    expect((await ask({ authorization: `Bearer ${accessToken}` })).principal.kind).toBe('service');
    delete known.bot;
    principals.invalidate('bot');
    await expect(ask({ authorization: `Bearer ${accessToken}` })).rejects.toBeInstanceOf(Unauthenticated);
  });

  const OWN = { host: 'localhost:3000', origin: 'http://localhost:3000' };
  const JSON_BODY = { 'content-type': 'application/json; charset=utf-8' };
  it.each<[string, Record<string, string>, boolean]>([
    ['a page of ours', { 'sec-fetch-site': 'same-origin' }, true],
    ['the address bar', { 'sec-fetch-site': 'none' }, true],
    ['another site', { 'sec-fetch-site': 'cross-site', ...OWN, ...JSON_BODY }, false],
    ['a neighbouring host', { 'sec-fetch-site': 'same-site', ...OWN, ...JSON_BODY }, false],
    ['an old browser on our page', { ...OWN, ...JSON_BODY }, true],
    ['an old browser on another page', { ...OWN, origin: 'http://evil.example', ...JSON_BODY }, false],
    ['an old browser with a form', { ...OWN, 'content-type': 'text/plain' }, false],
    ['an opaque origin', { ...OWN, origin: 'null', ...JSON_BODY }, false],
    ['who knows where', {}, false],
  ])('a cookie changes something from %s: %j → %s', async (_, headers, fine) => {
    const { cookie } = await signedIn();
    const asked = ask({ cookie, ...headers }, 'POST');
    if (fine) expect((await asked).principal.id).toBe('ada');
    else await expect(asked).rejects.toBeInstanceOf(Forbidden);
    expect((await ask({ cookie, ...headers })).principal.id).toBe('ada');
  });

  it('the cookie is out of reach of scripts and other sites, and bound to this host over TLS', () => {
    const secret = 'a'.repeat(43);
    const plain = new SessionCookie('http://localhost:3000');
    const secure = new SessionCookie('https://seats.example.com');
    expect(plain.set(secret)).toBe(`seatledger=${secret}; Path=/; HttpOnly; SameSite=Strict`);
    expect(secure.set(secret)).toBe(`__Host-seatledger=${secret}; Path=/; HttpOnly; SameSite=Strict; Secure`);
    expect(secure.clear()).toMatch(/^__Host-seatledger=; .*Max-Age=0$/);
    expect(secure.read(`seatledger=${secret}`)).toBeNull();
    expect(plain.read(`not-seatledger=${secret}`)).toBeNull();
    expect(plain.read(`a=1;seatledger=${secret}`)).toBe(secret);
  });

  it('waits for nothing, and verifies no signature, for somebody seen a moment ago', async () => {
    const { bearer } = await signedIn();
    const request = { method: 'POST', headers: { authorization: bearer } };
    await authenticator.authenticate(request);
    const [verify, find] = [jest.spyOn(tokens, 'verify'), jest.spyOn(principals, 'find')];
    expect(authenticator.authenticate(request)).toMatchObject({ principal: { id: 'ada' } });
    expect([verify.mock.calls, find.mock.calls]).toEqual([[], []]);
  });
});
