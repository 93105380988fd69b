import { listSeatPools, listWaiting, type PlanItem } from '../../projections/seat-pools.ts';
import { catalogue } from '../../src/domain/catalogue.ts';
import { onEachDatabase } from '../read-models/databases.ts';
import { assigned, capacity, ended, LABEL, openWorld, PRODUCT, started, type World } from '../read-models/world.ts';

let world: World;

onEachDatabase((databases) => {
  beforeEach(async () => {
    world = await openWorld({ databases });
    await world.start();
  });
  afterEach(() => world.close());

  it('shows every product of the catalogue, those without events with none of anything', async () => {
    await world.pool(capacity(2, 10));
    const items = await pools();
    expect(items.map(({ product }) => product)).toEqual([PRODUCT, 'remote-support', 'service-desk']);
    expect(items[0]).toEqual({
      product: PRODUCT,
      productName: LABEL,
      named: { capacity: 2, assigned: 0 },
      concurrent: { capacity: 10, assigned: 0, inUse: 0, overBy: 0, waiting: 0 },
    });
    expect(items[2]).toEqual({
      product: 'service-desk',
      productName: 'GoToAssist Service Desk',
      named: { capacity: 0, assigned: 0 },
      concurrent: { capacity: 0, assigned: 0, inUse: 0, overBy: 0, waiting: 0 },
    });
  });

  it('O2 counts agents, not sessions; S1 leaves named seats out; S5 says by how many the pool is over', async () => {
    await world.pool(capacity(1, 2));
    await world.pool(assigned('nina', 'named'));
    for (const agent of ['ann', 'bob', 'cid']) await world.pool(assigned(agent));
    await world.pool(started('n1', 'nina', 'named'));
    await world.pool(started('a1', 'ann'));
    await world.pool(started('a2', 'ann'));
    await world.pool(started('b1', 'bob'));
    expect((await pools())[0]).toMatchObject({
      named: { capacity: 1, assigned: 1 },
      concurrent: { capacity: 2, assigned: 3, inUse: 2, overBy: 0 },
    });
    await world.pool(capacity(1, 1));
    expect((await pools())[0]).toMatchObject({ concurrent: { capacity: 1, inUse: 2, overBy: 1 } });
    await world.pool(ended('a1', 'ann'));
    expect((await pools())[0]).toMatchObject({ concurrent: { inUse: 2 } });
    await world.pool(ended('a2', 'ann'));
    await world.pool(ended('n1', 'nina', { seatType: 'named' }));
    expect((await pools())[0]).toMatchObject({ concurrent: { inUse: 1, overBy: 0 } });
  });

  it('S3 a replaced seat counts as its new type, a removed one not at all', async () => {
    await world.pool(assigned('ann', 'named'));
    await world.pool({ type: 'SeatUnassigned', data: { userId: 'ann', seatType: 'named', reason: 'replaced' } });
    await world.pool(assigned('ann'));
    expect((await pools())[0]).toMatchObject({ named: { assigned: 0 }, concurrent: { assigned: 1 } });
    await world.pool({ type: 'SeatUnassigned', data: { userId: 'ann', seatType: 'concurrent', reason: null } });
    expect((await pools())[0]).toMatchObject({ named: { assigned: 0 }, concurrent: { assigned: 0 } });
  });

  it('Q1, Q2 counts who waits, and for whom a seat is held; whoever starts, lapses or leaves is neither', async () => {
    const by = (type: 'SeatRequested' | 'SeatOfferLapsed', agentId: string) =>
      world.pool({ type, data: { ticketId: `${agentId}-1`, agentId } });
    const waits = async () => {
      const [{ concurrent }] = (await pools()) as [PlanItem];
      const { items } = await listWaiting(world.db, {
        account: 'acme',
        scope: 'all',
        limit: 10,
        catalogue: catalogue(),
      });
      return [concurrent.waiting, items.filter(({ offer }) => offer !== null).length];
    };
    for (const agent of ['ann', 'bob', 'cid']) await by('SeatRequested', agent);
    expect(await waits()).toEqual([3, 0]);
    for (const agentId of ['ann', 'bob'])
      await world.pool({
        type: 'SeatOffered',
        data: { ticketId: `${agentId}-1`, agentId, claimUntil: '2026-01-05T09:00:30.000Z' },
      });
    expect(await waits()).toEqual([1, 2]);
    await world.pool(started('a1', 'ann'));
    await by('SeatOfferLapsed', 'bob');
    expect(await waits()).toEqual([1, 0]);
    await by('SeatRequested', 'bob');
    await world.pool({
      type: 'SeatRequestWithdrawn',
      data: { ticketId: 'cid-1', agentId: 'cid', reason: 'lease-expired' },
    });
    expect(await waits()).toEqual([1, 0]);
  });

  it('nothing crosses an account', async () => {
    await world.pool(capacity(3, 3), { account: 'other' });
    await world.pool(assigned('eve'), { account: 'other' });
    await world.pool(started('s1', 'eve'), { account: 'other' });
    expect((await pools())[0]).toMatchObject({
      named: { capacity: 0 },
      concurrent: { capacity: 0, assigned: 0, inUse: 0 },
    });
    expect((await pools('other'))[0]).toMatchObject({ concurrent: { capacity: 3, assigned: 1, inUse: 1 } });
  });
});

const pools = async (account = 'acme') => {
  await world.shown();
  return listSeatPools(world.db, { account, catalogue: catalogue() });
};
