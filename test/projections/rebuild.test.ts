import { projections } from '../../projections/index.ts';
import { verify } from '../../src/read-models/verify.ts';
import { onEachDatabase } from '../read-models/databases.ts';
import {
  accepted,
  added,
  assigned,
  capacity,
  connected,
  ended,
  openWorld,
  started,
  type World,
} from '../read-models/world.ts';

let world: World;

onEachDatabase((databases) => {
  beforeAll(async () => {
    world = await openWorld({ databases });
    await world.start();
    await history(world);
    await world.shown();
  });
  afterAll(() => world.close());

  describe.each(projections.map((projection) => [projection.name, projection] as const))('%s', (_name, projection) => {
    it('rebuilt from the first event it is what it became live', async () => {
      const result = await verify({ database: world.database, log: world.log, projection });
      expect(result).toMatchObject({ ok: true, differences: [] });
      expect(result.rows).toBeGreaterThan(2);
    });

    it('each event handled twice changes nothing', async () => {
      const stammering: typeof projection = {
        ...projection,
        handle: (event, change) => {
          projection.handle(event, change);
          projection.handle(event, change);
        },
      };
      expect(await verify({ database: world.database, log: world.log, projection: stammering })).toMatchObject({
        ok: true,
      });
    });
  });
});

/** Something of everything, on two accounts. */
async function history({ account, append, forget, group, pool, user }: World): Promise<void> {
  await account({ type: 'AccountOpened', data: { name: 'Acme' } });
  await group('g1', 'Night shift');
  for (const id of ['ada', 'bo', 'cid']) {
    await user(id, added(id, 'Person', { groupIds: ['g1'] }));
    await user(id, accepted);
  }
  await account({ type: 'BillingContactChanged', data: { userId: 'ada' } });
  await account({
    type: 'AccountSettingsChanged',
    data: { inactiveAfterDays: 60, leaseSeconds: { 'service-desk': 90 } },
  });
  await pool(capacity(2, 2));
  await pool(capacity(9, 9), { account: 'other' });
  for (const id of ['bo', 'cid']) await pool(assigned(id));
  for (let round = 0; round < 20; round += 1) {
    const session = `s${round}`;
    const agent = round % 2 ? 'bo' : 'cid';
    await pool(started(session, agent), { actor: agent });
    if (round % 3 === 0) await pool(connected(session), { actor: agent });
    if (round % 5 === 0) {
      await pool({
        type: 'SessionEndRequested',
        data: {
          agentId: 'bo',
          sessionId: session,
          deadlineAt: '2026-11-24T10:00:00.000Z',
          reason: 'other',
          note: null,
        },
      });
      if (round % 2 === 0) await pool({ type: 'SessionEndWithdrawn', data: { sessionId: session } });
    }
    if (round % 4 !== 0) await pool(ended(session, agent, { note: 'Ünal' }));
  }
  await pool(started('x', 'eve'), { account: 'other' });
  await pool({ type: 'SeatUnassigned', data: { userId: 'cid', seatType: 'concurrent', reason: 'replaced' } });
  await pool(assigned('cid', 'named'));
  await user('bo', { type: 'UserRoleChanged', data: { role: 'manager', privileges: ['end-sessions'] } });
  await user('bo', { type: 'UserGroupsChanged', data: { groupIds: [], managedGroupIds: ['g1'] } });
  await user('cid', { type: 'UserProfileChanged', data: { firstName: 'Cidney' } });
  await append('serviceAccount-d1', {
    type: 'ServiceAccountAdded',
    data: { accountId: 'acme', name: 'Bot', privileges: [] },
  });
  await append('serviceAccount-d1', { type: 'ServiceAccountDeleted', data: {} });
  await append('userGroup-g1', { type: 'UserGroupRenamed', data: { name: 'Day shift' } });
  // S6: nobody is deleted in the middle of a session.
  for (let round = 0; round < 20; round += 4) await pool(ended(`s${round}`, 'cid', { reason: 'user-deleted' }));
  await user('cid', { type: 'UserDeleted', data: { reason: null } });
  forget('cid');
  await user('cid', { type: 'PersonErased', data: {} });
}
