import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, type Answer, required, World } from './harness.ts';

const SECURE = /^__Host-seatledger=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/;
const PLAIN = /^seatledger=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/;

describe('the Admin Center’s cookie', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const signIn = (headers: Record<string, string> = {}) => world.nobody.post('/v1/auth/sign-in', ADA, { headers });
  const cookieOf = (answer: Answer) => String(answer.headers['set-cookie']).split(';')[0]!;
  const me = async (headers: Record<string, string>) => (await world.nobody.get('/v1/me', { headers })).status;

  it('is secure where a trusted proxy says that the request came over TLS', async () => {
    const overTls = { 'x-forwarded-proto': 'https' };
    const [plain, secure] = [await signIn(), await signIn(overTls)];
    expect(String(plain.headers['set-cookie'])).toMatch(PLAIN);
    expect(String(secure.headers['set-cookie'])).toMatch(SECURE);
    expect(await me({ ...overTls, cookie: cookieOf(secure) })).toBe(200);
    expect(await me({ cookie: cookieOf(plain) })).toBe(200);
    // A plain cookie may have been put there by a neighbour.
    expect(await me({ ...overTls, cookie: cookieOf(plain) })).toBe(401);
    expect(await me({ cookie: `seatledger=${'x'.repeat(43)}` })).toBe(401);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a page of ours', { 'sec-fetch-site': 'same-origin' }, 200],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['an old browser on our page', { host: 'seats.example', origin: 'http://seats.example' }, 200],
    ['an old browser elsewhere', { host: 'seats.example', origin: 'http://evil.example' }, 403],
    ['a browser that says nothing', { host: 'seats.example' }, 403],
  ])('changes something for %s: %j → %i', async (_who, headers, status) => {
    const cookie = cookieOf(await signIn());
    const answer = await world.nobody.patch('/v1/me', { firstName: 'First' }, { headers: { cookie, ...headers } });
    expect(answer.status).toBe(status);
    expect(await me({ cookie, ...headers })).toBe(200);
  });

  it('ends at sign-out, and the browser is told to forget it', async () => {
    const answer = await signIn();
    const headers = { cookie: cookieOf(answer), 'sec-fetch-site': 'same-origin' };
    const out = await world.nobody.post('/v1/auth/sign-out', undefined, { headers });
    expect(out.status).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(/^seatledger=; .*Max-Age=0$/);
    expect(await me(headers)).toBe(401);
    const bearer = { authorization: `Bearer ${required(answer, 200).accessToken}` };
    expect(await me(bearer)).toBe(401);
  });
});
