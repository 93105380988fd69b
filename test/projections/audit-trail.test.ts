import { type AuditQuery, listAudit } from '../../projections/audit-trail.ts';
import type { SeatledgerEvent } from '../../projections/events.ts';
import { catalogue } from '../../src/domain/catalogue.ts';
import { onEachDatabase } from '../read-models/databases.ts';
import {
  added,
  assigned,
  capacity,
  connected,
  ended,
  LABEL,
  openWorld,
  PRODUCT,
  START_OF_DAY,
  started,
  type World,
} from '../read-models/world.ts';

const asked = { account: 'acme', scope: 'all', catalogue: catalogue(), limit: 50 } as const;
const SWEEPER = { kind: 'system', id: 'lease-sweeper' } as const;

let world: World;

const audit = async (more: Partial<AuditQuery> = {}) => {
  await world.shown();
  return listAudit(world.db, { ...asked, ...more });
};
const latest = async () => (await audit({ limit: 1 })).items[0]!;
const actions = async (more: Partial<AuditQuery>) => (await audit(more)).items.map(({ action }) => action);

const pool =
  (event: SeatledgerEvent, actor: Parameters<World['pool']>[1] = {}) =>
  () =>
    world.pool(event, actor);
const user =
  (id: string, event: SeatledgerEvent, actor = 'ada') =>
  () =>
    world.user(id, event, { actor });

onEachDatabase((databases) => {
  beforeEach(async () => {
    world = await openWorld({ databases });
    await world.start();
    await world.user('ada', added('Ada', 'Admin'));
    await world.user('bo', added('Bo', 'Agent'));
  });
  afterEach(() => world.close());

  it('finds who did it and whom it was about by id, policy, name or address, and nobody by part of one', async () => {
    await world.pool(started('s1', 'bo'), { actor: 'bo' });
    await world.pool(ended('s1', 'bo', { reason: 'lease-expired' }), { actor: SWEEPER });
    for (const actor of ['lease-sweeper', 'system:lease-sweeper', 'The lease sweeper'])
      expect(await actions({ actor })).toEqual(['SessionEnded']);
    for (const actor of ['bo', 'Bo Agent', 'bo agent', 'BO@example.com', 'Bo'])
      expect(await actions({ actor, product: PRODUCT })).toEqual(['SessionStarted']);
    expect(await actions({ subject: 'Bo Agent', product: PRODUCT })).toEqual(['SessionEnded', 'SessionStarted']);
    for (const nobody of ['B', 'o Agent', 'example.com', '']) expect(await actions({ actor: nobody })).toEqual([]);
  });

  it('finds what was cleared by that word, and nothing else that ended', async () => {
    for (const [sessionId, reason] of [
      ['s1', 'ended-by-agent'],
      ['s2', 'not-in-use'],
      ['s3', 'lease-expired'],
    ] as const) {
      await world.pool(started(sessionId, 'bo'), { actor: 'bo' });
      await world.pool(ended(sessionId, 'bo', { reason }));
    }
    expect((await audit({ q: 'cleared' })).items.map(({ reason }) => reason)).toEqual(['not-in-use']);
    expect((await audit({ q: 'not in use' })).items.map(({ reason }) => reason)).toEqual(['not-in-use']);
  });

  it('tells who cleared whose seat, and everything that proves it', async () => {
    await world.pool(started('s1', 'bo'), { actor: 'bo' });
    const position = await world.pool(ended('s1', 'bo', { note: 'Cid is waiting' }), {
      at: '2026-11-24T10:00:00.000Z',
    });
    const item = await latest();
    const [stored] = await events(position);
    expect(item).toEqual({
      position: String(position),
      at: '2026-11-24T10:00:00.000Z',
      action: 'SessionEnded',
      sentence: "Ada Admin cleared Bo Agent's GoToAssist Remote Support v5 seat: not in use",
      actor: { kind: 'user', id: 'ada', name: 'Ada Admin' },
      onBehalfOf: null,
      subject: { id: 'bo', name: 'Bo Agent' },
      product: PRODUCT,
      sessionId: 's1',
      reason: 'not-in-use',
      note: 'Cid is waiting',
      stream: `seatPool-acme.${PRODUCT}`,
      revision: 1,
      correlationId: stored!.metadata.$correlationId,
      causationId: stored!.metadata.$causationId,
      hash: stored!.metadata.hash,
      denial: null,
    });
  });

  it('A2, A3 names and finds the admin whose warning a timer carried out, and says that it was the timer', async () => {
    await world.pool(started('s1', 'bo'), { actor: 'bo' });
    await world.pool(ended('s1', 'bo'), { actor: { kind: 'system', id: 'grace-deadlines' }, onBehalfOf: 'ada' });
    const [item] = (await audit({ actor: 'ada', action: 'SessionEnded' })).items;
    expect(item).toMatchObject({
      sentence: "Ada Admin cleared Bo Agent's GoToAssist Remote Support v5 seat: not in use",
      actor: { kind: 'system', id: 'grace-deadlines', name: 'The grace deadlines' },
      onBehalfOf: 'ada',
    });
  });

  it('O6, A3 folded refusals stand where the last one happened, with how many they were', async () => {
    const [firstAt, lastAt] = ['2026-11-24T09:00:05.000Z', '2026-11-24T09:00:40.000Z'];
    const data = { agentId: 'bo', capacity: 1, occupants: ['cid'], queued: 0, count: 3, firstAt, lastAt };
    await world.append(
      `seatDenial-acme.${PRODUCT}`,
      { type: 'SeatDenied', data },
      { actor: { kind: 'system', id: 'denial-recorder' }, onBehalfOf: 'bo', at: '2026-11-24T09:01:30.000Z' },
    );
    expect(await latest()).toMatchObject({
      at: lastAt,
      subject: { id: 'bo', name: 'Bo Agent' },
      denial: { capacity: 1, queued: 0, count: 3, firstAt, lastAt },
    });
    expect(await actions({ action: 'SeatDenied', to: '2026-11-24T09:01:00.000Z' })).toEqual(['SeatDenied']);
  });

  describe('filters', () => {
    beforeEach(async () => {
      await world.pool(capacity(1, 1), { at: '2026-11-20T00:00:00.000Z' });
      await world.pool(started('s1', 'bo'), { actor: 'bo', at: '2026-11-21T00:00:00.000Z' });
      await world.pool(connected('s1'), { actor: 'bo', at: '2026-11-21T01:00:00.000Z' });
      await world.pool(ended('s1', 'bo', { note: 'Ünal wartet' }), { at: '2026-11-22T00:00:00.000Z' });
      await world.pool(started('s2', 'ada'), { actor: 'ada', product: 'service-desk', at: '2026-11-23T00:00:00.000Z' });
      await world.pool(started('s3', 'eve'), { actor: 'eve', account: 'other' });
    });

    it.each<[string, Partial<AuditQuery>, string[]]>([
      ['time, from', { from: '2026-11-22T00:00:00Z', to: '2026-11-24' }, ['SessionStarted', 'SessionEnded']],
      [
        'time, to just before',
        { to: '2026-11-22T01:00:00+01:00' },
        ['SessionConnected', 'SessionStarted', 'SeatCapacityChanged'],
      ],
      ['actor', { actor: 'bo' }, ['SessionConnected', 'SessionStarted']],
      [
        'subject, also where only the session is named',
        { subject: 'bo' },
        ['SessionEnded', 'SessionConnected', 'SessionStarted', 'UserAdded'],
      ],
      ['a subject that is a product', { subject: PRODUCT }, ['SeatCapacityChanged']],
      ['product', { product: 'service-desk' }, ['SessionStarted']],
      ['action', { action: 'SessionEnded' }, ['SessionEnded']],
      ['several actions', { action: ['SessionEnded', 'SessionConnected'] }, ['SessionEnded', 'SessionConnected']],
      ['session', { sessionId: 's1' }, ['SessionEnded', 'SessionConnected', 'SessionStarted']],
      ['words in a note', { q: 'ÜNAL' }, ['SessionEnded']],
      ['words of the sentence', { q: 'cleared bo agent' }, ['SessionEnded']],
      ['a reason as it is told', { q: 'not use' }, ['SessionEnded']],
      ['a product by name', { q: 'service desk' }, ['SessionStarted']],
      ['several at once', { actor: 'ada', product: PRODUCT, q: 'Bo' }, ['SessionEnded']],
      ['several that exclude each other', { actor: 'bo', action: 'SessionEnded' }, []],
      ['the scope of a manager of nobody', { scope: { groupIds: ['g1'] } }, []],
    ])('by %s', async (_what, query, expected) => {
      expect(await actions(query)).toEqual(expected);
      expect((await audit(query)).total).toBe(expected.length);
    });

    it('a manager reads what is about their groups', async () => {
      await world.user('bo', { type: 'UserGroupsChanged', data: { groupIds: ['g1'], managedGroupIds: [] } });
      const seen = await actions({ scope: { groupIds: ['g1'] } });
      expect(seen).toEqual(['UserGroupsChanged', 'SessionEnded', 'SessionConnected', 'SessionStarted', 'UserAdded']);
    });

    it('nothing crosses an account', async () => {
      expect(await actions({ account: 'other' })).toEqual(['SessionStarted']);
      expect(await actions({ sessionId: 's3' })).toEqual([]);
      expect(await actions({ q: 'eve' })).toEqual([]);
    });

    it('refuse a time that is none', () =>
      expect(audit({ from: 'yesterday' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' }));
  });

  it('pages stay where they were while more happens', async () => {
    for (const session of ['s1', 's2', 's3']) await world.pool(started(session, 'bo'));
    const first = await audit({ limit: 2 });
    await world.pool(started('s4', 'bo'));
    const forged = Buffer.from(JSON.stringify(['-position', 'last'])).toString('base64url');
    await expect(audit({ limit: 2, cursor: forged })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const second = await audit({ limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ sessionId }) => sessionId)).toEqual(['s3', 's2', 's1', null]);
  });

  describe('in a history too long to be counted', () => {
    const SESSIONS = 7_000;

    beforeEach(async () => {
      await world.group('g1', 'Night shift');
      await world.user('bo', { type: 'UserGroupsChanged', data: { groupIds: ['g1'], managedGroupIds: [] } });
      for (let first = 0; first < SESSIONS; first += 125) {
        const ids = Array.from({ length: 125 }, (_, index) => `s${first + index}`);
        const agent = first < 500 ? 'ada' : 'bo';
        await world.poolAtOnce(ids.flatMap((id) => [started(id, agent), connected(id), ended(id, agent)]));
      }
    }, 60_000);

    it('says how far it counted, and finds what many conditions, each met by many, leave', async () => {
      expect(await audit({ limit: 1 })).toMatchObject({ total: 10_000, totalIsAtLeast: true });
      expect(await audit({ product: PRODUCT })).toMatchObject({ total: 10_000, totalIsAtLeast: true });
      const several = { product: PRODUCT, actor: 'ada', q: 'session', limit: 500 };
      for (const [more, total] of [
        [{ subject: 'ada' }, 3 * 500],
        [{ action: 'SessionConnected', subject: 'bo' }, SESSIONS - 500],
        [{ scope: { groupIds: ['g1'] }, action: 'SessionEnded' }, SESSIONS - 500],
      ] as const) {
        const found = await audit({ ...several, ...more });
        expect(found.total).toBe(total);
        expect(found.totalIsAtLeast).toBeUndefined();
      }
    });

    it('pages walk through everything, each entry once', async () => {
      const walked: string[] = [];
      for (let cursor: string | undefined; walked.length < 2_000; ) {
        const page = await audit({ product: PRODUCT, q: 'ada bo', actor: 'ada', limit: 500, cursor });
        walked.push(...page.items.map(({ position }) => position));
        cursor = page.nextCursor!;
      }
      const newest = await world.log.head();
      expect(walked).toEqual(Array.from({ length: 2_000 }, (_, index) => String(newest - index)));
    });
  });

  it('U5 history names a deleted user until they are erased, also in a rebuild', async () => {
    await world.pool(started('s1', 'bo'), { actor: 'bo' });
    await world.pool(ended('s1', 'bo', { note: 'Bo is ill' }));
    expect((await latest()).note).toBe('Bo is ill');
    await world.user('bo', { type: 'UserDeleted', data: { reason: null } });
    expect((await audit({ sessionId: 's1' })).items.at(-1)!.sentence).toBe(`Bo Agent started a ${LABEL} session`);
    world.forget('bo');
    await world.user('bo', { type: 'PersonErased', data: {} });
    const [end, start] = (await audit({ sessionId: 's1' })).items;
    expect(start!.sentence).toBe(`Erased user started a ${LABEL} session`);
    expect(end!.note).toBeNull();
    expect(await audit({ q: 'ill' })).toMatchObject({ total: 0 });
    expect(await audit({ q: 'Bo' })).toMatchObject({ total: 0 });
  });

  describe('every kind of event is told in words', () => {
    beforeEach(async () => {
      await world.group('g1', 'Night shift');
      await world.append('serviceAccount-d1', {
        type: 'ServiceAccountAdded',
        data: { accountId: 'acme', name: 'Desk bot', privileges: [] },
      });
      await world.pool(started('s0', 'bo'), { actor: 'bo' });
    });

    it.each<[string, () => Promise<number>]>([
      [`Bo Agent started a ${LABEL} session`, pool(started('s1', 'bo'), { actor: 'bo' })],
      [
        `Desk bot started a ${LABEL} session for Bo Agent`,
        pool(started('s1', 'bo'), { actor: { kind: 'service', id: 'd1' }, onBehalfOf: 'bo' }),
      ],
      [
        `Bo Agent connected their ${LABEL} session to a customer (attended, Mac)`,
        pool(connected('s0'), { actor: 'bo' }),
      ],
      [`Bo Agent ended their ${LABEL} session`, pool(ended('s0', 'bo', { reason: 'ended-by-agent' }), { actor: 'bo' })],
      [
        `Ada Admin ended Bo Agent's ${LABEL} session: needed elsewhere`,
        pool(ended('s0', 'bo', { reason: 'needed-elsewhere', seatType: 'named' })),
      ],
      [
        `Ada Admin ended Bo Agent's ${LABEL} session: seat removed`,
        pool(ended('s0', 'bo', { reason: 'seat-removed' })),
      ],
      [
        `The lease sweeper ended Bo Agent's ${LABEL} session: no sign of life since ${START_OF_DAY}`,
        pool(ended('s0', 'bo', { reason: 'lease-expired', lastSeenAt: START_OF_DAY }), { actor: SWEEPER }),
      ],
      [
        `The lease sweeper ended Bo Agent's ${LABEL} session: no sign of life`,
        pool(ended('s0', 'bo', { reason: 'lease-expired' }), { actor: 'ada' }),
      ],
      [
        `The unjoined sessions ended Bo Agent's ${LABEL} session: no customer joined`,
        pool(ended('s0', 'bo', { reason: 'no-customer-joined' }), {
          actor: { kind: 'system', id: 'unjoined-sessions' },
        }),
      ],
      [
        `Ada Admin asked to end Bo Agent's ${LABEL} session by ${START_OF_DAY}: agent asked`,
        pool({
          type: 'SessionEndRequested',
          data: { agentId: 'bo', sessionId: 's0', deadlineAt: START_OF_DAY, reason: 'agent-asked', note: null },
        }),
      ],
      [
        `Ada Admin withdrew the ending of Bo Agent's ${LABEL} session`,
        pool({ type: 'SessionEndWithdrawn', data: { sessionId: 's0' } }),
      ],
      [`Ada Admin assigned Bo Agent a ${LABEL} - Concurrent seat`, pool(assigned('bo'))],
      [
        `Ada Admin removed Bo Agent's ${LABEL} - Named seat: left the team`,
        pool({ type: 'SeatUnassigned', data: { userId: 'bo', seatType: 'named', reason: 'left the team' } }),
      ],
      [`Ada Admin changed the plan for ${LABEL} to 1 named seat and 10 shared seats`, pool(capacity(1, 10))],
      [
        `Bo Agent was refused a ${LABEL} seat: all 10 shared seats in use (3 times)`,
        () =>
          world.append(
            `seatDenial-acme.${PRODUCT}`,
            {
              type: 'SeatDenied',
              data: {
                agentId: 'bo',
                capacity: 10,
                occupants: [],
                queued: 0,
                count: 3,
                firstAt: START_OF_DAY,
                lastAt: START_OF_DAY,
              },
            },
            { actor: 'bo' },
          ),
      ],
      ['Ada Admin opened the account Acme', () => world.account({ type: 'AccountOpened', data: { name: 'Acme' } })],
      [
        'Ada Admin made Bo Agent the billing contact',
        () => world.account({ type: 'BillingContactChanged', data: { userId: 'bo' } }),
      ],
      [
        "Ada Admin changed the account's settings: days until inactive to 60; lease of GoToAssist Remote Support v5 to 90 seconds",
        () =>
          world.account({
            type: 'AccountSettingsChanged',
            data: { inactiveAfterDays: 60, leaseSeconds: { [PRODUCT]: 90 } },
          }),
      ],
      ['Ada Admin added Cid New as a Manager', user('cid', added('Cid', 'New', { role: 'manager' }))],
      [
        "Ada Admin changed Bo Agent's e-mail address",
        user('bo', { type: 'UserProfileChanged', data: { email: 'b@example.com' } }),
      ],
      [
        'Ada Admin made Bo Agent a Manager with the privileges end-sessions',
        user('bo', { type: 'UserRoleChanged', data: { role: 'manager', privileges: ['end-sessions'] } }),
      ],
      [
        "Ada Admin changed Bo Agent's groups to Night shift",
        user('bo', { type: 'UserGroupsChanged', data: { groupIds: ['g1'], managedGroupIds: [] } }),
      ],
      [
        "Ada Admin changed Bo Agent's groups to none, managing Night shift",
        user('bo', { type: 'UserGroupsChanged', data: { groupIds: [], managedGroupIds: ['g1'] } }),
      ],
      ['Ada Admin invited Bo Agent', user('bo', { type: 'UserInvited', data: { expiresAt: START_OF_DAY } })],
      ['Bo Agent accepted the invitation', user('bo', { type: 'InvitationAccepted', data: {} }, 'bo')],
      ['Bo Agent changed their password', user('bo', { type: 'PasswordChanged', data: {} }, 'bo')],
      ['Bo Agent signed in', user('bo', { type: 'UserSignedIn', data: {} }, 'bo')],
      ['Ada Admin suspended Bo Agent: on leave', user('bo', { type: 'UserSuspended', data: { reason: 'on leave' } })],
      ['Ada Admin reactivated Bo Agent', user('bo', { type: 'UserReactivated', data: { reason: null } })],
      ['Ada Admin deleted Bo Agent', user('bo', { type: 'UserDeleted', data: { reason: null } })],
      ["Ada Admin erased a deleted user's personal data", user('bo', { type: 'PersonErased', data: {} })],
      ['Ada Admin created the group Day shift', () => world.group('g2', 'Day shift')],
      [
        'Ada Admin renamed a group to Evening',
        () => world.append('userGroup-g1', { type: 'UserGroupRenamed', data: { name: 'Evening' } }),
      ],
      [
        'Ada Admin deleted the group Night shift',
        () => world.append('userGroup-g1', { type: 'UserGroupDeleted', data: {} }),
      ],
      [
        'Ada Admin added the service account Robot',
        () =>
          world.append('serviceAccount-d2', {
            type: 'ServiceAccountAdded',
            data: { accountId: 'acme', name: 'Robot', privileges: [] },
          }),
      ],
      [
        "Ada Admin changed Desk bot's client secret",
        () => world.append('serviceAccount-d1', { type: 'ServiceAccountSecretRotated', data: {} }),
      ],
      [
        'Ada Admin deleted the service account Desk bot',
        () => world.append('serviceAccount-d1', { type: 'ServiceAccountDeleted', data: {} }),
      ],
      [
        "Ada Admin reserved Bo Agent's e-mail address",
        () => world.append('email-acme.x', { type: 'EmailClaimed', data: { userId: 'bo' } }),
      ],
      ['Ada Admin released an e-mail address', () => world.append('email-acme.x', { type: 'EmailReleased', data: {} })],
      [
        "Ada Admin released Bo Agent's e-mail address",
        () => world.append('email-acme.x', { type: 'EmailReleased', data: { userId: 'bo' } }),
      ],
      [
        `Ada Admin changed the account's settings: lease of ${LABEL} from 120 to 90 seconds; name from "Acme" to "Acme Inc"`,
        () =>
          world.account({
            type: 'AccountSettingsChanged',
            data: { name: 'Acme Inc', leaseSeconds: { [PRODUCT]: 90 }, before: { name: 'Acme', leaseSeconds: {} } },
          }),
      ],
      [
        'Ada Admin: QueueJoined',
        () => world.pool({ type: 'QueueJoined', data: { ticketId: 't1' } } as unknown as SeatledgerEvent),
      ],
    ])('%s', async (sentence, happen) => {
      await happen();
      expect((await latest()).sentence).toBe(sentence);
    });
  });
});

async function events(position: number) {
  for await (const page of world.log.readAll({ after: position - 1, maxCount: 1 })) return page;
  return [];
}
