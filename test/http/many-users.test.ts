import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '../../src/event-store/event-store.ts';
import { ADA, type Body, type Client, required, V5, World } from './harness.ts';

describe('many users at once', () => {
  let world: World;
  let ada: Client;

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    await ada.buy(2, 3);
  });
  afterAll(() => world.close());

  const shortly = (results: Body[]) =>
    results.map(({ email, userId, outcome, code }) => [email ?? userId, outcome, code]);
  const head = () => world.app.parts.stores.log.head();
  const imported = async (body: object, client = ada) =>
    required(await client.post('/v1/users/import', body), 200).results as Body[];
  const changed = async (body: object, client = ada) =>
    required(await client.post('/v1/users/seats', { product: V5, ...body }), 200).results as Body[];

  it('U4 adds a pasted list: each line is answered for, in any of the ways people separate them', async () => {
    const text =
      'Ann Lee ann@example.com; Bob van der Berg <bob@example.com>;\nnobody\n\nCat Lee CAT@example.com\r\n' +
      'Ann Again Ann@Example.com;Dan Lee ada@example.com;Eve eve@example.com; ' +
      `${'x'.repeat(33)} Long long@example.com`;
    const planned = await imported({ text, dryRun: true });
    const before = await head();
    const results = await imported({ text });
    expect(shortly(planned)).toEqual(shortly(results));
    expect(before).toBeLessThan(await head());
    expect(results.map(({ line, email, outcome, code }) => [line, email, outcome, code])).toEqual([
      [1, 'ann@example.com', 'added', undefined],
      [2, 'bob@example.com', 'added', undefined],
      [3, 'nobody', 'invalid', 'VALIDATION_FAILED'],
      [5, 'CAT@example.com', 'added', undefined],
      [6, 'Ann@Example.com', 'repeated', undefined],
      [7, 'ada@example.com', 'exists', 'EMAIL_TAKEN'],
      [8, 'eve@example.com', 'invalid', 'VALIDATION_FAILED'],
      [9, 'long@example.com', 'invalid', 'VALIDATION_FAILED'],
    ]);
    expect(required(await ada.get(`/v1/users/${results[1].userId}?after=${await head()}`), 200)).toMatchObject({
      firstName: 'Bob',
      lastName: 'van der Berg',
      status: 'invited',
    });
    expect(planned.some(({ userId }) => userId !== undefined)).toBe(false);
    expect(new Set((await imported({ text })).map(({ outcome }) => outcome))).toEqual(
      new Set(['exists', 'invalid', 'repeated']),
    );
  });

  it('U4 plans nothing into the log, bounds the list, and a manager adds to their groups only', async () => {
    const before = await head();
    await imported({ text: 'New One new-one@example.com', dryRun: true });
    expect(await head()).toBe(before);
    const many = Array.from({ length: 1_001 }, (_, index) => `A B u${index}@example.com`).join('\n');
    const refused = await ada.post('/v1/users/import', { text: many });
    expect([refused.status, refused.body.detail]).toEqual([400, 'text must name at most 1000 people']);
    const { id: groupId } = required(await ada.post('/v1/groups', { name: 'Mine' }), 201);
    const manager = await ada.join('Man', {
      role: 'manager',
      privileges: ['manage-users'],
      managedGroupIds: [groupId],
    });
    const text = 'Min E mine@example.com';
    expect(shortly(await imported({ text }, manager))).toEqual([['mine@example.com', 'refused', 'FORBIDDEN']]);
    expect(shortly(await imported({ text, groupIds: [groupId] }, manager))).toEqual([
      ['mine@example.com', 'added', undefined],
    ]);
  });

  it('A4 gives seats in order, tells beforehand exactly what it will do, and can be repeated', async () => {
    const ids = [await ada.addUser('Fay'), await ada.addUser('Gil'), await ada.addUser('Hal')];
    const agent = await ada.join('Ida', { seat: 'concurrent' });
    const { sessionId } = required(await agent.post('/v1/sessions', { product: V5 }), 201);
    const gone = await ada.addUser('Gone');
    required(await ada.post(`/v1/users/${gone}/suspend`), 200);
    const body = { userIds: [agent.id, gone, 'nobody', ...ids, agent.id], type: 'named' };
    const before = await head();
    const plan = await changed({ ...body, dryRun: true });
    expect(await head()).toBe(before);
    const results = await changed(body);
    expect(shortly(results)).toEqual([
      [agent.id, 'assigned', undefined],
      [gone, 'refused', 'USER_SUSPENDED'],
      ['nobody', 'refused', 'NOT_FOUND'],
      [ids[0], 'assigned', undefined],
      [ids[1], 'refused', 'NO_SEAT_AVAILABLE'],
      [ids[2], 'refused', 'NO_SEAT_AVAILABLE'],
    ]);
    expect(results[0].endedSessions).toEqual([sessionId]);
    const withoutEvents = plan.map(({ events: _events, ...result }) => result);
    expect(withoutEvents).toEqual(results);
    const written: object[] = [];
    const correlations = new Set<string>();
    for await (const page of world.app.parts.stores.log.readAll({ after: before }))
      for (const { type, data, metadata } of page) {
        written.push({ type, data });
        correlations.add(metadata.$correlationId);
      }
    expect(plan.flatMap(({ events = [] }) => events)).toEqual(written);
    expect(correlations.size).toBe(1);
    expect((await changed(body))[0].outcome).toBe('unchanged');
    expect(shortly(await changed({ userIds: [agent.id, ids[0]], type: null }))).toEqual([
      [agent.id, 'removed', undefined],
      [ids[0], 'removed', undefined],
    ]);
  });

  it('takes as many ids as a job may have, each with an outcome of its own', async () => {
    const userIds = Array.from({ length: 10_000 }, (_, n) => `0199a1b2-7c3d-7e4f-8a5b-${String(n).padStart(12, '0')}`);
    const { results } = required(
      await ada.post('/v1/users/seats', { userIds, product: V5, type: 'concurrent', dryRun: true }),
      200,
    );
    expect(new Set(results.map(({ userId }: { userId: string }) => userId)).size).toBe(10_000);
  });

  it('changes whom a filter finds, as the list of users does', async () => {
    const { id: group } = required(await ada.post('/v1/groups', { name: 'Night' }), 201);
    const ids = [
      await ada.addUser('Joe', { groupIds: [group] }),
      await ada.addUser('Kim', { groupIds: [group], seat: 'concurrent' }),
    ];
    await ada.get(`/v1/users?after=${await head()}`);
    const found = await changed({ filter: { group: [group] }, type: 'concurrent' });
    expect(shortly(found)).toEqual([
      [ids[0], 'assigned', undefined],
      [ids[1], 'unchanged', undefined],
    ]);
    expect(await changed({ filter: { group: [group], q: 'nobody at all' }, type: null })).toEqual([]);
    for (const body of [
      {},
      { userIds: null },
      { filter: null },
      { userIds: [], filter: {} },
      { filter: { seat: ['x'] } },
      { filter: { other: 1 } },
    ])
      expect((await ada.post('/v1/users/seats', { product: V5, type: null, ...body })).status).toBe(400);
    expect((await ada.post('/v1/users/seats', { product: V5, userIds: [] })).status).toBe(400);
    expect((await ada.post('/v1/users/seats', { product: 'none', type: null, userIds: [] })).status).toBe(404);
  });

  it('U3 needs both privileges, and a manager of groups changes their people only', async () => {
    const { id: groupId } = required(await ada.post('/v1/groups', { name: 'Theirs' }), 201);
    const managing = (name: string, ...privileges: string[]) =>
      ada.join(name, { role: 'manager', privileges, managedGroupIds: [groupId] });
    const users = await managing('Mu', 'manage-users');
    const both = await managing('Mb', 'manage-users', 'manage-seats');
    const theirs = await ada.addUser('Lou', { groupIds: [groupId] });
    const other = await ada.addUser('Moe');
    const body = { userIds: [theirs, other], product: V5, type: 'concurrent' };
    expect((await users.post('/v1/users/seats', body)).status).toBe(403);
    expect(shortly(await changed(body, both))).toEqual([
      [theirs, 'assigned', undefined],
      [other, 'refused', 'NOT_FOUND'],
    ]);
    await both.get(`/v1/users?after=${await head()}`);
    expect((await changed({ filter: {}, type: 'concurrent', dryRun: true }, both)).map(({ userId }) => userId)).toEqual(
      [theirs],
    );
  });

  it('A4 changes hundreds in few appends, and says what was not tried once the store stops answering', async () => {
    const people = Array.from({ length: 600 }, (_, index) => `Many U${index} many${index}@example.com`);
    await imported({ text: people.join(';') });
    const { store } = world.app.parts.stores;
    const append = store.append.bind(store);
    let appends = 0;
    let failAfter = Number.POSITIVE_INFINITY;
    await ada.get(`/v1/users?after=${await head()}`);
    store.append = (...args) => {
      if (args[0].startsWith('seatPool-')) appends += 1;
      if (appends > failAfter) return Promise.reject(new StoreUnavailable('cut off'));
      return append(...args);
    };
    const body = { filter: { q: 'many' }, type: 'concurrent' };
    failAfter = 1;
    const cut = await changed(body);
    const count = (results: Body[]) =>
      Object.fromEntries(
        Object.entries(Object.groupBy(results, ({ outcome }) => outcome)).map(([k, v]) => [k, v!.length]),
      );
    expect(count(cut)).toMatchObject({ assigned: 250, failed: 250, 'not-tried': 100 });
    failAfter = Number.POSITIVE_INFINITY;
    appends = 0;
    expect(count(await changed(body))).toEqual({ unchanged: 250, assigned: 350 });
    expect(appends).toBeLessThanOrEqual(4);
    store.append = append;
  });
});
