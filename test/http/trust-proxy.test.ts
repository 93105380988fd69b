import { afterEach, expect, it } from '@jest/globals';
import { World } from './harness.ts';

/** Of so many wrong tries from one client the last ones are slowed down. */
const TRIES = 12;

let world: World;
afterEach(() => world?.close());

it('behind a proxy that is trusted, each client answers for its own wrong passwords', async () => {
  world = await World.open({ trustProxy: 'loopback' });
  expect(await guessesFrom('203.0.113.7')).toBe(429);
  expect(await guess('198.51.100.8', 'somebody@example.com')).toBe(401);
});

it('the word of anybody else is not taken for where a request came from', async () => {
  world = await World.open({ trustProxy: '10.0.0.0/8' });
  expect(await guessesFrom('203.0.113.7')).toBe(429);
  expect(await guess('198.51.100.8', 'somebody@example.com')).toBe(429);
});

/** Always for another address, so that it is the client who is slowed down. */
async function guessesFrom(client: string): Promise<number> {
  let status = 0;
  for (let n = 0; n < TRIES; n += 1) status = await guess(client, `nobody${n}@example.com`);
  return status;
}

async function guess(client: string, email: string): Promise<number> {
  const body = { email, password: 'a wrong password' };
  const headers = { 'x-forwarded-for': client };
  return (await world.nobody.post('/v1/auth/sign-in', body, { headers })).status;
}
