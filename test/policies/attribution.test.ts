import type { RecordedEvent } from '../../src/event-store/event-log.ts';
import { sweepers } from '../../src/policies/sweeper.ts';
import { V5 } from '../commands/company.ts';
import { type Desk, openDesk } from './desk.ts';

/* A3: every event says whose doing it is, on whose behalf, and what caused it. */

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.close());

const service = { actor: { kind: 'service', id: 'app' } } as const;

async function written(act: () => Promise<unknown>): Promise<RecordedEvent[]> {
  const before = await desk.store.head();
  await act();
  return desk.events(before);
}

const sweep = (name: string) => {
  const pools = [{ account: 'acme', product: V5 }];
  const toSweep = {
    withOpenSessions: async () => pools,
    withTickets: async () => pools,
    withEndsDue: async () => pools,
  };
  return sweepers({ ...desk, overdue: desk.overdueSessions }, toSweep)
    .find((one) => one.name === name)!
    .run();
};

it('A2, A3 the timer ends a warned session on behalf of the admin, caused by what they asked', async () => {
  await desk.open(1, ['ann']);
  const { sessionId } = await desk.start('ann');
  const asked = desk.as('ada');
  const warning = { reason: 'not-in-use', note: null, graceSeconds: 60, sessionIds: [sessionId] } as const;
  await desk.sharedSessions.end(asked, warning);
  desk.passSeconds(60);
  const [ended] = await written(() => sweep('grace-deadlines'));
  expect(ended!.metadata).toMatchObject({
    actor: { kind: 'system', id: 'grace-deadlines' },
    onBehalfOf: 'ada',
    $causationId: asked.commandId,
    $correlationId: asked.correlationId,
  });
});

it('L2, A3 a lease that a start reclaims is ended by the lease sweeper, caused by the start', async () => {
  await desk.open(1, ['ann', 'bob']);
  await desk.start('ann');
  desk.passSeconds(121);
  const [ended, started] = await written(() => desk.start('bob'));
  expect(ended).toMatchObject({
    type: 'SessionEnded',
    metadata: { actor: { kind: 'system', id: 'lease-sweeper' }, $causationId: started!.metadata.commandId },
  });
  expect(started).toMatchObject({ type: 'SessionStarted', metadata: { actor: { kind: 'user', id: 'bob' } } });
});

it('A3 what a service does for an agent says so; what agents do themselves does not', async () => {
  await desk.open(1, ['ann']);
  const joined = { mode: 'attended', platform: 'mac' } as const;
  const app = () => desk.as('app', service);
  const { sessionId } = await desk.start('ann');
  const byService = await written(async () => {
    await desk.sessions.connect(app(), { ...joined, sessionId, agentId: null });
    await desk.sessions.end(app(), { sessionId, agentId: null });
  });
  expect(byService.map(({ type, metadata: { actor, onBehalfOf } }) => [type, actor.id, onBehalfOf])).toEqual([
    ['SessionConnected', 'app', 'ann'],
    ['SessionEnded', 'app', 'ann'],
  ]);
  const own = await desk.start('ann');
  const bySelf = await written(() => desk.sessions.end(desk.as('ann'), { sessionId: own.sessionId, agentId: 'ann' }));
  expect(bySelf.map(({ metadata: { onBehalfOf } }) => onBehalfOf)).toEqual([undefined]);
});

it('A3 an admin who clears a seat acts on nobody’s behalf', async () => {
  await desk.open(1, ['ann']);
  const { sessionId } = await desk.start('ann');
  const clearing = { reason: 'not-in-use', note: null, graceSeconds: 0, sessionIds: [sessionId] } as const;
  const [ended] = await written(() => desk.sharedSessions.end(desk.as('ada'), clearing));
  expect(ended!.metadata).toMatchObject({ actor: { kind: 'user', id: 'ada' } });
  expect(ended!.metadata.onBehalfOf).toBeUndefined();
});

it('O6, A3 folded refusals are written for the agent, with how many there were and when', async () => {
  await desk.open(1, ['ann', 'bob']);
  await desk.start('ann');
  const refused = () => desk.start('bob').catch(() => undefined);
  await refused();
  desk.passSeconds(10);
  const firstAt = desk.clock.now();
  await refused();
  desk.passSeconds(10);
  const lastAt = desk.clock.now();
  await refused();
  desk.passSeconds(60);
  const [denied] = await written(() => sweep('denial-recorder'));
  expect(denied).toMatchObject({
    type: 'SeatDenied',
    data: { agentId: 'bob', count: 2, firstAt, lastAt },
    metadata: { actor: { kind: 'system', id: 'denial-recorder' }, onBehalfOf: 'bob' },
  });
});

it('A3 events of people’s administration say why', async () => {
  await desk.open(1, ['ann']);
  const [deleted] = await written(() => desk.users.delete(desk.as('ada'), 'ann', 'left the company'));
  expect(deleted).toMatchObject({ type: 'UserDeleted', data: { reason: 'left the company' } });
  const [erased] = await written(() => desk.users.erase(desk.as('ada'), 'ann', 'asked us to'));
  expect(erased).toMatchObject({ type: 'PersonErased', data: { reason: 'asked us to' } });
});

it('U5 erasing removes kept copies of pools, which may hold words of the person', async () => {
  await desk.open(1, ['ann']);
  await desk.users.delete(desk.as('ada'), 'ann', null);
  desk.keptSnapshots.set(`seatPool-acme.${V5}`, 'a copy');
  desk.keptSnapshots.set(`seatPool-other.${V5}`, 'of another account');
  await desk.users.erase(desk.as('ada'), 'ann', null);
  expect([...desk.keptSnapshots.keys()]).toEqual([`seatPool-other.${V5}`]);
});
