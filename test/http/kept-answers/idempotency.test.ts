import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Sealer } from '../../../src/auth/credentials/sealer.ts';
import type { AnswerStore } from '../../../src/http/kept-answers/answer-store.ts';
import { SqliteAnswers } from '../../../src/http/kept-answers/sqlite-answers.ts';
import { ADA, type Client, required, V5, World } from '../harness.ts';

describe('Idempotency-Key', () => {
  let world: World;
  let ada: Client;
  let bo: Client & { id: string };
  let cy: Client & { id: string };

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    await ada.buy(0, 5);
    bo = await ada.join('Bo', { seat: 'concurrent' });
    cy = await ada.join('Cy', { seat: 'concurrent' });
  });
  afterAll(() => world.close());

  const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });
  const start = (client: Client, key: string, body: object = { product: V5 }) =>
    client.post('/v1/sessions', body, keyed(key));

  it('a repeat gets the first answer to the letter, and nothing is done twice', async () => {
    const first = await start(bo, 'start-1');
    const head = await world.app.parts.stores.store.head();
    const repeat = await start(bo, 'start-1');
    expect([repeat.status, repeat.text]).toEqual([first.status, first.text]);
    expect(repeat.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(repeat.body.supportKey).toMatch(/^\d{9}$/);
    expect(await world.app.parts.stores.store.head()).toBe(head);
  });

  it('the order of the fields does not matter, their values do', async () => {
    required(await start(bo, 'start-2', { product: V5, platform: 'mac' }), 201);
    expect((await start(bo, 'start-2', { platform: 'mac', product: V5 })).headers['idempotency-replayed']).toBe('true');
    for (const reused of [
      await start(bo, 'start-2', { product: V5, platform: 'ios' }),
      await bo.post('/v1/sessions/batch', { commands: [] }, keyed('start-2')),
    ]) {
      expect([reused.status, reused.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
  });

  it('a repeat that arrives while the first is under way waits for its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => start(cy, 'start-3')));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    const other = await Promise.all([start(cy, 'start-4'), start(cy, 'start-4', { product: V5, device: 'other' })]);
    expect(other.map(({ status }) => status)).toEqual([201, 422]);
  });

  it('a refusal that is a decision is kept, one that may end otherwise is not', async () => {
    const dan = await ada.join('Dan');
    const refused = await start(dan, 'start-5');
    expect(refused.body.code).toBe('NO_SEAT_ASSIGNED');
    required(await ada.put(`/v1/users/${dan.id}/seats/${V5}`, { type: 'concurrent' }), 200);
    expect((await start(dan, 'start-5')).text).toBe(refused.text);

    expect((await ada.post('/v1/groups', { name: '' }, keyed('group-1'))).status).toBe(400);
    required(await ada.post('/v1/groups', { name: 'Now with a name' }, keyed('group-1')), 201);
    expect((await bo.post('/v1/groups', { name: 'Mine' }, keyed('group-2'))).status).toBe(403);
    required(await ada.post('/v1/groups', { name: 'Mine' }, keyed('group-2')), 201);
  });

  it('holds after a restart, also for what is shown once', async () => {
    const session = await start(bo, 'start-6');
    const group = await ada.post('/v1/groups', { name: 'Kept' }, keyed('group-3'));
    const service = await ada.post('/v1/service-accounts', { name: 'Kept', privileges: [] }, keyed('service-1'));
    await world.restart();
    expect((await start(bo, 'start-6')).text).toBe(session.text);
    expect((await ada.post('/v1/groups', { name: 'Kept' }, keyed('group-3'))).text).toBe(group.text);
    expect((await ada.post('/v1/service-accounts', { name: 'Kept', privileges: [] }, keyed('service-1'))).text).toBe(
      service.text,
    );
    expect((await start(bo, 'start-6', { product: V5, device: 'other' })).status).toBe(422);
  });

  it('even without the kept answer a repeat finds what the first one did', async () => {
    const first = required(await start(bo, 'start-7'), 201);
    const user = { email: 'once@example.com', firstName: 'Once', lastName: 'Only' };
    const added = required(await ada.post('/v1/users', user, keyed('user-1')), 201);
    const bot = { name: 'Once', privileges: [] };
    const service = required(await ada.post('/v1/service-accounts', bot, keyed('service-2')), 201);
    const invite = () => ada.post(`/v1/users/${added.id}/invitation`, {}, keyed('invite-1'));
    const { token } = required(await invite(), 201);
    await world.app.stop();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.dataDir, `answers.sqlite${suffix}`), { force: true });
    await world.start();
    const repeat = required(await start(bo, 'start-7'), 201);
    expect(repeat).toMatchObject({
      sessionId: first.sessionId,
      supportKey: first.supportKey,
      startedAt: first.startedAt,
    });
    expect(required(await ada.post('/v1/users', user, keyed('user-1')), 201).id).toBe(added.id);
    const again = required(await ada.post('/v1/service-accounts', bot, keyed('service-2')), 201);
    expect([again.id, again.clientSecret]).toEqual([service.id, service.clientSecret]);
    expect(required(await invite(), 201).token).toBe(token);
    required(await bo.post(`/v1/sessions/${first.sessionId}/end`), 200);
  });

  it('one key means different things to different callers', async () => {
    const [mine, theirs] = [required(await start(bo, 'shared'), 201), required(await start(cy, 'shared'), 201)];
    expect([mine.agentId, theirs.agentId]).toEqual([bo.id, cy.id]);
    expect(required(await start(bo, 'shared'), 201).sessionId).toBe(mine.sessionId);
    required(await ada.post('/v1/groups', { name: 'Shared' }, keyed('shared')), 201);
    for (const [client, { sessionId }] of [
      [bo, mine],
      [cy, theirs],
    ] as const)
      required(await client.post(`/v1/sessions/${sessionId}/end`), 200);
  });

  it('a refusal for want of a seat is not kept: the repeat gets the seat that is free by then', async () => {
    required(await ada.put('/v1/plan/service-desk', { named: 1, concurrent: 1 }), 200);
    const [eve, fay] = [
      await ada.join('Eve', { seat: 'concurrent', product: 'service-desk' }),
      await ada.join('Fay', { seat: 'concurrent', product: 'service-desk' }),
    ];
    const desk = { product: 'service-desk' };
    const { sessionId } = required(await eve.post('/v1/sessions', desk), 201);
    expect((await start(fay, 'patient', desk)).body.code).toBe('ALL_SHARED_SEATS_IN_USE');
    required(await eve.post(`/v1/sessions/${sessionId}/end`), 200);
    const started = required(await start(fay, 'patient', desk), 201);
    expect(required(await start(fay, 'patient', desk), 201)).toEqual(started);

    const named = (id: string) => ada.put(`/v1/users/${id}/seats/service-desk`, { type: 'named' }, keyed(`name ${id}`));
    required(await named(eve.id), 200);
    expect((await named(fay.id)).body.code).toBe('NO_SEAT_AVAILABLE');
    required(await ada.put('/v1/plan/service-desk', { named: 2, concurrent: 1 }), 200);
    required(await named(fay.id), 200);
  });

  it('one key means different things in different accounts', async () => {
    const zoe = await world.openAccount('Other Ltd', 'zoe@other.example', 'another good password');
    const [mine, theirs] = [
      required(await ada.post('/v1/groups', { name: 'Same' }, keyed('same')), 201),
      required(await zoe.post('/v1/groups', { name: 'Same' }, keyed('same')), 201),
    ];
    expect(mine.id).not.toBe(theirs.id);
  });
});

describe('the store of kept answers', () => {
  const dir = mkdtempSync(join(tmpdir(), 'seatledger-answers-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const sealer = new Sealer(Buffer.alloc(32, 1));
  const answer = (body: string) => ({ fingerprint: 'f', status: 200, contentType: 'application/json', body });

  it('forgets after a day, keeps a bounded number, and stores no body in clear', async () => {
    let now = Date.parse('2026-11-24T08:00:00Z');
    const file = join(dir, 'answers.sqlite');
    const open = () => new SqliteAnswers(file, sealer, () => now, 3);
    let store = open();
    for (let n = 1; n <= 5; n += 1) {
      now += 1_000;
      await first(await store.lock('acme', `key-${n}`, 'f')).keep(answer(`{"supportKey":"12345678${n}"}`));
    }
    expect(await store.lock('acme', 'key-5', 'f')).toEqual(answer('{"supportKey":"123456785"}'));
    await expect(store.lock('acme', 'key-5', 'other')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    first(await store.lock('other', 'key-5', 'f'));
    await store.close();

    expect(readFileSync(file).includes('supportKey')).toBe(false);
    store = open();
    const isKept = async (n: number) => !('keep' in (await store.lock('acme', `key-${n}`, 'f')));
    expect(await Promise.all([1, 2, 3, 4, 5].map(isKept))).toEqual([false, false, true, true, true]);
    now += 24 * 60 * 60 * 1_000;
    expect(await isKept(5)).toBe(false);
    await store.close();
  });
});

function first(found: Awaited<ReturnType<AnswerStore['lock']>>) {
  if ('keep' in found) return found;
  throw new Error('This key was answered before');
}
