import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_SHARED_SEATS_IN_USE } from '../../src/domain/refusal.ts';
import { type Api, required } from '../support/api.ts';
import { addUser, assignSeat, buy, join, type Member, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { SeveralNodes } from '../support/several-nodes.ts';

const PRODUCT_NAME = 'GoToAssist Remote Support v5';
type Agent = Member & { api: Api };

const SHARED_SEATS = 10;
const AGENTS = 15;

/** The product where it may run. */
type Place = { admin(): Promise<Api>; restart(): Promise<void>; dispose(): Promise<void> };

async function oneProcess(): Promise<Place> {
  const server = await Server.start();
  const restart = async () => {
    expect(await server.stop()).toBe(0);
    await server.start();
  };
  return { admin: () => server.admin(), restart, dispose: () => server.dispose() };
}

async function overServers(): Promise<Place> {
  const all = await SeveralNodes.start(2);
  const restart = async () => {
    for (const node of all.nodes) {
      expect(await node.stop()).toBe(0);
      await node.start();
    }
  };
  return { admin: () => all.admin(), restart, dispose: () => all.dispose() };
}

/** The help page "Manage Shared Seats and Sessions", acted out on real processes; each act builds on the last. */
describe.each([
  ['one process over files', oneProcess],
  ['two nodes over EventStoreDB and PostgreSQL', overServers],
])('the help page, %s', (_, open) => {
  let place: Place;
  let admin: Api;
  let adminId: string;
  const agents: Agent[] = [];
  let nora: Agent;
  const sessionOf = new Map<string, string>();
  let connectedAt: string;
  let clearedAt: string;

  const start = (agent: { api: Api }) => agent.api.post('/v1/sessions', { product: PRODUCT, device: 'desk' });
  const sharedSessions = async (after: string) =>
    required(await admin.get(`/v1/shared-sessions?after=${after}&limit=100`), 200);

  beforeAll(async () => {
    place = await open();
    admin = await place.admin();
    adminId = required(await admin.get('/v1/me'), 200).id;
    required(await admin.patch(`/v1/users/${adminId}`, { firstName: 'Ada', lastName: 'Admin' }), 200);
  });
  afterAll(() => place?.dispose());

  it('"Need more seats?" The billing contact sets the plan: ten shared seats and one named', async () => {
    const bought = await buy(admin, { named: 1, concurrent: SHARED_SEATS });
    const { items } = required(await admin.get(`/v1/plan?after=${bought}`), 200);
    expect(items).toContainEqual(
      expect.objectContaining({
        product: PRODUCT,
        productName: PRODUCT_NAME,
        named: { capacity: 1, assigned: 0 },
        concurrent: { capacity: SHARED_SEATS, assigned: 0, inUse: 0, overBy: 0, waiting: 0 },
      }),
    );
  });

  it('fifteen agents share the ten seats, one more has a named seat', async () => {
    for (let n = 1; n <= AGENTS; n += 1) {
      const agent = await addUser(admin, n === 1 ? 'Bo' : `Agent${n}`, n === 1 ? 'Agent' : 'Shared');
      await assignSeat(admin, agent.id, 'concurrent');
      agents.push({ ...agent, api: await join(admin, agent) });
    }
    const named = await addUser(admin, 'Nora', 'Named');
    await assignSeat(admin, named.id, 'named');
    nora = { ...named, api: await join(admin, named) };
  });

  it('signed in with no session occupies nothing', async () => {
    const { items } = required(await agents[0]!.api.get('/v1/me/seats'), 200);
    expect(items).toEqual([
      { product: PRODUCT, seatType: 'concurrent', available: true, inUse: 0, capacity: SHARED_SEATS, waiting: 0 },
    ]);
  });

  it('ten agents create a session each, and with the support key the seat is occupied', async () => {
    for (const agent of agents.slice(0, SHARED_SEATS)) {
      const session = required(await start(agent), 201);
      expect(session).toMatchObject({ product: PRODUCT, agentId: agent.id, seatType: 'concurrent', phase: 'waiting' });
      expect(session.supportKey).toMatch(/^\d{9}$/);
      sessionOf.set(agent.id, session.sessionId);
    }
    const { items } = required(await agents[0]!.api.get('/v1/me/seats'), 200);
    expect(items[0]).toMatchObject({ inUse: SHARED_SEATS, available: true });
  });

  it('the eleventh is told so at sign-in', async () => {
    const { items } = required(await agents[10]!.api.get('/v1/me/seats'), 200);
    expect(items).toEqual([
      {
        product: PRODUCT,
        seatType: 'concurrent',
        available: false,
        message: 'All shared seats are in use. To start a session, please wait for an available seat.',
        inUse: SHARED_SEATS,
        capacity: SHARED_SEATS,
        waiting: 0,
      },
    ]);
  });

  it('and refused with the same sentence when starting a session', async () => {
    const refused = await start(agents[10]!);
    expect(refused.status).toBe(409);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.body).toMatchObject({
      code: 'ALL_SHARED_SEATS_IN_USE',
      title: 'All shared seats are in use. To start a session, please wait for an available seat.',
      status: 409,
      capacity: SHARED_SEATS,
      inUse: SHARED_SEATS,
      waiting: 0,
      retryAfterSeconds: expect.any(Number),
    });
    expect(refused.body.title).toBe(ALL_SHARED_SEATS_IN_USE);
  });

  it('the agent with a named seat is admitted all the same', async () => {
    expect(required(await nora.api.get('/v1/me/seats'), 200).items[0]).toMatchObject({
      seatType: 'named',
      available: true,
    });
    expect(required(await start(nora), 201)).toMatchObject({ seatType: 'named', phase: 'waiting' });
  });

  it('customers join: attended from Windows, unattended on a Mac', async () => {
    const [first, second] = agents as [Agent, Agent];
    const attended = { mode: 'attended', platform: 'windows' };
    const unattended = { mode: 'unattended', platform: 'mac' };
    required(await first.api.post(`/v1/sessions/${sessionOf.get(first.id)}/connect`, attended), 200);
    connectedAt = required(
      await second.api.post(`/v1/sessions/${sessionOf.get(second.id)}/connect`, unattended),
      200,
    ).position;
    expect(required(await first.api.get(`/v1/sessions/${sessionOf.get(first.id)}`), 200).phase).toBe('connected');
  });

  it('"Manage Shared Sessions" shows all shared sessions, the name of the agent and their e-mail address', async () => {
    const { items, total } = await sharedSessions(connectedAt);
    expect(total).toBe(SHARED_SEATS);
    expect(items.map((item: { agent: Member }) => item.agent.email).sort()).toEqual(
      agents
        .slice(0, SHARED_SEATS)
        .map((agent) => agent.email)
        .sort(),
    );
    const bo = agents[0]!;
    expect(items.find((item: { agent: Member }) => item.agent.id === bo.id)).toMatchObject({
      sessionId: sessionOf.get(bo.id),
      product: PRODUCT,
      productName: PRODUCT_NAME,
      agent: { id: bo.id, name: 'Bo Agent', email: bo.email },
      phase: 'connected',
      mode: 'attended',
      platform: 'windows',
      device: 'desk',
      startedAt: expect.any(String),
      connectedAt: expect.any(String),
      lastSeenAt: expect.any(String),
    });
  });

  it('"select 1 or more sessions and click End session": two are cleared, with a reason and a note', async () => {
    const [bo, other] = agents as [Agent, Agent];
    const sessionIds = [sessionOf.get(bo.id)!, sessionOf.get(other.id)!, '00000000-0000-7000-8000-000000000000'];
    const ended = required(
      await admin.post('/v1/shared-sessions/end', { sessionIds, reason: 'not-in-use', note: 'Gone home' }),
      200,
    );
    expect(ended.results).toEqual([
      { sessionId: sessionIds[0], outcome: 'ended' },
      { sessionId: sessionIds[1], outcome: 'ended' },
      { sessionId: sessionIds[2], outcome: 'not-found' },
    ]);
    clearedAt = ended.position;
    const { items } = await sharedSessions(ended.position);
    expect(items).toHaveLength(SHARED_SEATS - 2);
  });

  it('the freed seats are usable at once, and only those two', async () => {
    for (const agent of agents.slice(10, 12)) {
      const session = required(await start(agent), 201);
      sessionOf.set(agent.id, session.sessionId);
    }
    expect((await start(agents[12]!)).body.code).toBe('ALL_SHARED_SEATS_IN_USE');
  });

  it('the cleared agent’s client is told with its next heartbeat by whom and why', async () => {
    const bo = agents[0]!;
    const told = await bo.api.post(`/v1/sessions/${sessionOf.get(bo.id)}/heartbeat`);
    expect(told.status).toBe(410);
    expect(told.body).toMatchObject({ code: 'SESSION_ENDED', reason: 'not-in-use', endedAt: expect.any(String) });
    expect(told.body.endedBy).toMatchObject({ kind: 'user', id: adminId });
  });

  it('and the others’ heartbeats renew their lease', async () => {
    const agent = agents[2]!;
    const renewed = required(await agent.api.post(`/v1/sessions/${sessionOf.get(agent.id)}/heartbeat`), 200);
    expect(renewed).toMatchObject({ expiresAt: expect.any(String), inUse: SHARED_SEATS, capacity: SHARED_SEATS });
  });

  it('history says who cleared which seat', async () => {
    const bo = agents[0]!;
    const { items } = required(
      await admin.get(`/v1/audit?after=${clearedAt}&action=SessionEnded&sessionId=${sessionOf.get(bo.id)}`),
      200,
    );
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      action: 'SessionEnded',
      sentence: "Ada Admin cleared Bo Agent's GoToAssist Remote Support v5 seat: not in use",
      actor: { kind: 'user', id: adminId, name: 'Ada Admin' },
      subject: { id: bo.id, name: 'Bo Agent' },
      product: PRODUCT,
      sessionId: sessionOf.get(bo.id),
      reason: 'not-in-use',
      note: 'Gone home',
    });
  });

  it('"View agents by seat type": both filters, with their counts', async () => {
    const { items: filters } = required(await admin.get('/v1/users/filters'), 200);
    const seats = filters.find((filter: { category: string }) => filter.category === 'Seats');
    expect(seats.options).toEqual(
      expect.arrayContaining([
        { value: `${PRODUCT}:concurrent`, label: `${PRODUCT_NAME} - Concurrent`, count: AGENTS },
        { value: `${PRODUCT}:named`, label: `${PRODUCT_NAME} - Named`, count: 1 },
      ]),
    );
    const shared = required(await admin.get(`/v1/users?seat=${PRODUCT}:concurrent&limit=100`), 200);
    expect(shared.total).toBe(AGENTS);
    const named = required(await admin.get(`/v1/users?seat=${PRODUCT}:named`), 200);
    expect(named.items).toEqual([
      expect.objectContaining({
        email: nora.email,
        seats: [{ product: PRODUCT, type: 'named', label: `${PRODUCT_NAME} - Named` }],
      }),
    ]);
  });

  it('after a restart everything is as it was, and everybody is still signed in', async () => {
    const before = await account();
    await place.restart();
    expect(await account()).toEqual(before);
    const bo = agents[0]!;
    const told = await bo.api.post(`/v1/sessions/${sessionOf.get(bo.id)}/heartbeat`);
    expect(told.body).toMatchObject({ code: 'SESSION_ENDED', reason: 'not-in-use' });
    expect((await start(agents[12]!)).body.code).toBe('ALL_SHARED_SEATS_IN_USE');
  });

  async function account() {
    const items = async (path: string) => required(await admin.get(path), 200).items;
    return {
      plan: await items('/v1/plan'),
      users: await items('/v1/users?limit=100&sort=email'),
      audit: await items('/v1/audit?limit=500'),
      sessions: (await items('/v1/shared-sessions?limit=100&sort=startedAt')).map(withoutSignOfLife),
    };
  }
});

/** After a restart an open session has a fresh lease (L4). */
const withoutSignOfLife = ({ lastSeenAt: _, ...session }: { lastSeenAt: string }) => session;
