import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, type Client, DESK, required, V5, World } from './harness.ts';

const SENTENCE = 'All shared seats are in use. To start a session, please wait for an available seat.';

describe('sessions over HTTP', () => {
  let world: World;
  let ada: Client;
  let bo: Client & { id: string };
  let cy: Client & { id: string };
  let nora: Client & { id: string };

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    await ada.buy(1, 1);
    await ada.buy(0, 2, DESK);
    bo = await ada.join('Bo', { seat: 'concurrent' });
    cy = await ada.join('Cy', { seat: 'concurrent' });
    nora = await ada.join('Nora', { seat: 'named' });
  });
  afterAll(() => world.close());

  const start = (client: Client, more: object = {}) => client.post('/v1/sessions', { product: V5, ...more });

  it('starts, shows, connects, renews and ends one', async () => {
    const session = required(await start(bo, { platform: 'windows', device: 'desk 7' }), 201);
    expect(session).toMatchObject({ product: V5, agentId: bo.id, seatType: 'concurrent', phase: 'waiting' });
    expect(session.supportKey).toMatch(/^\d{9}$/);
    expect(session.lease.renewEverySeconds).toBe(30);
    const path = `/v1/sessions/${session.sessionId}`;

    expect(required(await bo.get('/v1/sessions'), 200)).toMatchObject({ total: 1, nextCursor: null });
    required(await bo.post(`${path}/connect`, { mode: 'attended', platform: 'mac' }), 200);
    const shown = required(await bo.get(path), 200);
    expect(shown).toMatchObject({ phase: 'connected', mode: 'attended', platform: 'mac', device: 'desk 7' });
    expect(shown).not.toHaveProperty('supportKey');
    expect(required(await bo.post(`${path}/heartbeat`), 200)).toMatchObject({ inUse: 1, capacity: 1, ending: null });

    required(await bo.post(`${path}/end`), 200);
    required(await bo.post(`${path}/end`), 200);
    expect(required(await bo.get('/v1/sessions'), 200).total).toBe(0);
  });

  it('O5 refuses the next agent with the exact sentence while the pool is full, and the gate says the same', async () => {
    const { sessionId } = required(await start(bo), 201);
    const refused = await start(cy);
    expect(refused.status).toBe(409);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.headers['retry-after']).toBeDefined();
    expect(refused.body).toMatchObject({
      code: 'ALL_SHARED_SEATS_IN_USE',
      title: SENTENCE,
      capacity: 1,
      inUse: 1,
      waiting: 0,
    });
    expect(refused.body).not.toHaveProperty('occupants');
    expect(required(await cy.get('/v1/me/seats'), 200).items).toEqual([
      { product: V5, seatType: 'concurrent', available: false, message: SENTENCE, inUse: 1, capacity: 1, waiting: 0 },
    ]);
    expect(required(await bo.get('/v1/me/seats'), 200).items[0]).toMatchObject({ available: true });

    expect(required(await nora.get('/v1/me/seats'), 200).items[0]).toMatchObject({
      seatType: 'named',
      available: true,
    });
    const named = required(await start(nora), 201);
    required(await nora.post(`/v1/sessions/${named.sessionId}/end`), 200);
    required(await bo.post(`/v1/sessions/${sessionId}/end`), 200);
  });

  it('O2 a second start of one agent takes no second seat', async () => {
    const first = required(await start(bo), 201);
    const second = required(await start(bo), 201);
    expect(required(await bo.get('/v1/me/seats'), 200).items[0]).toMatchObject({ inUse: 1 });
    expect(second.sessionId).not.toBe(first.sessionId);
    const page = required(await bo.get('/v1/sessions?limit=1'), 200);
    expect(page).toMatchObject({ total: 2, items: [{ sessionId: first.sessionId }] });
    const rest = required(await bo.get(`/v1/sessions?limit=1&cursor=${page.nextCursor}`), 200);
    expect(rest).toMatchObject({ nextCursor: null, items: [{ sessionId: second.sessionId }] });
    for (const { sessionId } of [first, second]) required(await bo.post(`/v1/sessions/${sessionId}/end`), 200);
  });

  it('two starts at once on the last seat: one of the two agents gets it', async () => {
    const answers = await Promise.all([start(bo), start(cy)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    for (const client of [bo, cy]) {
      const { items } = required(await client.get('/v1/sessions'), 200);
      for (const { sessionId } of items) required(await client.post(`/v1/sessions/${sessionId}/end`), 200);
    }
  });

  it('O1 a product occupied from sign-in has no support key and nothing to join in time', async () => {
    required(await ada.put(`/v1/users/${bo.id}/seats/${DESK}`, { type: 'concurrent' }), 200);
    const session = required(await bo.post('/v1/sessions', { product: DESK }), 201);
    expect(session.phase).toBe('signed-in');
    expect(session).not.toHaveProperty('supportKey');
    required(await bo.post(`/v1/sessions/${session.sessionId}/connect`, { mode: 'unattended', platform: 'ios' }), 200);
    required(await bo.post(`/v1/sessions/${session.sessionId}/end`), 200);
  });

  it('an agent neither sees, renews, connects nor ends another agent’s session: it is as if it were not there', async () => {
    const { sessionId } = required(await start(bo), 201);
    const path = `/v1/sessions/${sessionId}`;
    const tries = [
      await cy.get(path),
      await cy.post(`${path}/heartbeat`),
      await cy.post(`${path}/connect`, { mode: 'attended', platform: 'mac' }),
      await cy.post(`${path}/end`),
      await cy.get('/v1/sessions/no-such-session'),
      await cy.post('/v1/sessions/no-such-session/heartbeat'),
      await cy.post('/v1/sessions/no-such-session/end'),
    ];
    expect(tries.map(({ status, body }) => [status, body.code])).toEqual(tries.map(() => [404, 'NOT_FOUND']));
    expect(new Set(tries.map(({ body }) => body.detail)).size).toBe(1);
    required(await bo.post(`${path}/end`), 200);
  });

  it('without a seat there is no session', async () => {
    const dan = await ada.join('Dan');
    expect((await start(dan)).body.code).toBe('NO_SEAT_ASSIGNED');
    expect(required(await dan.get('/v1/me/seats'), 200).items).toEqual([]);
  });

  it('A1, A2, L3 clears seats, and the agent’s next heartbeat says by whom and why', async () => {
    const { sessionId } = required(await start(bo), 201);
    const list = required(await ada.get('/v1/shared-sessions'), 200);
    const answer = required(
      await ada.post('/v1/shared-sessions/end', {
        sessionIds: [sessionId, 'nobody-knows'],
        reason: 'not-in-use',
        note: 'gone home',
      }),
      200,
    );
    expect(answer.results).toEqual([
      { sessionId, outcome: 'ended' },
      { sessionId: 'nobody-knows', outcome: 'not-found' },
    ]);
    expect(list).toHaveProperty('position');
    const told = await bo.post(`/v1/sessions/${sessionId}/heartbeat`);
    expect(told.status).toBe(410);
    expect(told.body).toMatchObject({
      code: 'SESSION_ENDED',
      reason: 'not-in-use',
      endedBy: { kind: 'user', name: 'First Admin' },
      endedAt: expect.any(String),
    });
    expect((await bo.post(`/v1/sessions/${sessionId}/connect`, { mode: 'attended', platform: 'mac' })).status).toBe(
      410,
    );
    expect((await bo.get(`/v1/sessions/${sessionId}`)).status).toBe(410);
    const again = required(await ada.post('/v1/shared-sessions/end', { sessionIds: [sessionId] }), 200);
    expect(again.results).toEqual([{ sessionId, outcome: 'already-ended' }]);
    required(await bo.post(`/v1/sessions/${sessionId}/end`), 200);
  });

  it('A2 with graceSeconds the agent sees a countdown, and the session ends at the deadline', async () => {
    const { sessionId } = required(await start(bo), 201);
    const asked = required(
      await ada.post('/v1/shared-sessions/end', { sessionIds: [sessionId], reason: 'security', graceSeconds: 1 }),
      200,
    );
    expect(asked.results).toEqual([{ sessionId, outcome: 'ending' }]);
    const warned = required(await bo.post(`/v1/sessions/${sessionId}/heartbeat`), 200);
    expect(warned.ending).toMatchObject({ reason: 'security', deadlineAt: expect.any(String) });
    const told = await eventually(
      () => bo.post(`/v1/sessions/${sessionId}/heartbeat`),
      ({ status }) => status === 410,
    );
    expect(told.body).toMatchObject({ reason: 'security', endedBy: { kind: 'user', name: 'First Admin' } });
  });

  it('A2 unless the admin withdraws: the countdown stops, and the session goes on', async () => {
    const { sessionId } = required(await start(bo), 201);
    const path = `/v1/sessions/${sessionId}/heartbeat`;
    const withdraw = async (...sessionIds: string[]) =>
      required(await ada.post('/v1/shared-sessions/withdraw', { sessionIds }), 200);
    required(await ada.post('/v1/shared-sessions/end', { sessionIds: [sessionId], graceSeconds: 3_600 }), 200);
    expect(required(await bo.post(path), 200).ending).not.toBeNull();
    const { results, position } = await withdraw(sessionId, 'nobody-knows');
    expect(results).toEqual([
      { sessionId, outcome: 'withdrawn' },
      { sessionId: 'nobody-knows', outcome: 'not-found' },
    ]);
    expect(required(await bo.post(path), 200).ending).toBeNull();
    const { items } = required(await ada.get(`/v1/audit?after=${position}&action=SessionEndWithdrawn`), 200);
    expect(items[0].sentence).toBe(
      "First Admin withdrew the ending of Bo Agent's GoToAssist Remote Support v5 session",
    );
    expect((await withdraw(sessionId)).results[0].outcome).toBe('not-ending');
    required(await bo.post(`/v1/sessions/${sessionId}/end`), 200);
    expect((await withdraw(sessionId)).results[0].outcome).toBe('already-ended');
    expect((await bo.post('/v1/shared-sessions/withdraw', { sessionIds: [sessionId] })).status).toBe(403);
  });

  it('a service acts for agents, on behalf of whom history has it', async () => {
    const service = await ada.service(['act-for-agents']);
    expect((await start(service)).status).toBe(403);
    const session = required(await start(service, { agentId: bo.id }), 201);
    expect(session.agentId).toBe(bo.id);
    expect(required(await service.get(`/v1/sessions?agentId=${bo.id}`), 200).total).toBe(1);
    expect(required(await service.get(`/v1/me/seats?agentId=${bo.id}`), 200).items).toHaveLength(2);
    const renewed = required(
      await service.post('/v1/sessions/heartbeats', { sessionIds: [session.sessionId, 'nobody'] }),
      200,
    );
    expect(renewed).toEqual({
      renewed: 1,
      ended: [{ sessionId: 'nobody', reason: 'not-found', endedBy: null, endedAt: null }],
    });
    const { position } = required(await service.post(`/v1/sessions/${session.sessionId}/end`), 200);
    const { items } = required(
      await ada.get(`/v1/audit?after=${position}&action=SessionStarted&sessionId=${session.sessionId}`),
      200,
    );
    expect(items[0]).toMatchObject({ actor: { kind: 'service', name: 'Agent app' }, onBehalfOf: bo.id });
    expect((await start(bo, { agentId: cy.id })).status).toBe(403);
    expect((await start(service, { agentId: 'nobody-of-ours' })).body.code).toBe('NOT_FOUND');
  });
});

describe('many session commands in one request', () => {
  let world: World;
  let ada: Client;
  let service: Client & { id: string };
  const agents: string[] = [];

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    await ada.buy(0, 2);
    for (const name of ['Bo', 'Cy', 'Di']) agents.push(await ada.addUser(name, { seat: 'concurrent' }));
    service = await ada.service(['act-for-agents']);
  });
  afterAll(() => world.close());

  const run = (commands: object[], headers: Record<string, string> = {}) =>
    service.post('/v1/sessions/batch', { commands }, { headers });

  it('each has a result of its own, whatever becomes of the others', async () => {
    const { results } = required(await run(agents.map((agentId) => ({ op: 'start', product: V5, agentId }))), 200);
    expect(results.map(({ status }: { status: number }) => status).sort()).toEqual([201, 201, 409]);
    expect(results.find(({ status }: { status: number }) => status === 409).problem.title).toBe(SENTENCE);
    const open = results.flatMap(({ sessionId }: { sessionId?: string }) => sessionId ?? []);
    const mixed = required(
      await run([
        { op: 'connect', sessionId: open[0], mode: 'attended', platform: 'mac' },
        { op: 'end', sessionId: open[1] },
        { op: 'end', sessionId: 'nobody-knows' },
        { op: 'connect', sessionId: open[0], mode: 'attended' },
        { op: 'start', product: 'no-product', agentId: agents[0] },
      ]),
      200,
    );
    expect(mixed.results.map(({ status }: { status: number }) => status)).toEqual([200, 200, 404, 400, 404]);
    expect(mixed.results[3].problem.errors[0].pointer).toBe('/commands/3/platform');
    required(await run([{ op: 'end', sessionId: open[0] }]), 200);
  });

  it('items on one pool run in the order they are listed, and share its next write', async () => {
    const start = (n: number) => ({ op: 'start', product: V5, agentId: agents[n] });
    const { results: first } = required(await run([start(0), start(1)]), 200);
    const [a, b] = first.map(({ sessionId }: { sessionId: string }) => sessionId);
    const { store } = world.app.parts.stores;
    const before = await store.head();
    const connect = { op: 'connect', sessionId: a, mode: 'attended', platform: 'mac' };
    const swapped = required(await run([connect, start(2), { op: 'end', sessionId: a }, start(2)]), 200).results;
    expect(swapped.map(({ status }: { status: number }) => status)).toEqual([200, 409, 200, 201]);
    expect(new Set(swapped.flatMap(({ position }: { position?: string }) => position ?? [])).size).toBe(1);
    const events: string[] = [];
    for await (const page of store.readAll({ after: before })) events.push(...page.map(({ type }) => type));
    expect(events.filter((type) => type.startsWith('Session'))).toEqual([
      'SessionConnected',
      'SessionEnded',
      'SessionStarted',
    ]);
    required(await run([b, swapped[3].sessionId].map((sessionId) => ({ op: 'end', sessionId }))), 200);
  });

  it('is refused with the same words as alone: who ended it by name, and no such agent', async () => {
    const [{ sessionId }] = required(await run([{ op: 'start', product: V5, agentId: agents[0] }]), 200).results;
    required(await ada.post('/v1/shared-sessions/end', { sessionIds: [sessionId] }), 200);
    const commands = [
      { op: 'connect', sessionId, mode: 'attended', platform: 'mac' },
      { op: 'start', product: V5, agentId: 'nobody-of-ours' },
    ];
    const { results } = required(await run(commands), 200);
    expect(results[0]).toMatchObject({ status: 410, problem: { endedBy: { kind: 'user', name: 'First Admin' } } });
    expect(results[1]).toMatchObject({ status: 404, problem: { code: 'NOT_FOUND' } });
  });

  it('after a crash of its own a service finds all that it started, over all its agents, and nothing else', async () => {
    const { results } = required(
      await run(agents.slice(0, 2).map((agentId) => ({ op: 'start', product: V5, agentId }))),
      200,
    );
    const ids = results.map(({ sessionId }: { sessionId: string }) => sessionId).sort();
    const other = await ada.service(['act-for-agents'], 'Another app');
    await world.restart();
    for (const query of ['mine=true', 'startedBy=me']) {
      const { items, total } = required(await service.get(`/v1/sessions?${query}`), 200);
      expect([total, items.map(({ sessionId }: { sessionId: string }) => sessionId).sort()]).toEqual([2, ids]);
      expect(required(await other.get(`/v1/sessions?${query}`), 200).total).toBe(0);
    }
    expect((await service.get('/v1/sessions?mine=perhaps')).status).toBe(400);
    required(await run(ids.map((sessionId: string) => ({ op: 'end', sessionId }))), 200);
  });

  it('what was refused for want of a seat is tried again by a repeat, what was done stays done', async () => {
    const start = (n: number) => ({ op: 'start', product: V5, agentId: agents[n] });
    const key = { 'idempotency-key': 'three-for-two' };
    const first = required(await run([start(0), start(1), start(2)], key), 200).results;
    expect(first.map(({ status }: { status: number }) => status)).toEqual([201, 201, 409]);
    required(await run([{ op: 'end', sessionId: first[0].sessionId }]), 200);
    const repeat = required(await run([start(0), start(1), start(2)], key), 200).results;
    expect(repeat.map(({ status }: { status: number }) => status)).toEqual([201, 201, 201]);
    expect(repeat[1].session.supportKey).toBe(first[1].session.supportKey);
    required(await run([1, 2].map((n) => ({ op: 'end', sessionId: repeat[n].sessionId }))), 200);
  });

  it('a repeat under one key starts nothing twice', async () => {
    const commands = [{ op: 'start', product: V5, agentId: agents[0] }];
    const [first, repeat] = [
      await run(commands, { 'idempotency-key': 'k' }),
      await run(commands, { 'idempotency-key': 'k' }),
    ];
    expect(required(first, 200).results[0].session.supportKey).toMatch(/^\d{9}$/);
    expect(repeat.text).toBe(first.text);
  });
});

/** Asks until the answer is the one that time will bring. */
async function eventually<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean, withinMs = 60_000): Promise<T> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isIt(answer) || Date.now() > giveUpAt) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
