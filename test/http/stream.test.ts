import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '../support/within.ts';
import { EventStream, listening, type Told } from './event-stream.ts';
import { ADA, type Client, required, V5, World } from './harness.ts';

type Person = Client & { id: string };
const MINUTE_MS = 60_000;

describe('the stream of what happens', () => {
  let world: World;
  let url: string;
  let ada: Client;
  let bo: Person;
  const open: EventStream[] = [];
  let laterMs = 0;

  beforeAll(async () => {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + laterMs);
    world = await World.open();
    url = await listening(world);
    ada = await world.signIn(ADA);
    await ada.buy(1, 2);
    bo = await ada.join('Bo', { seat: 'concurrent' });
  });
  afterAll(async () => {
    for (const stream of open) stream.leave();
    await world.close();
    jest.restoreAllMocks();
  });

  const listen = async (client: Client, query = '', headers: Record<string, string> = {}): Promise<EventStream> => {
    const stream = await EventStream.open(`${url}/v1/stream${query}`, {
      authorization: `Bearer ${client.token}`,
      ...headers,
    });
    open.push(stream);
    return stream;
  };
  const names = (told: Told[]) => told.map(({ event }) => event);

  it('tells admins which lists to read again, each with its position', async () => {
    const stream = await listen(ada);
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    await eventually(() => stream.retryMs !== null);
    const { sessionId, position } = required(await bo.post('/v1/sessions', { product: V5 }), 201);
    required(await bo.post(`/v1/sessions/${sessionId}/connect`, { mode: 'attended', platform: 'mac' }), 200);
    await ada.buy(1, 3);
    const id = await ada.addUser('Cy', { seat: 'named' });
    const told = await stream.until(6);
    expect(names(told)).toEqual([
      'shared-sessions-changed',
      'shared-sessions-changed',
      'plan-changed',
      'users-changed',
      'plan-changed',
      'users-changed',
    ]);
    expect(told[0]).toEqual({
      id: position,
      event: 'shared-sessions-changed',
      data: { position, product: V5, sessionId, userId: bo.id, seatType: 'concurrent' },
    });
    expect(told[4]!.data).toEqual({ position: told[5]!.data.position, product: V5 });
    expect(told[5]!.data).toMatchObject({ product: V5, userId: id });
  });

  it('goes on behind Last-Event-ID, also after a restart, without a gap or a repeat', async () => {
    const auditor = await ada.join('Aud', { role: 'auditor' });
    const whole = await listen(auditor, '?after=0');
    const half = await listen(auditor);
    for (const name of ['Dee', 'Eve', 'Fay']) await ada.addUser(name);
    await half.until(3);
    half.leave();
    await eventually(() => half.ended);
    for (const name of ['Gil', 'Hal']) await ada.addUser(name);
    const last = half.lastEventId!;
    expect(Number(last)).toBeGreaterThan(0);
    await world.restart();
    url = await listening(world);
    await eventually(() => whole.ended);
    const [rest, wholeRest] = await Promise.all([
      listen(auditor, '?after=0', { 'last-event-id': last }),
      listen(auditor, '', { 'last-event-id': whole.lastEventId! }),
    ]);
    const { position } = required(await ada.patch('/v1/me', { firstName: 'Ada' }), 200);
    const arrived = (stream: EventStream) => eventually(() => stream.told.at(-1)?.data.position === position);
    await Promise.all([arrived(rest), arrived(wholeRest)]);
    const events: { position: number; type: string }[] = [];
    for await (const page of world.app.parts.stores.log.readAll())
      events.push(...page.map(({ position, type }) => ({ position, type })));
    const expected = (after: number) =>
      events.filter((event) => event.position > after).map((event) => [String(event.position), event.type]);
    const heard = (...streams: EventStream[]) =>
      streams.flatMap(({ told }) => told).map(({ id, event }) => [id, event]);
    expect(heard(whole, wholeRest)).toEqual(expected(0));
    expect(heard(half, rest).slice(half.told.length)).toEqual(expected(Number(last)));
    ada = await world.signIn(ADA);
  });

  it.each(['-1', 'x', '1.5', '999999999999', '1e3', ''])('refuses to begin at %j', async (position) => {
    const stream = await listen(ada, '', { 'last-event-id': position });
    expect(stream.status).toBe(400);
    expect(await stream.problem()).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((await ada.get(`/v1/stream?after=${encodeURIComponent(position || '-')}`)).status).toBe(400);
  });

  it('tells nobody of another account', async () => {
    const zoe = await world.openAccount('Other', 'zoe@other.example', 'zoe has a password');
    const [theirs, everything] = [await listen(zoe, '?after=0'), await listen(zoe, '?after=0&events=all')];
    const userId = await zoe.addUser('Zed');
    await ada.addUser('Ivy');
    const { position } = required(await zoe.patch('/v1/me', { lastName: 'Last' }), 200);
    for (const stream of [theirs, everything]) {
      await eventually(() => stream.told.at(-1)?.data.position === position);
      expect(JSON.stringify(stream.told)).not.toContain('Ivy');
      expect(JSON.stringify(stream.told)).toContain(userId);
    }
    expect(theirs.told.filter(({ data }) => data.product === V5)).toEqual([]);
  });

  it('U2 a manager of groups hears of their people only, also when one leaves', async () => {
    const { id: groupId } = required(await ada.post('/v1/groups', { name: 'Mine' }), 201);
    const { id: otherId } = required(await ada.post('/v1/groups', { name: 'Other' }), 201);
    const privileges = ['manage-users', 'read-audit'];
    const manager = await ada.join('Max', { role: 'manager', privileges, managedGroupIds: [groupId] });
    const mine = await ada.join('Meg', { seat: 'concurrent', groupIds: [groupId] });
    const from = required(await ada.get('/v1/plan'), 200).position;
    const live = await listen(manager);
    const everything = await listen(manager, '?events=all');
    const other = await ada.join('Ned', { seat: 'concurrent', groupIds: [otherId] });
    required(await other.post('/v1/sessions', { product: V5 }), 201);
    const { sessionId } = required(await mine.post('/v1/sessions', { product: V5 }), 201);
    required(await mine.post(`/v1/sessions/${sessionId}/connect`, { mode: 'attended', platform: 'mac' }), 200);
    const left = required(await ada.patch(`/v1/users/${mine.id}`, { groupIds: [otherId] }), 200).position;
    required(await ada.patch(`/v1/users/${mine.id}`, { firstName: 'Secret' }), 200);
    await ada.buy(1, 4);
    const expected = [
      ['plan-changed', undefined], // Ned's seat
      ['shared-sessions-changed', mine.id],
      ['shared-sessions-changed', undefined], // Meg's customer joined
      ['users-changed', mine.id],
      ['plan-changed', undefined],
    ];
    const resumed = await listen(manager, `?after=${from}`);
    for (const stream of [live, resumed]) {
      await stream.until(expected.length);
      expect(stream.told.map(({ event, data }) => [event, data.userId])).toEqual(expected);
      expect(stream.told[3]!.data.position).toBe(left);
      expect(JSON.stringify(stream.told)).not.toContain(other.id);
    }
    expect(names(await everything.until(3))).toEqual(['SessionStarted', 'SessionConnected', 'UserGroupsChanged']);
  });

  it('every event is for those who may read the audit trail, without secrets', async () => {
    const manager = await ada.join('Plain', { role: 'manager' });
    expect((await listen(manager, '?events=all')).status).toBe(403);
    expect((await listen(bo)).status).toBe(403);
    expect((await EventStream.open(`${url}/v1/stream`, {})).status).toBe(401);
    const everything = await listen(ada, '?after=0&events=all');
    await eventually(() => names(everything.told).includes('SessionStarted'));
    const all = JSON.stringify(everything.told);
    expect(all).toContain('bo@example.com');
    expect(all).not.toContain('supportKeyHash');
  });

  it.each<[string, (person: Person) => Promise<unknown>]>([
    ['signs out', (person) => person.post('/v1/auth/sign-out')],
    ['is suspended', (person) => ada.post(`/v1/users/${person.id}/suspend`)],
    ['has another role', (person) => ada.patch(`/v1/users/${person.id}`, { role: 'auditor' })],
    ['is deleted', (person) => ada.delete(`/v1/users/${person.id}`)],
  ])('ends the stream of somebody who %s', async (what, act) => {
    const person = await ada.join(`Leaver${what.replaceAll(' ', '')}`, { role: 'admin' });
    const [theirs, staying] = [await listen(person), await listen(ada)];
    await act(person);
    await eventually(() => theirs.ended);
    expect(staying.ended).toBe(false);
  });

  it('ends with the token, and with the cookie only when that has been idle for half a day', async () => {
    const signedIn = await world.nobody.post('/v1/auth/sign-in', ADA);
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!;
    const byToken = await listen(ada);
    const byCookie = await EventStream.open(`${url}/v1/stream`, { cookie });
    open.push(byCookie);
    expect([byToken.status, byCookie.status]).toEqual([200, 200]);
    laterMs += 16 * MINUTE_MS;
    await eventually(() => byToken.ended);
    ada = await world.signIn(ADA);
    required(await ada.patch('/v1/me', { lastName: 'Later' }), 200);
    await byCookie.until(1);
    laterMs += 13 * 60 * MINUTE_MS;
    await eventually(() => byCookie.ended);
    ada = await world.signIn(ADA);
  });

  it('listeners are not under way, and end when the process stops', async () => {
    const { admission, push } = world.app.parts;
    const listeners = await Promise.all(Array.from({ length: 20 }, () => listen(ada)));
    await eventually(() => admission.inFlight === 0);
    expect(push.listeners).toBeGreaterThanOrEqual(20);
    listeners[0]!.leave();
    await eventually(() => admission.inFlight === 0 && push.listeners >= 19);
    await world.restart();
    url = await listening(world);
    await eventually(() => listeners.every(({ ended }) => ended));
    ada = await world.signIn(ADA);
  });
});
