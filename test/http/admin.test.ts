import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, type Client, required, V5, World } from './harness.ts';

const DAY_MS = 86_400_000;

describe('managing an account over HTTP', () => {
  let world: World;
  let ada: Client;

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    await ada.buy(2, 3);
  });
  afterAll(() => world.close());

  it('signs in with any letter case, and tells who that is', async () => {
    const answer = await world.nobody.post('/v1/auth/sign-in', { email: 'ADA@Example.com', password: ADA.password });
    const { user, expiresIn, accessToken } = required(answer, 200);
    expect(expiresIn).toBe(900);
    expect(user).toMatchObject({
      kind: 'user',
      role: 'super-admin',
      billingContact: true,
      email: ADA.email,
      status: 'active',
    });
    expect(String(answer.headers['set-cookie'])).toMatch(/^seatledger=.+HttpOnly; SameSite=Strict/);
    const me = required(await world.nobody.get('/v1/me', { headers: { authorization: `Bearer ${accessToken}` } }), 200);
    expect(me).toMatchObject({ id: user.id, name: 'First Admin' });
  });

  it('signs out: neither the token nor the cookie opens anything after that', async () => {
    const answer = await world.nobody.post('/v1/auth/sign-in', ADA);
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    const headers = { authorization: `Bearer ${required(answer, 200).accessToken}` };
    required(await world.nobody.get('/v1/me', { headers: { cookie } }), 200);
    expect((await world.nobody.post('/v1/auth/sign-out', undefined, { headers })).status).toBe(204);
    expect((await world.nobody.get('/v1/me', { headers })).status).toBe(401);
    expect((await world.nobody.get('/v1/me', { headers: { cookie } })).status).toBe(401);
  });

  it('U1 invites with a link that works once; a new one voids the old', async () => {
    const id = await ada.addUser('Ivy');
    expect(required(await ada.get(`/v1/users/${id}`), 200)).toMatchObject({ status: 'invited', role: 'member' });
    const old = required(await ada.post(`/v1/users/${id}/invitation`, { notify: false }), 201);
    const { token, url, expiresAt } = required(await ada.post(`/v1/users/${id}/invitation`), 201);
    expect(url).toContain(token);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(6.9 * DAY_MS);
    const accept = (with_: string) =>
      world.nobody.post('/v1/auth/accept-invitation', { token: with_, password: 'twelve or more' });
    expect((await accept(old.token)).status).toBe(401);
    const { user } = required(await accept(token), 200);
    expect(user).toMatchObject({ id, status: 'active' });
    expect((await accept(token)).status).toBe(401);
  });

  it('adds, finds, changes with If-Match, and deletes a user', async () => {
    const added = await ada.post('/v1/users', { email: 'Kim@Example.com', firstName: 'Kim', lastName: '👩‍💻 כהן' });
    const { id, position } = required(added, 201);
    const found = await ada.get(`/v1/users/${id}?after=${position}`);
    expect(required(found, 200)).toMatchObject({
      email: 'Kim@Example.com',
      lastName: '👩‍💻 כהן',
      seats: [],
      groups: [],
    });
    const etag = String(found.headers.etag);
    required(await ada.patch(`/v1/users/${id}`, { firstName: 'Kimberly' }, { headers: { 'if-match': etag } }), 200);
    const stale = await ada.patch(`/v1/users/${id}`, { firstName: 'Kiki' }, { headers: { 'if-match': etag } });
    expect([stale.status, stale.body.code]).toEqual([412, 'STALE']);
    expect(
      (await ada.patch(`/v1/users/${id}`, { firstName: 'X' }, { headers: { 'if-match': '"foreign"' } })).status,
    ).toBe(412);
    expect((await ada.patch(`/v1/users/${id}`, { firstName: 'X' }, { headers: { 'if-match': 'no tag' } })).status).toBe(
      400,
    );
    const change = required(
      await ada.patch(`/v1/users/${id}`, { role: 'auditor' }, { headers: { 'if-match': '*' } }),
      200,
    );
    expect(required(await ada.get(`/v1/users/${id}?after=${change.position}`), 200)).toMatchObject({
      firstName: 'Kimberly',
      role: 'auditor',
    });
    const gone = required(await ada.delete(`/v1/users/${id}`), 200);
    expect((await ada.get(`/v1/users/${id}?after=${gone.position}`)).status).toBe(404);
    required(await ada.post('/v1/users', { email: 'kim@example.com', firstName: 'Kim', lastName: 'Again' }), 201);
  });

  it('U4 one address, one person, in any letter case', async () => {
    required(await ada.post('/v1/users', { email: 'Lou@example.com', firstName: 'Lou', lastName: 'One' }), 201);
    const taken = await ada.post('/v1/users', { email: 'LOU@EXAMPLE.COM', firstName: 'Lou', lastName: 'Two' });
    expect([taken.status, taken.body.code]).toEqual([409, 'EMAIL_TAKEN']);
  });

  it('U2 the last Super Admin stays', async () => {
    const { id } = required(await ada.get('/v1/me'), 200);
    for (const answer of [
      await ada.delete(`/v1/users/${id}`),
      await ada.post(`/v1/users/${id}/suspend`, { reason: 'oops' }),
      await ada.patch(`/v1/users/${id}`, { role: 'member' }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'LAST_SUPER_ADMIN']);
    }
  });

  it('S3, S4, S6 assigns seats; a removed one ends the sessions on it', async () => {
    const eve = await ada.join('Eve', { seat: 'concurrent' });
    const { sessionId } = required(await eve.post('/v1/sessions', { product: V5 }), 201);
    const removed = required(await ada.delete(`/v1/users/${eve.id}/seats/${V5}`), 200);
    expect(removed.endedSessions).toEqual([sessionId]);
    expect(required(await ada.delete(`/v1/users/${eve.id}/seats/${V5}`), 200).endedSessions).toEqual([]);
    for (const name of ['Fay', 'Gil']) await ada.addUser(name, { seat: 'named' });
    const refused = await ada.put(`/v1/users/${eve.id}/seats/${V5}`, { type: 'named' });
    expect([refused.status, refused.body.code]).toEqual([409, 'NO_SEAT_AVAILABLE']);
    const below = await ada.put(`/v1/plan/${V5}`, { named: 1, concurrent: 3 });
    expect([below.status, below.body.code]).toEqual([409, 'CAPACITY_BELOW_ASSIGNED']);
  });

  it('S5 concurrent capacity below what is in use evicts nobody: over by n', async () => {
    const agents = [await ada.join('Hal', { seat: 'concurrent' }), await ada.join('Ida', { seat: 'concurrent' })];
    for (const agent of agents) required(await agent.post('/v1/sessions', { product: V5 }), 201);
    const { position } = required(await ada.put(`/v1/plan/${V5}`, { named: 2, concurrent: 1, reason: 'cheaper' }), 200);
    const { items } = required(await ada.get(`/v1/plan?after=${position}`), 200);
    expect(items[0]).toMatchObject({
      product: V5,
      productName: 'GoToAssist Remote Support v5',
      named: { capacity: 2, assigned: 2 },
      concurrent: { capacity: 1, inUse: 2, overBy: 1, waiting: 0 },
    });
    await ada.buy(2, 3);
    for (const agent of agents) required(await ada.delete(`/v1/users/${agent.id}`), 200);
  });

  it('filters users by seat type, with counts, and by type, group, status and words; sorts and pages', async () => {
    const { id: groupId } = required(await ada.post('/v1/groups', { name: 'Night shift' }), 201);
    const jo = await ada.join('Jo', { seat: 'concurrent', groupIds: [groupId] });
    const { position } = required(await ada.post(`/v1/users/${jo.id}/suspend`, { reason: 'on leave' }), 200);
    required(await ada.post(`/v1/users/${jo.id}/reactivate`), 200);
    const seated = required(await ada.put(`/v1/users/${jo.id}/seats/${V5}`, { type: 'concurrent' }), 200);
    expect(Number(seated.position)).toBeGreaterThan(Number(position));
    const find = async (query: string) => required(await ada.get(`/v1/users?after=${seated.position}&${query}`), 200);

    const concurrent = await find(`seat=${V5}:concurrent`);
    expect(concurrent.items).toEqual([
      expect.objectContaining({
        id: jo.id,
        groups: [{ id: groupId, name: 'Night shift' }],
        seats: [{ product: V5, type: 'concurrent', label: 'GoToAssist Remote Support v5 - Concurrent' }],
      }),
    ]);
    expect((await find(`seat=${V5}:concurrent&seat=${V5}:named`)).total).toBe(3);
    expect((await find(`group=${groupId}`)).total).toBe(1);
    expect((await find('userType=super-admin&status=active')).items[0]).toMatchObject({ email: ADA.email });
    expect((await find('q=jo+agent')).items.map((user: { id: string }) => user.id)).toEqual([jo.id]);

    const { items: filters } = required(await ada.get('/v1/users/filters'), 200);
    const seats = filters.find(({ category }: { category: string }) => category === 'Seats');
    expect(seats.options).toContainEqual({
      value: `${V5}:concurrent`,
      label: 'GoToAssist Remote Support v5 - Concurrent',
      count: 1,
    });

    const names: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await find(`sort=name,-email&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      names.push(...page.items.map((user: { firstName: string }) => user.firstName));
      if (page.nextCursor === null) {
        expect(names).toHaveLength(page.total);
        break;
      }
      cursor = page.nextCursor;
    }
    expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));

    expect(required(await ada.get('/v1/groups'), 200).items).toEqual([
      { id: groupId, name: 'Night shift', members: 1 },
    ]);
    required(await ada.patch(`/v1/groups/${groupId}`, { name: 'Late shift' }), 200);
    const gone = required(await ada.delete(`/v1/groups/${groupId}`), 200);
    expect(required(await ada.get(`/v1/groups?after=${gone.position}`), 200).total).toBe(0);
    required(await ada.delete(`/v1/users/${jo.id}`), 200);
  });

  it('changes settings of the account, by product where products differ', async () => {
    const changed = await ada.patch('/v1/account', {
      name: 'Example Ltd',
      inactiveAfterDays: 60,
      leaseSeconds: { [V5]: 90 },
    });
    required(changed, 200);
    const account = required(await ada.get('/v1/account'), 200);
    expect(account).toMatchObject({
      name: 'Example Ltd',
      inactiveAfterDays: 60,
      leaseSeconds: { [V5]: 90, 'service-desk': 120 },
    });
    expect(account.unjoinedMinutes).toEqual({ [V5]: 60, 'remote-support': null, 'service-desk': null });
    expect((await ada.patch('/v1/account', { leaseSeconds: { 'no-product': 90 } })).status).toBe(400);
    expect((await ada.patch('/v1/account', { leaseSeconds: { [V5]: 'long' } })).status).toBe(400);
    expect((await ada.patch('/v1/account', { leaseSeconds: { [V5]: 9 } })).status).toBe(400);
    required(await ada.patch('/v1/account', { leaseSeconds: { [V5]: 10 } }), 200);
  });

  it('hands the plan over: whoever is billing contact changes it, from the next request on', async () => {
    const pat = await ada.join('Pat');
    expect((await pat.put(`/v1/plan/${V5}`, { named: 9, concurrent: 9 })).status).toBe(403);
    expect((await ada.put('/v1/account/billing-contact', { userId: 'nobody-of-ours' })).status).toBe(404);
    required(await ada.put('/v1/account/billing-contact', { userId: pat.id }), 200);
    await pat.buy(2, 4);
    expect((await ada.put(`/v1/plan/${V5}`, { named: 9, concurrent: 9 })).status).toBe(403);
    const { id } = required(await ada.get('/v1/me'), 200);
    required(await ada.put('/v1/account/billing-contact', { userId: id }), 200);
  });

  it('lists shared sessions with product, words and order, and never one on a named seat', async () => {
    const [una, vic] = [await ada.join('Una', { seat: 'concurrent' }), await ada.join('Vic', { seat: 'concurrent' })];
    for (const agent of [una, vic]) required(await agent.post('/v1/sessions', { product: V5, device: 'laptop' }), 201);
    const { position } = required(await una.post('/v1/sessions', { product: V5 }), 201);
    const list = async (query = '') => required(await ada.get(`/v1/shared-sessions?after=${position}${query}`), 200);
    expect(await list()).toMatchObject({ total: 3 });
    const found = await list('&q=vic&sort=-startedAt');
    expect(found.items).toEqual([
      expect.objectContaining({
        product: V5,
        productName: 'GoToAssist Remote Support v5',
        agent: { id: vic.id, name: 'Vic Agent', email: 'vic@example.com' },
        phase: 'waiting',
        device: 'laptop',
        lastSeenAt: expect.any(String),
      }),
    ]);
    expect((await list('&product=service-desk')).total).toBe(0);
    expect((await list('&sort=name&limit=1')).nextCursor).toEqual(expect.any(String));
  });

  it('history says who cleared which seat and why, and finds it by every filter', async () => {
    const { items } = required(await ada.get('/v1/shared-sessions?q=vic'), 200);
    const [{ sessionId, agent }] = items;
    const { id: adaId } = required(await ada.get('/v1/me'), 200);
    const headers = { 'x-correlation-id': 'ticket-4711' };
    const { position } = required(
      await ada.post(
        '/v1/shared-sessions/end',
        { sessionIds: [sessionId], reason: 'not-in-use', note: 'left early' },
        { headers },
      ),
      200,
    );
    const find = async (query: string) => required(await ada.get(`/v1/audit?after=${position}&${query}`), 200);
    const entry = (await find(`action=SessionEnded&sessionId=${sessionId}`)).items[0];
    expect(entry).toMatchObject({
      action: 'SessionEnded',
      sentence: "First Admin cleared Vic Agent's GoToAssist Remote Support v5 seat: not in use",
      actor: { kind: 'user', id: adaId, name: 'First Admin' },
      subject: { id: agent.id, name: 'Vic Agent' },
      product: V5,
      reason: 'not-in-use',
      note: 'left early',
      correlationId: 'ticket-4711',
    });
    const by = `action=SessionEnded&actor=${adaId}&subject=${agent.id}&product=${V5}`;
    expect((await find(by)).items[0].position).toBe(entry.position);
    expect((await find(`${by}&from=${entry.at}&to=${new Date(Date.now() + DAY_MS).toISOString()}`)).total).toBe(1);
    expect((await find(`${by}&to=2020-01-01T00:00:00Z`)).total).toBe(0);
    expect((await find('q=vic+cleared')).total).toBeGreaterThanOrEqual(0);
    expect((await ada.get('/v1/audit?from=yesterday')).status).toBe(400);
  });

  it('U5 a deleted user keeps their name in history until they are erased', async () => {
    const id = await ada.addUser('Wanda');
    expect((await ada.post(`/v1/users/${id}/erase`)).status).toBe(400);
    const { position } = required(await ada.delete(`/v1/users/${id}`), 200);
    const sentences = async (after: string) =>
      required(await ada.get(`/v1/audit?after=${after}&subject=${id}`), 200).items.map(
        ({ sentence }: { sentence: string }) => sentence,
      );
    expect((await sentences(position)).join()).toContain('Wanda Agent');
    const erased = required(await ada.post(`/v1/users/${id}/erase`), 200);
    const after = await sentences(erased.position);
    expect(after.join()).not.toContain('Wanda');
    expect(after.join()).toContain('Erased user');
  });

  it('a service account’s secret is shown once; deleted, its tokens stop', async () => {
    const service = await ada.service(['read-audit'], 'Auditor’s robot');
    const listed = required(await ada.get('/v1/service-accounts'), 200);
    expect(listed.items).toEqual([
      expect.objectContaining({ id: service.id, clientId: service.id, privileges: ['read-audit'] }),
    ]);
    expect(JSON.stringify(listed)).not.toContain('ecret');
    required(await service.get('/v1/audit'), 200);
    expect(required(await service.get('/v1/me'), 200)).toMatchObject({
      kind: 'service',
      role: 'service',
      name: 'Auditor’s robot',
    });
    required(await ada.delete(`/v1/service-accounts/${service.id}`), 200);
    expect((await service.get('/v1/audit')).status).toBe(401);
  });
});
