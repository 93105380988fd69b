import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../../src/common/clock.ts';
import { eventually } from '../support/within.ts';
import { ADA, type Client, required, V5, World } from './harness.ts';

type Agent = Client & { id: string };

describe('the waiting line over HTTP', () => {
  let world: World;
  let ada: Client;
  let bo: Agent;
  let cy: Agent;
  let di: Agent;
  let ahead = 0;

  beforeAll(async () => {
    world = await World.open({ clock: new Clock(() => Date.now() + ahead) });
    ada = await world.signIn(ADA);
    await ada.buy(1, 1);
    bo = await ada.join('Bo', { seat: 'concurrent' });
    cy = await ada.join('Cy', { seat: 'concurrent' });
    di = await ada.join('Di', { seat: 'concurrent' });
  });
  afterAll(() => world.close());

  const start = async (client: Client) => required(await client.post('/v1/sessions', { product: V5 }), 201).sessionId;
  const end = async (client: Client, sessionId: string) =>
    required(await client.post(`/v1/sessions/${sessionId}/end`), 200);
  const queue = async (client: Client, more: object = {}) =>
    required(await client.post('/v1/queue', { product: V5, ...more }), 201);
  const place = async (client: Client, ticketId: string) => required(await client.get(`/v1/queue/${ticketId}`), 200);
  const claim = (client: Client, ticketId: string, body: object = {}) =>
    client.post(`/v1/queue/${ticketId}/claim`, body);

  it('Q1–Q4 first come, first served: refused, in line, offered, claimed; a cleared agent goes to the back', async () => {
    const held = await start(bo);
    const first = await queue(cy);
    expect(first).toMatchObject({ product: V5, agentId: cy.id, state: 'waiting', place: 1, offer: null });
    expect(first.lease).toMatchObject({ renewEverySeconds: 30 });
    const second = await queue(di);
    expect(second.place).toBe(2);
    expect((await queue(di)).ticketId).toBe(second.ticketId);

    const { position } = required(
      await ada.post('/v1/shared-sessions/end', { sessionIds: [held], reason: 'needed-elsewhere' }),
      200,
    );
    const plan = required(await ada.get(`/v1/plan?after=${position}`), 200).items[0].concurrent;
    expect(plan).toMatchObject({ inUse: 0, waiting: 1 });
    const refused = await bo.post('/v1/sessions', { product: V5 });
    expect([refused.status, refused.body.waiting]).toEqual([409, 1]);
    expect(required(await bo.get('/v1/me/seats'), 200).items[0]).toMatchObject({ available: false, waiting: 1 });
    expect(required(await cy.get('/v1/me/seats'), 200).items[0]).toMatchObject({ available: true });
    expect((await queue(bo)).place).toBe(2);

    const offer = await place(cy, first.ticketId);
    expect(offer).toMatchObject({ state: 'offered', place: 0, estimatedWaitSeconds: 0 });
    expect(Date.parse(offer.offer.claimUntil) - Date.now()).toBeGreaterThan(20_000);
    const session = required(await claim(cy, first.ticketId, { platform: 'mac' }), 201);
    expect(session).toMatchObject({ product: V5, agentId: cy.id, seatType: 'concurrent', phase: 'waiting' });
    expect(session.supportKey).toMatch(/^\d{9}$/);
    expect(required(await claim(cy, first.ticketId), 201)).toMatchObject({
      sessionId: session.sessionId,
      supportKey: session.supportKey,
    });
    expect(required(await cy.get(`/v1/sessions/${session.sessionId}`), 200).platform).toBe('mac');
    expect((await cy.get(`/v1/queue/${first.ticketId}`)).body).toMatchObject({
      code: 'TICKET_ENDED',
      reason: 'claimed',
    });

    await end(cy, session.sessionId);
    const next = required(await claim(di, second.ticketId), 201);
    await end(di, next.sessionId);
    const last = await queue(bo);
    expect(last.state).toBe('offered');
    required(await bo.delete(`/v1/queue/${last.ticketId}`), 200);
    required(await bo.delete(`/v1/queue/${last.ticketId}`), 200);
    await end(di, await start(di));
  });

  it('is told to history and to admins, in words', async () => {
    const held = await start(bo);
    const { ticketId, position } = await queue(cy);
    const { items } = required(await ada.get(`/v1/queue?after=${position}`), 200);
    expect(items).toMatchObject([{ ticketId, agent: { id: cy.id, name: 'Cy Agent' }, state: 'waiting', offer: null }]);
    expect(required(await ada.get('/v1/queue?q=nobody'), 200).total).toBe(0);
    expect((await bo.get('/v1/queue')).status).toBe(403);
    await end(bo, held);
    const { position: gone } = required(await cy.delete(`/v1/queue/${ticketId}`), 200);
    const audit = required(await ada.get(`/v1/audit?after=${gone}&subject=${cy.id}&limit=3`), 200).items;
    expect(audit.map(({ sentence }: { sentence: string }) => sentence.replace(/until .*/, 'until …'))).toEqual([
      'Cy Agent gave up their place in line for a GoToAssist Remote Support v5 seat',
      'The waiting line offered Cy Agent a GoToAssist Remote Support v5 seat until …',
      'Cy Agent took a place in line for a GoToAssist Remote Support v5 seat',
    ]);
  });

  it('two tickets at once are one', async () => {
    const held = await start(bo);
    const tickets = await Promise.all(Array.from({ length: 5 }, () => queue(cy)));
    expect(new Set(tickets.map(({ ticketId }) => ticketId)).size).toBe(1);
    await end(bo, held);
    const claims = await Promise.all(Array.from({ length: 5 }, () => claim(cy, tickets[0].ticketId)));
    expect(new Set(claims.map((answer) => required(answer, 201).sessionId)).size).toBe(1);
    await end(cy, claims[0]!.body.sessionId);
  });

  it('a claim before its time, by another agent, after a withdrawal, of nothing', async () => {
    const held = await start(bo);
    const { ticketId } = await queue(cy);
    const early = await claim(cy, ticketId);
    expect([early.status, early.body.code, early.body.place]).toEqual([409, 'ALL_SHARED_SEATS_IN_USE', 1]);
    expect(early.headers['retry-after']).toBeDefined();
    for (const act of [
      () => claim(di, ticketId),
      () => di.get(`/v1/queue/${ticketId}`),
      () => di.delete(`/v1/queue/${ticketId}`),
      () => claim(cy, 'no-such-ticket'),
    ])
      expect((await act()).status).toBe(404);
    required(await cy.delete(`/v1/queue/${ticketId}`), 200);
    const withdrawn = await claim(cy, ticketId);
    expect([withdrawn.status, withdrawn.body.code, withdrawn.body.reason]).toEqual([
      410,
      'TICKET_ENDED',
      'withdrawn-by-agent',
    ]);
    expect((await ada.post('/v1/queue', { product: V5 })).body.code).toBe('NO_SEAT_ASSIGNED');
    expect((await cy.post('/v1/queue', { product: 'no-product' })).status).toBe(404);
    expect((await cy.post('/v1/queue', { product: V5, agentId: di.id })).status).toBe(403);
    await end(bo, held);
  });

  it('a service waits for its agents, and is told which places its heartbeats no longer keep', async () => {
    const service = await ada.service(['act-for-agents']);
    const held = await start(bo);
    const { ticketId } = await queue(service, { agentId: cy.id });
    expect((await service.post('/v1/queue', { product: V5, agentId: 'nobody-of-ours' })).status).toBe(404);
    const beat = (...ticketIds: string[]) => service.post('/v1/sessions/heartbeats', { sessionIds: [], ticketIds });
    expect(required(await beat(ticketId, 'nobody'), 200)).toEqual({
      renewed: 1,
      ended: [],
      endedTickets: [{ ticketId: 'nobody', reason: 'not-found' }],
    });
    await end(bo, held);
    const { sessionId, position } = required(await claim(service, ticketId), 201);
    const { items } = required(await ada.get(`/v1/audit?after=${position}&sessionId=${sessionId}`), 200);
    expect(items[0]).toMatchObject({ actor: { kind: 'service' }, onBehalfOf: cy.id });
    expect(required(await beat(ticketId), 200).endedTickets).toEqual([{ ticketId, reason: 'claimed' }]);
    expect(required(await service.get('/v1/sessions?mine=true'), 200).total).toBe(1);
    await end(service, sessionId);
  });

  it('Q2 an offer is held for as long as the account says, then the next has it', async () => {
    expect((await ada.patch('/v1/account', { claimSeconds: 9 })).status).toBe(400);
    expect((await ada.patch('/v1/account', { claimSeconds: 121 })).status).toBe(400);
    required(await ada.patch('/v1/account', { claimSeconds: 60 }), 200);
    const held = await start(bo);
    const [first, second] = [await queue(cy), await queue(di)];
    await end(bo, held);
    const { claimUntil } = (await place(cy, first.ticketId)).offer;
    expect(Date.parse(claimUntil) - (Date.now() + ahead)).toBeGreaterThan(45_000);
    ahead += 61_000;
    const late = await claim(cy, first.ticketId);
    expect([late.status, late.body.reason]).toEqual([410, 'offer-lapsed']);
    await eventually(async () => (await place(di, second.ticketId)).state === 'offered');
    required(await di.delete(`/v1/queue/${second.ticketId}`), 200);
    required(await ada.patch('/v1/account', { claimSeconds: 30 }), 200);
  });

  it('S6 whoever is suspended, or gets a named seat, waits no longer', async () => {
    const held = await start(bo);
    const { ticketId } = await queue(cy);
    required(await ada.put(`/v1/users/${cy.id}/seats/${V5}`, { type: 'named' }), 200);
    expect((await cy.get(`/v1/queue/${ticketId}`)).body.reason).toBe('named-seat-assigned');
    const other = await queue(di);
    required(await ada.post(`/v1/users/${di.id}/suspend`), 200);
    const service = await ada.service(['act-for-agents'], 'Another app');
    expect((await service.get(`/v1/queue/${other.ticketId}`)).body.reason).toBe('user-suspended');
    await end(bo, held);
  });

  it('comes back as it was after a restart, offers and order included', async () => {
    for (const name of ['Eve', 'Fay']) await ada.addUser(name, { seat: 'concurrent' });
    const service = await ada.service(['act-for-agents'], 'Third app');
    const { items } = required(await ada.get('/v1/users?q=agent'), 200);
    const idOf = (name: string) => items.find((user: { firstName: string }) => user.firstName === name).id;
    const held = await start(bo);
    const [first, second] = [
      await queue(service, { agentId: idOf('Eve') }),
      await queue(service, { agentId: idOf('Fay') }),
    ];
    await end(bo, held);
    await world.restart();
    expect(await place(service, first.ticketId)).toMatchObject({ state: 'offered', place: 0 });
    expect(await place(service, second.ticketId)).toMatchObject({ state: 'waiting', place: 1 });
    expect((await bo.post('/v1/sessions', { product: V5 })).status).toBe(409);
    required(await claim(service, first.ticketId), 201);
  });
});
