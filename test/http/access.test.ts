import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissionTable } from '../../src/auth/permissions.ts';
import { ADA, type Answer, type Client, required, V5, World } from './harness.ts';

type Person = Client & { id: string };

describe('who may do what, over HTTP', () => {
  let world: World;
  let ada: Client;
  let member: Person;
  let manager: Person;
  let admin: Person;
  let auditor: Person;

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    await ada.buy(1, 5);
    member = await ada.join('Mem', { seat: 'concurrent' });
    manager = await ada.join('Man', { role: 'manager' });
    admin = await ada.join('Adm', { role: 'admin' });
    auditor = await ada.join('Aud', { role: 'auditor' });
  });
  afterAll(() => world.close());

  it('every route but the public ones asks who is there', async () => {
    const open: string[] = [];
    for (const [route, permission] of permissionTable()) {
      const [method, path] = route.split(' ') as [string, string];
      if (permission === 'public' || path.endsWith('*')) continue;
      const answer = await world.nobody.call(method, path.replaceAll(/:\w+/g, 'x'), method === 'GET' ? undefined : {});
      // A row may await its route.
      if (answer.status !== 401 && answer.status !== 404) open.push(`${route}: ${answer.status}`);
    }
    expect(open).toEqual([]);
  });

  it.each(['', 'Bearer', 'Bearer x.y.z', 'Basic YTpi', `Bearer ${'x'.repeat(5_000)}`])(
    'no way in with %j',
    async (authorization) => {
      const answer = await world.nobody.get('/v1/me', { headers: { authorization } });
      expect([answer.status, answer.body.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    },
  );

  const attempts: [string, (client: Client) => Promise<Answer>][] = [
    ['see the plan', (client) => client.get('/v1/plan')],
    ['change the plan', (client) => client.put(`/v1/plan/${V5}`, { named: 1, concurrent: 5 })],
    ['list users', (client) => client.get('/v1/users')],
    ['add a user', (client) => client.post('/v1/users', { email: 'not an address' })],
    ['assign a seat', (client) => client.put(`/v1/users/nobody/seats/${V5}`, { type: 'named' })],
    ['make a group', (client) => client.post('/v1/groups', {})],
    ['list shared sessions', (client) => client.get('/v1/shared-sessions')],
    ['clear seats', (client) => client.post('/v1/shared-sessions/end', { sessionIds: [] })],
    ['withdraw warnings', (client) => client.post('/v1/shared-sessions/withdraw', { sessionIds: [] })],
    ['change settings', (client) => client.patch('/v1/account', {})],
    ['add a service account', (client) => client.post('/v1/service-accounts', {})],
    ['read history', (client) => client.get('/v1/audit')],
    ['start a session', (client) => client.post('/v1/sessions', { product: V5, agentId: 7 })],
    ['see their own', (client) => client.get('/v1/me')],
  ];
  const may: Record<string, string[]> = {
    member: ['start a session', 'see their own'],
    manager: [
      'see the plan',
      'list users',
      'list shared sessions',
      'clear seats',
      'withdraw warnings',
      'start a session',
      'see their own',
    ],
    auditor: ['see the plan', 'list users', 'list shared sessions', 'read history', 'see their own'],
    admin: attempts.map(([what]) => what).filter((what) => what !== 'change the plan'),
    'super admin': attempts.map(([what]) => what),
  };

  it.each(Object.keys(may))('U2, U3 a %s may do what the role says, and nothing else', async (who) => {
    const people: Record<string, Client> = { member, manager, auditor, admin, 'super admin': ada };
    const allowed: string[] = [];
    for (const [what, attempt] of attempts) {
      const { status, body } = await attempt(people[who]!);
      if (status !== 403) allowed.push(what);
      else expect(body.code).toBe('FORBIDDEN');
    }
    expect(allowed).toEqual(may[who]);
  });

  it('U3 granting a seat needs manage-users and manage-seats', async () => {
    const half = await ada.join('Half', { role: 'manager', privileges: ['manage-users'] });
    const both = await ada.join('Both', { role: 'manager', privileges: ['manage-users', 'manage-seats'] });
    const path = `/v1/users/${member.id}/seats/${V5}`;
    const refused = await half.put(path, { type: 'concurrent' });
    expect([refused.status, refused.body.detail]).toEqual([403, 'This needs manage-seats.']);
    required(await both.put(path, { type: 'concurrent' }), 200);
  });

  it('U2 a manager of chosen groups sees, clears and changes their members only, and not everybody once the group is gone', async () => {
    const { id: groupId } = required(await ada.post('/v1/groups', { name: 'Berlin' }), 201);
    const inside = await ada.join('Inside', { seat: 'concurrent', groupIds: [groupId] });
    const privileges = ['manage-users', 'manage-seats', 'end-sessions', 'read-audit'];
    const local = await ada.join('Local', { role: 'manager', privileges, managedGroupIds: [groupId] });
    const mine = required(await inside.post('/v1/sessions', { product: V5 }), 201);
    const other = required(await member.post('/v1/sessions', { product: V5 }), 201);
    const after = `?after=${other.position}`;

    const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
    expect(ids(required(await local.get(`/v1/users${after}`), 200))).toEqual([inside.id]);
    expect((await local.get(`/v1/users/${member.id}`)).status).toBe(404);
    expect((await local.patch(`/v1/users/${member.id}`, { firstName: 'Stolen' })).status).toBe(404);
    expect((await local.put(`/v1/users/${member.id}/seats/${V5}`, { type: 'concurrent' })).status).toBe(404);
    const shared = required(await local.get(`/v1/shared-sessions${after}`), 200);
    expect(shared.items.map((item: { sessionId: string }) => item.sessionId)).toEqual([mine.sessionId]);
    const cleared = required(
      await local.post('/v1/shared-sessions/end', { sessionIds: [other.sessionId, mine.sessionId] }),
      200,
    );
    expect(cleared.results).toEqual([
      { sessionId: other.sessionId, outcome: 'not-found' },
      { sessionId: mine.sessionId, outcome: 'ended' },
    ]);
    required(await member.post(`/v1/sessions/${other.sessionId}/end`), 200);

    const { position } = required(await ada.delete(`/v1/groups/${groupId}`), 200);
    const left = ids(required(await local.get(`/v1/users?after=${position}`), 200));
    expect(left.filter((id) => id !== inside.id)).toEqual([]);
  });

  it('U2 an admin manages no admins, and nobody makes more of themselves than they are', async () => {
    const { id: adaId } = required(await ada.get('/v1/me'), 200);
    for (const answer of [
      await admin.patch(`/v1/users/${adaId}`, { firstName: 'Not' }),
      await admin.delete(`/v1/users/${adaId}`),
      await admin.patch(`/v1/users/${admin.id}`, { role: 'super-admin' }),
      await admin.post('/v1/users', { email: 'next@example.com', firstName: 'Next', lastName: 'Admin', role: 'admin' }),
      await manager.post('/v1/service-accounts', { name: 'Mine', privileges: ['manage-users'] }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
    }
  });

  it('a promotion counts from the next request on, and so does a suspension', async () => {
    const riser = await ada.join('Riser', { seat: 'concurrent' });
    expect((await riser.get('/v1/users')).status).toBe(403);
    required(await ada.patch(`/v1/users/${riser.id}`, { role: 'admin' }), 200);
    required(await riser.get('/v1/users'), 200);
    required(await ada.post(`/v1/users/${riser.id}/suspend`, { reason: 'left' }), 200);
    expect((await riser.get('/v1/me')).status).toBe(401);
    const again = await world.nobody.post('/v1/auth/sign-in', {
      email: 'riser@example.com',
      password: 'Riser has a password',
    });
    expect(again.status).toBe(401);
    const seat = await ada.put(`/v1/users/${riser.id}/seats/${V5}`, { type: 'concurrent' });
    expect([seat.status, seat.body.code]).toEqual([409, 'USER_SUSPENDED']);
  });

  it('an unknown address and a wrong password are refused in the same words, which do not ask to sign in', async () => {
    const answers: Answer[] = [];
    // Wrong tries are counted by client, too.
    const from = { headers: { 'x-forwarded-for': '192.0.2.7' } };
    for (const email of ['nobody.at.all@example.com', ADA.email])
      answers.push(await world.nobody.post('/v1/auth/sign-in', { email, password: 'not this one at all' }, from));
    expect(answers[0]!.body).toEqual(answers[1]!.body);
    expect(answers[0]!.body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', title: 'Signing in was refused.' });
  });

  it('ten wrong passwords slow the address down, with Retry-After', async () => {
    const guess = () => world.nobody.post('/v1/auth/sign-in', { email: 'victim@example.com', password: 'guess' });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await guess()).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    const slowed = await guess();
    expect([slowed.status, slowed.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('nothing crosses an account', () => {
  let world: World;
  let ada: Client;
  let zoe: Client;

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    zoe = await world.openAccount('Other Ltd', 'zoe@other.example', 'another good password');
    await ada.buy(1, 2);
    await zoe.buy(0, 1);
  });
  afterAll(() => world.close());

  it('a foreign id answers as an unknown one does, whatever is asked', async () => {
    const bo = await ada.join('Bo', { seat: 'concurrent' });
    const { id: groupId } = required(await ada.post('/v1/groups', { name: 'Theirs' }), 201);
    const service = await ada.service(['read-audit']);
    const zoesService = await zoe.service(['act-for-agents']);
    const { sessionId } = required(await bo.post('/v1/sessions', { product: V5 }), 201);
    const asks = (id: { user: string; group: string; service: string; session: string }): (() => Promise<Answer>)[] => [
      () => zoe.get(`/v1/users/${id.user}`),
      () => zoe.patch(`/v1/users/${id.user}`, { firstName: 'Mine' }),
      () => zoe.delete(`/v1/users/${id.user}`),
      () => zoe.post(`/v1/users/${id.user}/suspend`),
      () => zoe.post(`/v1/users/${id.user}/reactivate`),
      () => zoe.post(`/v1/users/${id.user}/invitation`),
      () => zoe.put(`/v1/users/${id.user}/seats/${V5}`, { type: 'concurrent' }),
      () => zoe.delete(`/v1/users/${id.user}/seats/${V5}`),
      () => zoe.put('/v1/account/billing-contact', { userId: id.user }),
      () => zoe.patch(`/v1/groups/${id.group}`, { name: 'Mine' }),
      () => zoe.delete(`/v1/groups/${id.group}`),
      () => zoe.delete(`/v1/service-accounts/${id.service}`),
      () => zoesService.get(`/v1/sessions/${id.session}`),
      () => zoesService.post(`/v1/sessions/${id.session}/heartbeat`),
      () => zoesService.post(`/v1/sessions/${id.session}/connect`, { mode: 'attended', platform: 'mac' }),
      () => zoesService.post(`/v1/sessions/${id.session}/end`),
      () => zoesService.post('/v1/sessions', { product: V5, agentId: id.user }),
      () => zoe.post('/v1/users', { email: 'x@other.example', firstName: 'X', lastName: 'X', groupIds: [id.group] }),
    ];
    const foreign = asks({ user: bo.id, group: groupId, service: service.id, session: sessionId });
    const unknown = asks({ user: 'unknown', group: 'unknown', service: 'unknown', session: 'unknown' });
    for (const [index, ask] of foreign.entries()) {
      const [one, other] = [await ask(), await unknown[index]!()];
      expect(one.status).toBeGreaterThanOrEqual(400);
      expect({ status: one.status, body: one.body }).toEqual({ status: other.status, body: other.body });
      if (index < foreign.length - 1) expect(one.status).toBe(404);
    }
    const cleared = required(await zoe.post('/v1/shared-sessions/end', { sessionIds: [sessionId] }), 200);
    expect(cleared.results).toEqual([{ sessionId, outcome: 'not-found' }]);
    required(await bo.post(`/v1/sessions/${sessionId}/heartbeat`), 200);
  });

  it('lists, counts and history hold one’s own only', async () => {
    const head = await world.app.parts.stores.store.head();
    for (const path of ['/v1/users', '/v1/groups', '/v1/service-accounts', '/v1/shared-sessions', '/v1/audit']) {
      const { text, body } = await zoe.get(`${path}?after=${head}&limit=500`);
      expect(text).not.toMatch(/ada@|"Bo|Theirs/);
      expect(body.items.length).toBe(body.total);
    }
    const [v5] = required(await zoe.get(`/v1/plan?after=${head}`), 200).items;
    expect(v5).toMatchObject({ concurrent: { capacity: 1, inUse: 0 } });
    expect((await zoe.get(`/v1/users?q=Bo`)).body.total).toBe(0);
  });

  it('one address may belong to one person in each account', async () => {
    required(await zoe.post('/v1/users', { email: ADA.email, firstName: 'Ada', lastName: 'Elsewhere' }), 201);
    required(await world.nobody.post('/v1/auth/sign-in', ADA), 200);
  });
});
