import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { projections } from '../../projections/index.ts';
import { verify } from '../../src/read-models/verify.ts';
import { READ_MODELS_FILE } from '../../src/stores.ts';
import { SupervisedThread } from '../../src/threads/supervised-thread.ts';
import { eventually } from '../support/within.ts';
import { ADA, type Client, required, V5, World } from './harness.ts';

let world: World;
let ada: Client;

beforeAll(async () => {
  world = await World.open();
  ada = await world.signIn(ADA);
});
afterAll(() => world.close());

const ready = async () => (await world.nobody.get('/health/ready')).body;

async function addGroup(name: string): Promise<string> {
  return required(await ada.post('/v1/groups', { name }), 201).position;
}

async function groupsAt(position: string): Promise<string[]> {
  const { items } = required(await ada.get(`/v1/groups?limit=500&after=${position}`), 200);
  return items.map(({ name }: { name: string }) => name);
}

it('a projection thread that is killed turns readiness red, comes back, and loses nothing', async () => {
  const { projectionThread, reading, log } = world.app.parts.stores;
  for (let round = 0; round < 3; round += 1) {
    await projectionThread.kill();
    expect(await ready()).toMatchObject({
      status: 'not-ready',
      reasons: expect.arrayContaining([expect.stringMatching(/^The projections thread has ended .* code 1$/)]),
    });
    const position = await addGroup(`while away ${round}`);
    await eventually(async () => (await groupsAt(position)).includes(`while away ${round}`));
    await eventually(async () => (await ready()).status === 'ready');
  }
  expect((await groupsAt(await addGroup('afterwards'))).sort()).toEqual([
    'afterwards',
    'while away 0',
    'while away 1',
    'while away 2',
  ]);
  await world.app.parts.stores.readModels.stop();
  for (const projection of projections)
    expect(await verify({ database: reading, log, projection })).toMatchObject({ ok: true, differences: [] });
  await world.restart();
});

it('query threads that are killed turn readiness red, and come back', async () => {
  required(await ada.get('/v1/users'), 200);
  const { queryThreads } = world.app.parts.stores;
  await queryThreads.kill();
  expect((await ready()).reasons).toContainEqual(expect.stringMatching(/^The queries thread has ended/));
  await eventually(async () => (await ready()).status === 'ready');
  required(await ada.get('/v1/users'), 200);
});

it('commands and lists are answered while a long query keeps a thread busy', async () => {
  const gate = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const thread = new SupervisedThread<{ hold(gate: SharedArrayBuffer): string }>({
    name: 'test',
    file: new URL('../threads/test.thread.ts', import.meta.url),
    data: { greeting: '' },
    logger: world.app.parts.logger,
    unavailable: (message) => new Error(message),
  });
  let isHeld = true;
  const held = thread.ask('hold', gate).finally(() => (isHeld = false));
  expect(await groupsAt(await addGroup('meanwhile'))).toContain('meanwhile');
  required(await ada.get('/v1/audit?q=meanwhile'), 200);
  expect(isHeld).toBe(true);
  Atomics.store(new Int32Array(gate), 0, 1);
  Atomics.notify(new Int32Array(gate), 0);
  await held;
  await thread.stop();
});

it('errors of queries are answered as what they are', async () => {
  const answer = await ada.get('/v1/users?sort=shoeSize');
  expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([400, 'VALIDATION_FAILED', '/sort']);
});

it('a projection that trips in its thread turns readiness red with the position, and commands go on', async () => {
  const file = new DatabaseSync(join(world.dataDir, READ_MODELS_FILE));
  // Its rows can't be written any more: a trigger refuses them, as a full or damaged table would.
  file.exec(`create trigger refuse before insert on pool begin select raise(abort, 'no room'); end`);
  file.close();
  const { position } = required(await ada.put(`/v1/plan/${V5}`, { named: 3, concurrent: 4 }), 200);
  await eventually(async () => (await ready()).status === 'not-ready');
  expect((await ready()).reasons).toEqual([expect.stringMatching(/^seat-pools: stopped at position \d+/)]);
  expect(await groupsAt(await addGroup('all the same'))).toContain('all the same');
  expect(Number(position)).toBeGreaterThan(0);
});
