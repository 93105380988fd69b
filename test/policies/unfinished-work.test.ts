import { setTimeout as sleep } from 'node:timers/promises';
import { userStream } from '../../src/domain/streams.ts';
import { departedUsers } from '../../src/policies/departed-users.ts';
import { unfinishedEmailClaims } from '../../src/policies/unfinished-email-claims.ts';
import { DEFAULT_PRODUCTS } from '../../src/domain/catalogue.ts';
import { V5 } from '../commands/company.ts';
import { type Desk, openDesk } from './desk.ts';

/** Much longer than the policy takes for what it need not wait for. */
const A_WHILE_MS = 150;

let desk: Desk;
beforeEach(async () => {
  desk = openDesk();
  await desk.open(2, ['ann', 'bob']);
});
afterEach(() => desk.close());

const address = (userId: string) => desk.users.addresses.streamOf('acme', `${userId}@acme.example`);
const seats = async (userId: string) => (await desk.starts.gate('acme', userId)).map(({ product }) => product);
/** The user's own event and nothing of what should follow it: where a crash may have cut the work off. */
const justThe = (type: 'DeleteUser' | 'SuspendUser', userId: string) =>
  desk.users.runner.run(userStream(userId), { type, data: { reason: null } }, desk.as('ada'));

describe('departed users', () => {
  const finish = () =>
    desk.catchUp('departed-users', () => [departedUsers(desk.users, desk.serviceAccounts, desk.clock)]);

  it('S6, U4 a deletion that was cut off is finished: seat, sessions, sign-ins, address', async () => {
    const { sessionId } = await desk.start('ann');
    await desk.start('bob');
    await finish();
    const { position } = await justThe('DeleteUser', 'ann');
    await finish();
    expect(await desk.since(position)).toEqual([
      'SessionEnded by system:departed-users',
      'SeatUnassigned by system:departed-users',
      'EmailReleased by system:departed-users',
    ]);
    await expect(desk.sessions.heartbeat('acme', sessionId, 'ann')).rejects.toMatchObject({
      details: { reason: 'user-deleted' },
    });
    expect([await seats('ann'), await seats('bob')]).toEqual([[], [V5]]);
    expect([...desk.secrets.forgotten]).toEqual(['ann']);
    const [first] = await desk.events(position);
    const [deleted] = await desk.events(position - 1);
    expect([deleted!.type, first!.metadata.$causationId]).toEqual(['UserDeleted', deleted!.id]);
    await desk.addUser('ann-again', { email: 'ann@acme.example' });
  });

  it('U5 an erasure that was cut off is finished: the key is destroyed', async () => {
    await desk.users.delete(desk.as('ada'), 'ann', null);
    await desk.users.runner.run(userStream('ann'), { type: 'ErasePerson', data: { reason: null } }, desk.as('ada'));
    expect([...desk.secrets.erased]).toEqual([]);
    await finish();
    expect([...desk.secrets.erased]).toEqual(['ann']);
  });

  it('the deletion of a service account that was cut off is finished: its secret is revoked', async () => {
    await desk.serviceAccounts.add(desk.as('ada'), { id: 'bot', name: 'Bot', privileges: [] });
    const justDelete = { type: 'DeleteServiceAccount', data: {} } as const;
    await desk.serviceAccounts.runner.run('serviceAccount-bot', justDelete, desk.as('ada'));
    expect([...desk.secrets.revoked]).toEqual([]);
    await finish();
    expect([...desk.secrets.revoked]).toEqual(['bot']);
  });

  it('S6 a suspension that was cut off frees the seat and keeps the address', async () => {
    await desk.start('ann');
    const { position } = await justThe('SuspendUser', 'ann');
    await finish();
    expect(await desk.since(position)).toEqual([
      'SessionEnded by system:departed-users',
      'SeatUnassigned by system:departed-users',
    ]);
    expect([...desk.secrets.shutOutUsers]).toEqual(['ann']);
    await expect(desk.addUser('ann-again', { email: 'ann@acme.example' })).rejects.toThrow();
  });

  it('S6 a seat that was assigned while its holder left is taken back', async () => {
    const { position } = await justThe('DeleteUser', 'ann');
    const late = { type: 'AssignSeat', data: { userId: 'ann', seatType: 'named' } } as const;
    await desk.poolRunner.run(desk.as('ada'), DEFAULT_PRODUCTS[0]!, late);
    await finish();
    expect(await desk.since(position)).toContain('SeatUnassigned by system:departed-users');
    expect(await seats('ann')).toEqual([]);
  });

  it('asks who is gone now: an old suspension that is read again takes nothing from who came back since', async () => {
    await desk.users.suspend(desk.as('ada'), 'ann', null);
    await desk.users.reactivate(desk.as('ada'), 'ann', null);
    await desk.pools.assign(desk.as('ada'), { userId: 'ann', product: V5, type: 'concurrent' });
    await desk.start('ann');
    desk.secrets.shutOutUsers.clear();
    const head = await desk.store.head();
    await finish();
    expect([await desk.since(head), await seats('ann'), [...desk.secrets.shutOutUsers]]).toEqual([[], [V5], []]);
  });

  it('finds nothing to do where nothing was cut off', async () => {
    await desk.users.delete(desk.as('ada'), 'ann', null);
    await desk.users.suspend(desk.as('ada'), 'bob', null);
    const head = await desk.store.head();
    await finish();
    expect(await desk.since(head)).toEqual([]);
  });
});

describe('unfinished claims', () => {
  const claim = (userId: string) =>
    desk.users.addresses.claims.run(address(userId), { type: 'ClaimEmail', data: { userId } }, desk.as('ada'));

  it('U4 an address whose user never came is given back, and every other is left alone', async () => {
    await claim('ghost');
    desk.passSeconds(1);
    const head = await desk.store.head();
    await desk.catchUp('unfinished-claims', () => [
      unfinishedEmailClaims(desk.users, desk.clock, { soleWriter: true }),
    ]);
    expect(await desk.since(head)).toEqual(['EmailReleased by system:unfinished-claims']);
    const [released] = await desk.events(head);
    expect(released!.stream).toBe(address('ghost'));
    await desk.addUser('gus', { email: 'ghost@acme.example' });
    await expect(desk.addUser('ann-again', { email: 'ann@acme.example' })).rejects.toThrow();
  });

  it('a claim made since the start is given its time: its user may be on the way', async () => {
    const head = await desk.store.head();
    const { stopped } = await desk.runUntil(
      () => claim('ghost').then(() => sleep(A_WHILE_MS, true)),
      () => {
        const policy = unfinishedEmailClaims(desk.users, desk.clock, { soleWriter: true });
        desk.passSeconds(1);
        return [policy];
      },
    );
    expect([await desk.since(head), stopped]).toEqual([['EmailClaimed by user:ada'], []]);
  });
});
