import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Clock } from '../../src/common/clock.ts';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HISTORY_INDEX_FILE } from '../../src/stores.ts';
import { eventually } from '../support/within.ts';
import { ADA, type Answer, type Client, required, V5, World } from './harness.ts';

let nowMs = Date.parse('2028-02-29T10:00:00Z');
const now = () => new Date(nowMs).toISOString();
let world: World;
let ada: Client;
let bo: Client & { id: string };
let sessionId: string;
/** When Bo held a seat. */
let then: string;

beforeAll(async () => {
  const ms = () => nowMs;
  world = await World.open({ clock: new Clock(ms, ms) });
  ada = await world.signIn(ADA);
  await ada.buy(1, 2);
  bo = await ada.join('Bo', { seat: 'concurrent' });
  nowMs += 60_000;
  ({ sessionId } = required(await bo.post('/v1/sessions', { product: V5, device: 'Laptop' }), 201));
  nowMs += 60_000;
  then = now();
  nowMs += 60_000;
  required(await ada.post('/v1/shared-sessions/end', { sessionIds: [sessionId], reason: 'not-in-use' }), 200);
  required(await ada.patch(`/v1/users/${bo.id}`, { firstName: 'Robert' }), 200);
  nowMs += 60_000;
});
afterAll(() => world.close());

const LISTS = ['/v1/plan', '/v1/shared-sessions', '/v1/open-sessions', '/v1/users'];
const pointerOf = ({ status, body }: Answer) => [status, body.code, body.errors?.[0].pointer];

it('answers the whole account as it stood, in one answer', async () => {
  const { body } = await ada.get(`/v1/audit/as-of?at=${then}`);
  expect(body.sharedSessions.items).toMatchObject([
    { sessionId, agent: { id: bo.id, name: 'Bo Agent' }, phase: 'waiting', device: 'Laptop' },
  ]);
  expect(body.plan.items[0]).toMatchObject({ product: V5, concurrent: { capacity: 2, inUse: 1 } });
  expect(body.users.items.map(({ firstName }: { firstName: string }) => firstName)).toContain('Bo');
  expect(body.users.position).toBe(body.position);
});

it('tells what changed between two moments', async () => {
  const { body } = await ada.get(`/v1/audit/diff?from=${then}&to=${now()}`);
  expect(body.items).toEqual([
    { what: 'session', id: sessionId, before: expect.objectContaining({ phase: 'waiting' }), after: null },
    {
      what: 'user',
      id: bo.id,
      before: expect.objectContaining({ firstName: 'Bo' }),
      after: expect.objectContaining({ firstName: 'Robert' }),
    },
  ]);
  const all = required(await ada.get(`/v1/audit/diff?from=2018-03-01T00:00:00Z&to=${now()}`), 200).items;
  expect(all.map(({ what, before }: { what: string; before: unknown }) => [what, before])).toContainEqual([
    'seat',
    null,
  ]);
  expect(required(await ada.get(`/v1/audit/diff?from=${then}&to=${then}`), 200).items).toEqual([]);
});

it('takes an instant in any time zone, leap days too', async () => {
  const seats = async (asOf: string) =>
    required(await ada.get(`/v1/plan?asOf=${encodeURIComponent(asOf)}`), 200).items[0].concurrent.inUse;
  expect(await seats('2028-02-29T05:02:00-05:00')).toBe(1);
  expect(await seats('2028-02-29T15:32:00.000+05:30')).toBe(1);
  expect(await seats('2028-02-29T10:00:30Z')).toBe(0);
  expect(pointerOf(await ada.get('/v1/plan?asOf=2027-02-29T10:00:00Z'))).toEqual([400, 'VALIDATION_FAILED', '/asOf']);
});

it.each(LISTS)('%s knows nothing of a time before the account, and refuses what can not be', async (list) => {
  const early = required(await ada.get(`${list}?asOf=1970-01-01T00:00:00Z`), 200);
  expect(early.position).toBe('0');
  const inUse = early.items.map((item: { concurrent?: { capacity: number } }) => item.concurrent?.capacity ?? item);
  expect(list === '/v1/plan' ? inUse : early.items).toEqual(list === '/v1/plan' ? [0, 0, 0] : []);
  const tomorrow = new Date(nowMs + 1).toISOString();
  expect(pointerOf(await ada.get(`${list}?asOf=${tomorrow}`))).toEqual([400, 'VALIDATION_FAILED', '/asOf']);
  expect((await ada.get(`${list}?asOf=yesterday`)).status).toBe(400);
  expect(pointerOf(await ada.get(`${list}?asOfPosition=999999`))).toEqual([400, 'VALIDATION_FAILED', '/asOfPosition']);
  expect((await ada.get(`${list}?asOfPosition=-1`)).status).toBe(400);
  expect((await ada.get(`${list}?asOf=${then}&asOfPosition=3`)).status).toBe(400);
});

it('refuses moments in the wrong order, and cursors of another account', async () => {
  expect(pointerOf(await ada.get(`/v1/audit/diff?from=${now()}&to=${then}`))).toEqual([
    400,
    'VALIDATION_FAILED',
    '/to',
  ]);
  expect((await ada.get(`/v1/audit/as-of?at=${new Date(nowMs + 1_000).toISOString()}`)).status).toBe(400);
  const zoe = await world.openAccount('Other', 'zoe@example.com', 'another good password');
  await zoe.addUser('Second', { email: 'second@example.org' });
  nowMs += 1;
  const { nextCursor } = required(await zoe.get(`/v1/users?asOf=${now()}&limit=1`), 200);
  expect(pointerOf(await ada.get(`/v1/users?asOf=${now()}&cursor=${nextCursor}`))).toEqual([
    400,
    'VALIDATION_FAILED',
    '/cursor',
  ]);
  expect(required(await zoe.get(`/v1/users?asOf=${now()}&limit=1&cursor=${nextCursor}`), 200).items).toHaveLength(1);
  // Another account's position is a place in the store like any other; what is shown is one's own.
  expect(required(await zoe.get(`/v1/shared-sessions?asOf=${then}`), 200).items).toEqual([]);
});

it('shows the past to those who may read the audit trail only', async () => {
  const desk = await ada.join('Dana', { role: 'manager' });
  nowMs += 1;
  expect((await desk.get('/v1/users')).status).toBe(200);
  expect((await desk.get(`/v1/users?asOf=${then}`)).status).toBe(403);
  expect((await desk.get(`/v1/audit/as-of?at=${then}`)).status).toBe(403);
});

it('tells history with the names of its time, and of today where they differ', async () => {
  const { items } = required(await ada.get(`/v1/audit?sessionId=${sessionId}`), 200);
  expect(items.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
    expect.stringMatching(/^.+ cleared Bo Agent's \(now Robert Agent\) GoToAssist Remote Support v5 seat: not in use$/),
    'Bo Agent (now Robert Agent) started a GoToAssist Remote Support v5 session',
  ]);
  expect(items[1]).toMatchObject({
    actor: { id: bo.id, name: 'Bo Agent', nameToday: 'Robert Agent' },
    subject: { name: 'Bo Agent', nameToday: 'Robert Agent' },
  });
  const [renamed] = required(await ada.get('/v1/audit?action=UserProfileChanged&limit=1'), 200).items;
  expect(renamed.sentence).toMatch(/changed Bo Agent's \(now Robert Agent\) first name$/);
  const lease = { [V5]: 240 };
  required(await ada.patch('/v1/account', { leaseSeconds: lease }), 200);
  const [settings] = required(await ada.get('/v1/audit?action=AccountSettingsChanged&limit=1'), 200).items;
  expect(settings.sentence).toMatch(/: lease of GoToAssist Remote Support v5 from 120 to 240 seconds$/);
});

it('exports a list as of then', async () => {
  expect((await ada.get(`/v1/users/export?asOf=${then}`)).text).toContain('Bo,Agent');
  expect((await ada.get(`/v1/shared-sessions/export?asOf=${then}`)).text).toContain(sessionId);
});

it('U5 erased people read as erased in every past, at once', async () => {
  required(await ada.delete(`/v1/users/${bo.id}`), 200);
  required(await ada.post(`/v1/users/${bo.id}/erase`), 200);
  const { items } = required(await ada.get(`/v1/shared-sessions?asOf=${then}`), 200);
  expect(items).toMatchObject([{ sessionId, agent: { id: bo.id, name: 'Erased user', email: null }, device: null }]);
  expect(required(await ada.get(`/v1/users?asOf=${then}&q=bo`), 200).items).toEqual([]);
});

it('the index is disposable: gone, damaged or of another log, it is made anew', async () => {
  const file = join(world.dataDir, HISTORY_INDEX_FILE);
  const before = required(await ada.get(`/v1/audit/as-of?at=${then}`), 200);
  for (const spoil of [() => rmSync(file), () => writeFileSync(file, 'not a database')]) {
    await world.app.stop();
    spoil();
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    await world.start();
    await eventually(async () => (await ada.get('/v1/plan?asOfPosition=1')).status === 200);
    expect(required(await ada.get(`/v1/audit/as-of?at=${then}`), 200)).toEqual(before);
  }
});
