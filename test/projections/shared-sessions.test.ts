import { endedSessions, findSession, listOpenSessions, listSharedSessions } from '../../projections/shared-sessions.ts';
import { catalogue } from '../../src/domain/catalogue.ts';
import { onEachDatabase } from '../read-models/databases.ts';
import {
  added,
  connected,
  ended,
  LABEL,
  openWorld,
  PRODUCT,
  START_OF_DAY,
  started,
  type World,
} from '../read-models/world.ts';

const products = catalogue();
const everybody = { account: 'acme', scope: 'all', catalogue: products, limit: 50 } as const;

let world: World;

onEachDatabase((databases) => {
  beforeEach(async () => {
    world = await openWorld({ databases });
    await world.start();
  });
  afterEach(() => world.close());

  it('lists who holds a shared seat, with name and address', async () => {
    await world.user('bo', added('Bo', 'Agent'));
    await world.pool(started('s1', 'bo'));
    await world.pool(connected('s1'), { at: at('09:05') });
    await world.pool(connected('s1', 'unattended'), { at: at('09:10') });
    expect(await listed()).toEqual({
      items: [
        {
          sessionId: 's1',
          product: PRODUCT,
          productName: LABEL,
          agent: { id: 'bo', name: 'Bo Agent', email: 'bo@example.com' },
          phase: 'connected',
          mode: 'unattended',
          platform: 'mac',
          device: 'Front desk',
          startedAt: START_OF_DAY,
          connectedAt: at('09:05'),
          lastSeenAt: null,
          ending: null,
        },
      ],
      nextCursor: null,
      total: 1,
    });
  });

  it('keeps the first connection also when both connections are written at once', async () => {
    await world.pool(started('s1', 'bo'));
    await world.shown();
    await world.readModels.stop();
    await world.pool(connected('s1'), { at: at('09:05') });
    await world.pool(connected('s1', 'unattended'), { at: at('09:10') });
    await world.restart();
    expect((await listed()).items[0]).toMatchObject({ connectedAt: at('09:05'), mode: 'unattended' });
  });

  it('leaves out named seats and ended sessions, and other accounts', async () => {
    await world.pool(started('named', 'nina', 'named'));
    await world.pool(started('over', 'bo'));
    await world.pool(ended('over', 'bo'));
    await world.pool(started('theirs', 'eve'), { account: 'other' });
    await world.pool(started('ours', 'cid'));
    expect(await idsOf()).toEqual(['ours']);
    expect(await idsOf({ account: 'other' })).toEqual(['theirs']);
  });

  it('a session of a product occupied from sign-in is signed in', async () => {
    const signIn = started('s1', 'bo');
    await world.pool({ ...signIn, data: { ...signIn.data, supportKeyHash: null } }, { product: 'service-desk' });
    expect((await listed()).items[0]).toMatchObject({
      phase: 'signed-in',
      product: 'service-desk',
      productName: 'GoToAssist Service Desk',
    });
  });

  it('finds by product, name and address in any letter case and script, and takes wildcards literally', async () => {
    await world.user('o1', added('Örjan', 'Åkesson', { email: 'Orjan@Example.com' }));
    await world.user('o2', added('Ünal_', 'Şen', { email: 'unal@example.com' }));
    await world.pool(started('s1', 'o1'));
    await world.pool(started('s2', 'o2'), { product: 'service-desk' });
    expect(await idsOf({ q: 'ÖRJAN åkes' })).toEqual(['s1']);
    expect(await idsOf({ q: 'orjan@EXAMPLE' })).toEqual(['s1']);
    expect(await idsOf({ q: 'l_' })).toEqual(['s2']);
    expect(await idsOf({ q: 'r_an' })).toEqual([]);
    expect(await idsOf({ q: '%' })).toEqual([]);
    expect(await idsOf({ product: 'service-desk' })).toEqual(['s2']);
    expect(await idsOf({ product: 'service-desk', q: 'örjan' })).toEqual([]);
  });

  it('pages in any order neither repeat nor skip, whatever starts and ends meanwhile', async () => {
    for (const [index, agent] of ['dan', 'ann', 'cid', 'bob', 'eve'].entries()) {
      await world.user(agent, added(agent, 'Same'));
      await world.pool(started(`s${index}`, agent), { at: at(`09:0${index}`) });
    }
    const first = await listed({ sort: 'name', limit: 2 });
    expect(first.items.map(({ agent }) => agent.id)).toEqual(['ann', 'bob']);
    expect(first.total).toBe(5);
    await world.pool(ended('s1', 'ann'));
    await world.user('abe', added('abe', 'Same'));
    await world.pool(started('s9', 'abe'));
    const second = await listed({ sort: 'name', limit: 2, cursor: first.nextCursor! });
    expect(second.items.map(({ agent }) => agent.id)).toEqual(['cid', 'dan']);
    const last = await listed({ sort: 'name', limit: 2, cursor: second.nextCursor! });
    expect(last.items.map(({ agent }) => agent.id)).toEqual(['eve']);
    expect(last.nextCursor).toBeNull();
    expect(await idsOf({ sort: '-name,startedAt' })).toEqual(['s4', 's0', 's2', 's3', 's9']);
  });

  it.each([
    ['another order', async () => (await listed({ sort: 'name', limit: 1 })).nextCursor!, 'email'],
    ['nothing at all', async () => 'nonsense', 'name'],
  ])('refuses a cursor of %s, and fields to sort by that do not exist', async (_what, cursor, sort) => {
    await world.pool(started('s1', 'ann'));
    await world.pool(started('s2', 'bob'));
    await expect(listed({ sort, cursor: await cursor() })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(listed({ sort: 'constructor' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('a manager sees the sessions of their groups only', async () => {
    await world.group('g1', 'Night shift');
    await world.user('ann', added('Ann', 'In', { groupIds: ['g1'] }));
    await world.user('bob', added('Bob', 'Out', { managedGroupIds: ['g1'] }));
    await world.pool(started('s1', 'ann'));
    await world.pool(started('s2', 'bob'));
    expect(await idsOf({ scope: { groupIds: ['g1'] } })).toEqual(['s1']);
    expect(await idsOf({ scope: { groupIds: [] } })).toEqual([]);
  });

  it('L3 tells why and by whom a session ended, long afterwards', async () => {
    await world.user('ada', added('Ada', 'Admin'));
    await world.pool(started('s1', 'bo'));
    await world.shown();
    expect(await findSession(world.db, 'acme', 's1')).toMatchObject({ state: 'open', product: PRODUCT, agentId: 'bo' });
    await world.pool(ended('s1', 'bo', { reason: 'needed-elsewhere', note: 'Cid is waiting' }), { at: at('10:00') });
    await world.shown();
    expect(await findSession(world.db, 'acme', 's1')).toEqual({
      state: 'ended',
      sessionId: 's1',
      product: PRODUCT,
      agentId: 'bo',
      seatType: 'concurrent',
      reason: 'needed-elsewhere',
      endedBy: { kind: 'user', id: 'ada', name: 'Ada Admin' },
      endedAt: at('10:00'),
      lastSeenAt: null,
    });
    expect(await findSession(world.db, 'other', 's1')).toBeNull();
    expect(await findSession(world.db, 'acme', 's2')).toBeNull();
  });

  it('A2 shows a warning with who gave it, until it is withdrawn; the last one counts', async () => {
    const request = (deadline: string) =>
      ({
        type: 'SessionEndRequested',
        data: {
          sessionId: 's1',
          agentId: 'bo',
          deadlineAt: at(deadline),
          reason: 'needed-elsewhere',
          note: 'Cid is waiting',
        },
      }) as const;
    const ending = async () => (await listed()).items.map((item) => item.ending);
    await world.user('ada', added('Ada', 'Admin'));
    await world.user('eve', added('Eve', 'Admin'));
    await world.pool(started('s1', 'bo'));
    await world.pool(request('09:20'), { actor: 'ada' });
    const said = { deadlineAt: at('09:20'), reason: 'needed-elsewhere', note: 'Cid is waiting' };
    expect(await ending()).toEqual([{ ...said, by: { kind: 'user', id: 'ada', name: 'Ada Admin' } }]);
    await world.pool(request('09:10'), { actor: 'eve' });
    expect(await ending()).toMatchObject([{ deadlineAt: at('09:10'), by: { name: 'Eve Admin' } }]);
    await world.pool({ type: 'SessionEndWithdrawn', data: { sessionId: 's1' } });
    expect(await ending()).toEqual([null]);
  });

  it('lists sessions on named seats only where all open ones are asked for', async () => {
    await world.pool(started('s1', 'bo'));
    await world.pool(started('s2', 'cid', 'named'));
    await world.shown();
    const open = async (seatType?: 'named' | 'concurrent') =>
      (await listOpenSessions(world.db, { ...everybody, ...(seatType ? { seatType } : {}) })).items.map((item) => [
        item.sessionId,
        item.seatType,
      ]);
    const [shared, named] = [
      ['s1', 'concurrent'],
      ['s2', 'named'],
    ];
    expect(await open()).toEqual([shared, named]);
    expect(await open('named')).toEqual([named]);
    expect(await open('concurrent')).toEqual([shared]);
    expect(await idsOf()).toEqual(['s1']);
  });

  it('A2 names who asked for an end that a timer carried out; L2 the sweeper, whoever reclaimed', async () => {
    const timer = { kind: 'system', id: 'grace-deadlines' } as const;
    await world.user('ada', added('Ada', 'Admin'));
    for (const session of ['s1', 's2', 's3', 's5']) await world.pool(started(session, 'bo'));
    await world.pool({
      type: 'SessionEndRequested',
      data: { agentId: 'bo', sessionId: 's1', deadlineAt: at('09:05'), reason: 'security', note: null },
    });
    await world.pool({
      type: 'SessionEndRequested',
      data: { agentId: 'bo', sessionId: 's2', deadlineAt: at('09:05'), reason: 'security', note: null },
    });
    await world.pool({
      type: 'SessionEndRequested',
      data: { agentId: 'bo', sessionId: 's5', deadlineAt: at('09:05'), reason: 'security', note: null },
    });
    await world.pool({ type: 'SessionEndWithdrawn', data: { sessionId: 's5' } });
    await world.pool(ended('s5', 'bo', { reason: 'security' }), { actor: timer });
    await world.pool(ended('s1', 'bo', { reason: 'security' }), { actor: timer });
    await world.pool(ended('s2', 'bo', { reason: 'no-customer-joined' }), { actor: timer });
    await world.pool(ended('s3', 'bo', { reason: 'lease-expired' }), { actor: 'cid' });
    await world.shown();
    const by = (await endedSessions(world.db, 'acme', ['s1', 's2', 's3', 's4', 's5'])).map(({ sessionId, endedBy }) => [
      sessionId,
      endedBy.name,
    ]);
    expect(by.sort()).toEqual([
      ['s1', 'Ada Admin'],
      ['s2', 'The grace deadlines'],
      ['s3', 'The lease sweeper'],
      ['s5', 'The grace deadlines'],
    ]);
  });
});

const at = (time: string) => `2026-11-24T${time}:00.000Z`;
const listed = async (more: Partial<Parameters<typeof listSharedSessions>[1]> = {}) => {
  await world.shown();
  return listSharedSessions(world.db, { ...everybody, ...more });
};
const idsOf = async (more?: Parameters<typeof listed>[0]) =>
  (await listed(more)).items.map(({ sessionId }) => sessionId);
