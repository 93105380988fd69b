import type { Pool } from '../../src/policies/due-pools.ts';
import { sweepers } from '../../src/policies/sweeper.ts';
import { V5 } from '../commands/company.ts';
import { type Desk, openDesk } from './desk.ts';

const HOUR_SECONDS = 60 * 60;
let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.close());

/** One turn of a sweeper over these pools. Answers what it wrote. */
async function sweep(name: string, pools: Pool[] = [{ account: 'acme', product: V5 }]): Promise<string[]> {
  const toSweep = {
    withOpenSessions: async () => pools,
    withTickets: async () => pools,
    withEndsDue: async () => pools,
  };
  const policy = sweepers({ ...desk, overdue: desk.overdueSessions }, toSweep).find((one) => one.name === name)!;
  const before = await desk.store.head();
  await policy.run();
  return desk.since(before);
}

const open = async () => (await desk.sessions.listOpen('acme', 'ann')).length;

it('L2 the lease sweeper ends what gave no sign of life for a whole lease, and nothing else', async () => {
  await desk.open(3, ['ann', 'bob']);
  const silent = await desk.start('ann');
  const alive = await desk.start('bob');
  desk.passSeconds(100);
  await desk.sessions.heartbeat('acme', alive.sessionId, 'bob');
  expect(await sweep('lease-sweeper')).toEqual([]);
  desk.passSeconds(20);
  expect(await sweep('lease-sweeper')).toEqual(['SessionEnded by system:lease-sweeper']);
  await expect(desk.sessions.heartbeat('acme', silent.sessionId, 'ann')).rejects.toMatchObject({
    details: { reason: 'lease-expired', endedBy: { kind: 'system', id: 'lease-sweeper' } },
  });
  expect(await desk.sessions.listOpen('acme', 'bob')).toHaveLength(1);
  expect(await sweep('lease-sweeper')).toEqual([]);
});

it('L2 the lease sweeper goes on until nothing is left that an append could not hold', async () => {
  await desk.open(3, ['ann', 'bob', 'cat']);
  for (const agent of ['ann', 'bob', 'cat']) for (let n = 0; n < 80; n += 1) await desk.start(agent);
  desk.passSeconds(121);
  expect(await sweep('lease-sweeper')).toHaveLength(240);
});

it('L2 the lease sweeper comes back when the next lease lapses, without looking at every pool again', async () => {
  await desk.open(3, ['ann', 'bob']);
  await desk.start('ann');
  let looks = 0;
  const withOpenSessions = async () => {
    looks += 1;
    return [{ account: 'acme', product: V5 }];
  };
  const toSweep = { withOpenSessions, withTickets: async () => [], withEndsDue: async () => [] };
  const [sweeper] = sweepers({ ...desk, overdue: desk.overdueSessions }, toSweep);
  const pauseMs = () => (sweeper!.everyMs as () => number)();
  desk.passSeconds(110);
  await sweeper!.run();
  expect(pauseMs()).toBe(10_000);
  desk.passSeconds(9);
  await sweeper!.run();
  const before = await desk.store.head();
  desk.passSeconds(1);
  await sweeper!.run();
  expect(await desk.since(before)).toEqual(['SessionEnded by system:lease-sweeper']);
  expect(looks).toBe(1);
});

it('L2 a lease that lapses while its pool is being looked at is ended at the next look, which is due at once', async () => {
  await desk.open(3, ['ann']);
  await desk.start('ann');
  desk.passSeconds(110);
  const expire = desk.overdueSessions.expireLeases.bind(desk.overdueSessions);
  desk.overdueSessions.expireLeases = async (...of) => {
    const ended = await expire(...of);
    desk.passSeconds(10);
    return ended;
  };
  const toSweep = {
    withOpenSessions: async () => [{ account: 'acme', product: V5 }],
    withTickets: async () => [],
    withEndsDue: async () => [],
  };
  const [sweeper] = sweepers({ ...desk, overdue: desk.overdueSessions }, toSweep);
  await sweeper!.run();
  desk.overdueSessions.expireLeases = expire;
  const before = await desk.store.head();
  await sweeper!.run();
  expect(await desk.since(before)).toEqual(['SessionEnded by system:lease-sweeper']);
});

it('O3 a session that nobody joined ends after an hour; one that is connected, or younger, does not', async () => {
  await desk.open(3, ['ann', 'bob', 'cat']);
  await desk.start('ann');
  const { sessionId } = await desk.start('bob');
  const joined = { sessionId, agentId: 'bob', mode: 'attended', platform: 'mac' } as const;
  await desk.sessions.connect(desk.as('bob'), joined);
  desk.passSeconds(1);
  await desk.start('cat');
  desk.passSeconds(HOUR_SECONDS - 2);
  expect(await sweep('unjoined-sessions')).toEqual([]);
  desk.passSeconds(1);
  expect(await sweep('unjoined-sessions')).toEqual(['SessionEnded by system:unjoined-sessions']);
  expect(await open()).toBe(0);
  expect(await sweep('unjoined-sessions')).toEqual([]);
});

it('A2 a warned session ends at its deadline, unless the admin withdrew', async () => {
  await desk.open(3, ['ann', 'bob', 'cat']);
  const [ann, bob] = [await desk.start('ann'), await desk.start('bob')];
  await desk.start('cat');
  const warning = { reason: 'needed-elsewhere', note: null, graceSeconds: 60 } as const;
  await desk.sharedSessions.end(desk.as('ada'), { ...warning, sessionIds: [ann.sessionId, bob.sessionId] });
  await desk.sharedSessions.withdrawEnds(desk.as('ada'), { sessionIds: [bob.sessionId] });
  desk.passSeconds(59);
  expect(await sweep('grace-deadlines')).toEqual([]);
  desk.passSeconds(1);
  expect(await sweep('grace-deadlines')).toEqual(['SessionEnded by system:grace-deadlines']);
  expect(await open()).toBe(0);
  // The agent is told who wanted it, not which timer carried it out.
  await expect(desk.sessions.heartbeat('acme', ann.sessionId, 'ann')).rejects.toMatchObject({
    details: { reason: 'needed-elsewhere', endedBy: { kind: 'user', id: 'ada' } },
  });
});

it('O6 repeated refusals are written once their minute is over, with their number', async () => {
  await desk.open(1, ['ann', 'bob']);
  await desk.start('ann');
  for (let n = 0; n < 4; n += 1) await expect(desk.start('bob')).rejects.toThrow();
  expect(await sweep('denial-recorder')).toEqual([]);
  desk.passSeconds(61);
  const before = await desk.store.head();
  expect(await sweep('denial-recorder')).toEqual(['SeatDenied by system:denial-recorder']);
  const [denied] = await desk.events(before);
  expect(denied!.data).toMatchObject({ agentId: 'bob', count: 3, occupants: ['ann'] });
  desk.passSeconds(61);
  expect(await sweep('denial-recorder')).toEqual([]);
});

it('sweepers touch only the pools they are told of', async () => {
  await desk.open(1, ['ann']);
  await desk.start('ann');
  desk.passSeconds(2 * HOUR_SECONDS);
  for (const name of ['lease-sweeper', 'unjoined-sessions', 'grace-deadlines']) {
    expect(await sweep(name, [])).toEqual([]);
    expect(await sweep(name, [{ account: 'acme', product: 'service-desk' }])).toEqual([]);
    expect(await sweep(name, [{ account: 'other', product: V5 }])).toEqual([]);
  }
  expect(await open()).toBe(1);
});

it('a pool that can not be swept keeps no other waiting, and is told of', async () => {
  await desk.open(1, ['ann']);
  await desk.start('ann');
  desk.passSeconds(121);
  const pools = [
    { account: 'acme', product: 'a product that is no more' },
    { account: 'acme', product: V5 },
  ];
  await expect(sweep('lease-sweeper', pools)).rejects.toThrow('Not tidied: 1 of 2 pools');
  expect(await open()).toBe(0);
});

describe('the waiting line', () => {
  const request = (agentId: string) =>
    desk.line.request(desk.as(agentId), { product: V5, agentId, ticketId: `${agentId}-waits` });

  it('Q2 takes back what was not claimed in time, and offers it to the next', async () => {
    await desk.open(1, ['ann', 'bob', 'cat']);
    const { sessionId } = await desk.start('ann');
    for (const agent of ['bob', 'cat']) await request(agent);
    await desk.sessions.end(desk.as('ann'), { sessionId, agentId: 'ann' });
    desk.passSeconds(29);
    expect(await sweep('waiting-line')).toEqual([]);
    desk.passSeconds(1);
    expect(await sweep('waiting-line')).toEqual([
      'SeatOfferLapsed by system:waiting-line',
      'SeatOffered by system:waiting-line',
    ]);
    expect(await desk.line.get('acme', 'cat-waits', 'cat')).toMatchObject({ state: 'offered' });
  });

  it('Q3 the lease sweeper ends the place of a client that fell silent, and no other', async () => {
    await desk.open(1, ['ann', 'bob', 'cat']);
    await desk.start('ann');
    for (const agent of ['bob', 'cat']) await request(agent);
    desk.passSeconds(100);
    await desk.sessions.heartbeat('acme', (await desk.sessions.listOpen('acme', 'ann'))[0]!.sessionId, 'ann');
    await desk.line.get('acme', 'cat-waits', 'cat');
    desk.passSeconds(20);
    expect(await sweep('lease-sweeper')).toEqual(['SeatRequestWithdrawn by system:lease-sweeper']);
    expect(await desk.line.get('acme', 'cat-waits', 'cat')).toMatchObject({ place: 1 });
    await expect(desk.line.get('acme', 'bob-waits', 'bob')).rejects.toMatchObject({
      code: 'TICKET_ENDED',
      details: { reason: 'lease-expired' },
    });
  });
});
