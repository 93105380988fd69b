import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Clock } from '../../src/common/clock.ts';
import { eventually } from '../support/within.ts';
import { ADA, type Body, type Client, required, V5, World } from './harness.ts';

let nowMs = Date.parse('2028-03-06T09:00:00Z');
const now = () => new Date(nowMs).toISOString();
let world: World;
let ada: Client;
let bo: Client & { id: string };
let cid: Client & { id: string };
let dee: Client & { id: string };
let zoe: Client;
let boSession: string;
let refusedAt: string;
let clearedAt: string;

const actionsOf = (items: Body[]) => items.map(({ action }: Body) => action);
const passed = (seconds: number) => {
  nowMs += seconds * 1_000;
};

beforeAll(async () => {
  const ms = () => nowMs;
  world = await World.open({ clock: new Clock(ms, ms) });
  ada = await world.signIn(ADA);
  await ada.buy(1, 2);
  [bo, cid, dee] = [
    await ada.join('Bo', { seat: 'concurrent' }),
    await ada.join('Cid', { seat: 'concurrent' }),
    await ada.join('Dee', { seat: 'concurrent' }),
  ];
  zoe = await world.openAccount('Other', 'zoe@example.com', 'another good password');
  passed(60);
  const connected = required(await cid.post('/v1/sessions', { product: V5 }), 201).sessionId;
  required(await cid.post(`/v1/sessions/${connected}/connect`, { mode: 'attended', platform: 'mac' }), 200);
  passed(10);
  boSession = required(await bo.post('/v1/sessions', { product: V5 }), 201).sessionId;
  passed(30);
  refusedAt = now();
  required(await dee.post('/v1/sessions', { product: V5 }), 409);
  passed(20);
  clearedAt = now();
  const why = { reason: 'not-in-use', note: 'at <lunch> & "away"' };
  required(await ada.post('/v1/shared-sessions/end', { sessionIds: [boSession], ...why }), 200);
  passed(5);
  required(await dee.post('/v1/sessions', { product: V5 }), 201);
  passed(5);
});
afterAll(() => world.close());

async function entryOf(query: string): Promise<Body> {
  const head = await world.app.parts.stores.store.head();
  const [item] = required(await ada.get(`/v1/audit?limit=1&after=${head}&${query}`), 200).items;
  return required(await ada.get(`/v1/audit/${item.position}`), 200);
}

it('O6 opens a refusal to who held the seats, since when, and what would have let the agent in', async () => {
  const { refusal, action, denial } = await entryOf('action=SeatDenied');
  expect([action, denial.capacity, refusal.isExact]).toEqual(['SeatDenied', 2, true]);
  expect(refusal.holders).toEqual([
    { agent: { id: cid.id, name: 'Cid Agent' }, since: expect.any(String), phase: 'connected', sessions: 1 },
    { agent: { id: bo.id, name: 'Bo Agent' }, since: expect.any(String), phase: 'waiting', sessions: 1 },
  ]);
  expect(refusal.wouldHaveAdmitted).toEqual([
    { change: 'clear-seats', agents: [{ id: bo.id, name: 'Bo Agent' }] },
    { change: 'make-named' },
    { change: 'add-seats', seats: 1, concurrent: 3 },
  ]);
  expect(refusal.gotSeatAfterSeconds).toBe(25);
});

it('tells causes up to the root, and effects', async () => {
  const eve = await ada.join('Eve', { seat: 'concurrent' });
  passed(1);
  required(await ada.delete(`/v1/users/${eve.id}?reason=left`), 200);
  const deleted = await entryOf(`subject=${eve.id}&action=UserDeleted`);
  expect(deleted.causes).toEqual([]);
  expect(actionsOf(deleted.effects)).toEqual(expect.arrayContaining(['SeatUnassigned', 'EmailReleased']));
  const { id } = required(await ada.get('/v1/me'), 200);
  const removed = await entryOf(`subject=${eve.id}&action=SeatUnassigned`);
  expect(actionsOf(removed.causes)).toEqual(['UserDeleted']);
  expect(removed.root).toEqual({ kind: 'user', id });
});

it('A2 a session that a timer ends goes back to the admin who asked for it', async () => {
  passed(1);
  const held = required(await ada.get('/v1/shared-sessions'), 200).items[0];
  required(await ada.post('/v1/shared-sessions/end', { sessionIds: [held.sessionId], graceSeconds: 60 }), 200);
  const before = await world.app.parts.stores.store.head();
  passed(61);
  await eventually(async () => (await world.app.parts.stores.store.head()) > before);
  const ended = await entryOf(`sessionId=${held.sessionId}&action=SessionEnded`);
  expect(ended.actor.kind).toBe('system');
  expect(actionsOf(ended.causes)).toEqual(['SessionEndRequested']);
  expect(ended.root.kind).toBe('user');
});

it('gives each user, session and plan a history of its own, and nobody that of another account', async () => {
  const lists = [
    [`/v1/users/${bo.id}/history`, ['SessionEnded', 'SessionStarted', 'SeatAssigned', 'UserAdded']],
    [`/v1/sessions/${boSession}/history`, ['SessionEnded', 'SessionStarted']],
    [`/v1/plan/${V5}/history`, ['SeatAssigned', 'SeatCapacityChanged']],
  ] as const;
  for (const [list, actions] of lists) {
    expect(actionsOf(required(await ada.get(list), 200).items)).toEqual(expect.arrayContaining([...actions]));
    const page = required(await ada.get(`${list}?limit=1`), 200);
    expect(required(await ada.get(`${list}?limit=1&cursor=${page.nextCursor}`), 200).items).toHaveLength(1);
  }
  for (const path of [
    `/v1/users/${bo.id}/history`,
    `/v1/sessions/${boSession}/history`,
    `/v1/sessions/${boSession}/receipt`,
  ])
    expect([path, (await zoe.get(path)).status]).toEqual([path, 404]);
  const { position } = await entryOf('action=SeatDenied');
  for (const foreign of [position, '999999', '0', 'x'])
    expect((await (foreign === position ? zoe : ada).get(`/v1/audit/${foreign}`)).body.code).toBe('NOT_FOUND');
  expect((await ada.get('/v1/plan/no-product/history')).status).toBe(404);
});

it('A1 writes a receipt of a cleared seat, as data and as a page', async () => {
  const { id, firstName, lastName } = required(await ada.get('/v1/me'), 200);
  const receipt = required(await ada.get(`/v1/sessions/${boSession}/receipt`), 200);
  expect(receipt).toMatchObject({
    sessionId: boSession,
    agent: { id: bo.id, name: 'Bo Agent' },
    product: V5,
    clearedBy: { kind: 'user', id, name: `${firstName} ${lastName}` },
    reason: 'not-in-use',
    note: 'at <lunch> & "away"',
    clearedAt,
    phase: 'waiting',
    mode: null,
    next: { agent: { id: dee.id, name: 'Dee Agent' }, refusedSince: refusedAt },
  });
  expect(receipt.hash).toMatch(/^[0-9a-f]{64}$/);
  const page = await ada.get(`/v1/sessions/${boSession}/receipt`, { headers: { accept: 'text/html' } });
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'/,
  );
  expect(page.text).toContain('at &lt;lunch&gt; &amp; &quot;away&quot;');
  expect(page.text).toContain(receipt.hash);
  const open = required(await ada.get('/v1/shared-sessions?limit=1'), 200).items[0]?.sessionId ?? 'none';
  expect((await ada.get(`/v1/sessions/${open}/receipt`)).status).toBe(404);
});
