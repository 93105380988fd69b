import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { ADA, type Answer, type Client, required, V5, World } from './harness.ts';
import { eventually } from '../support/within.ts';

const STARTS_WITHIN_MS = 120_000;

let server: PostgresServer;
let world: World;
let ada: Client;

beforeAll(async () => {
  server = await startPostgres();
  world = await World.open({ readDatabase: server.url });
  ada = await world.signIn(ADA);
}, STARTS_WITHIN_MS);
afterAll(async () => {
  await world.close();
  await server.stop();
});

it(
  'outlives its PostgreSQL: lists say when to come back, and are as they should be when it is there again',
  async () => {
    await ada.buy(0, 2);
    const ann = await ada.join('Ann', { seat: 'concurrent' });
    const first = required(await ann.post('/v1/sessions', { product: V5 }), 201);
    const seen = (position: string) => ada.get(`/v1/shared-sessions?after=${position}`);
    expect(required(await seen(first.position), 200).items).toHaveLength(1);

    await server.kill();
    const refused = await ada.get('/v1/shared-sessions');
    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([
      503,
      'STORE_UNAVAILABLE',
      '2',
    ]);
    expect(refused.text).not.toContain(server.url);
    const ready = await world.nobody.get('/health/ready');
    expect([ready.status, ready.body.reasons.join()]).toEqual([503, expect.stringContaining('does not answer')]);
    // Seats are decided by the log: nothing of that waits for the lists.
    const second = required(await ann.post('/v1/sessions', { product: V5 }), 201);

    await server.start();
    await eventually(async () => required(await seen(second.position), 200, 503).items?.length === 2);
    await eventually(async () => (await world.nobody.get('/health/ready')).status === 200);
  },
  STARTS_WITHIN_MS,
);

it('its password is in no answer', async () => {
  const answers: Answer[] = [await world.nobody.get('/metrics'), await world.nobody.get('/health/ready')];
  const { password } = new URL(server.url);
  for (const { text } of answers) expect(text).not.toContain(password);
});

it('the tables are in PostgreSQL, and no file of theirs is beside the log', async () => {
  expect(() => rmSync(join(world.dataDir, 'read-models.sqlite'))).toThrow('ENOENT');
});
