import { afterEach, expect, it } from '@jest/globals';
import { World } from './harness.ts';

/** More wrong tries than one client has before it is slowed down, and some that are forgiven meanwhile. */
const TRIES = 150;
const AT_ONCE = 25;

let world: World;
afterEach(() => world?.close());

it('behind a proxy that is trusted, each client answers for its own wrong passwords', async () => {
  world = await World.open({ trustProxy: 'loopback' });
  expect(await isSlowedDown(() => '203.0.113.7')).toBe(true);
  expect(await guess('198.51.100.8', 'somebody@example.com')).toBe(401);
});

it('the word of anybody else is not taken for where a request came from', async () => {
  world = await World.open({ trustProxy: '10.0.0.0/8' });
  expect(await isSlowedDown((n) => `203.0.113.${n}`)).toBe(true);
});

/** Always for another address, so that it is the client who is slowed down. */
async function isSlowedDown(clientOf: (n: number) => string): Promise<boolean> {
  for (let from = 0; from < TRIES; from += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => from + index);
    const statuses = await Promise.all(numbers.map((n) => guess(clientOf(n), `nobody${n}@example.com`)));
    if (statuses.includes(429)) return true;
  }
  return false;
}

async function guess(client: string, email: string): Promise<number> {
  const body = { email, password: 'a wrong password' };
  const headers = { 'x-forwarded-for': client };
  return (await world.nobody.post('/v1/auth/sign-in', body, { headers })).status;
}
