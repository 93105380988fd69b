import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, type Answer, type Client, required, V5, World } from './harness.ts';

describe('bad input gets a clear problem and changes nothing', () => {
  let world: World;
  let ada: Client;
  let headBefore: number;

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    headBefore = await world.app.parts.stores.store.head();
  });
  afterAll(async () => {
    expect(await world.app.parts.stores.store.head()).toBe(headBefore);
    await world.close();
  });

  const isProblem = (answer: Answer, status: number, code: string) => {
    expect([answer.status, answer.body.code, answer.body.status]).toEqual([status, code, status]);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.type).toBe(`urn:seatledger:problem:${code.toLowerCase().replaceAll('_', '-')}`);
  };
  const pointers = ({ body }: Answer) => body.errors.map(({ pointer }: { pointer: string }) => pointer);
  const user = { email: 'new@example.com', firstName: 'New', lastName: 'User' };
  const json = { 'content-type': 'application/json' };

  it.each([['{"email": '], ['{"a":1}}'], ['\u0000'], ['{"__proto__": {"role": "admin"}}']])(
    'malformed JSON: %j',
    async (payload) => {
      isProblem(await ada.post('/v1/users', undefined, { payload, headers: json }), 400, 'VALIDATION_FAILED');
    },
  );

  it.each([[[]], ['text'], [7], [[user]]])('a body that is no object: %j', async (body) => {
    isProblem(await ada.post('/v1/users', body), 400, 'VALIDATION_FAILED');
  });

  it('no body at all where one is needed lists every missing field', async () => {
    const answer = await ada.post('/v1/users');
    isProblem(answer, 400, 'VALIDATION_FAILED');
    expect(new Set(pointers(answer))).toEqual(new Set(['/email', '/firstName', '/lastName']));
  });

  it('unknown fields, also where nothing is expected', async () => {
    const answer = await ada.post('/v1/users', { ...user, 'is/admin~': true });
    isProblem(answer, 400, 'VALIDATION_FAILED');
    expect(answer.body.errors).toEqual([{ pointer: '/is~1admin~0', message: 'is not a known field' }]);
    isProblem(await ada.post('/v1/sessions/some-session/end', { force: true }), 400, 'VALIDATION_FAILED');
    isProblem(await ada.get('/v1/users?colour=red'), 400, 'VALIDATION_FAILED');
  });

  it.each([
    ['a name with 33 characters', { firstName: 'x'.repeat(33) }, '/firstName'],
    ['an empty name', { firstName: '' }, '/firstName'],
    ['blanks for a name', { lastName: '   ' }, '/lastName'],
    ['control characters', { firstName: 'A\u0007B' }, '/firstName'],
    ['a line break in a name', { firstName: 'A\nB' }, '/firstName'],
    ['half a surrogate pair', { lastName: 'A\ud800' }, '/lastName'],
    ['a turned-around text', { lastName: 'A\u202ecod.exe' }, '/lastName'],
    ['an e-mail of 129 characters', { email: `${'x'.repeat(117)}@example.com` }, '/email'],
    ['no e-mail address', { email: 'ada at example' }, '/email'],
    ['a number for a name', { firstName: 7 }, '/firstName'],
    ['a role there is not', { role: 'owner' }, '/role'],
    ['a privilege there is not', { role: 'manager', privileges: ['everything'] }, '/privileges'],
    ['a group there is not', { groupIds: ['no-group'] }, '/groupIds/0'],
    ['something else for a list', { groupIds: 'night' }, '/groupIds'],
  ])('%s', async (_what, wrong, pointer) => {
    const answer = await ada.post('/v1/users', { ...user, ...wrong });
    isProblem(answer, 400, 'VALIDATION_FAILED');
    expect(pointers(answer)).toContain(pointer);
  });

  it('a name of 32 characters is fine, counted as people count', async () => {
    // Nothing is added here: the address is refused, the names are not.
    const answer = await ada.post('/v1/users', {
      firstName: '👩'.repeat(32),
      lastName: 'x'.repeat(32),
      email: 'wrong',
    });
    expect(new Set(pointers(answer))).toEqual(new Set(['/email']));
  });

  it.each([-1, 1.5, 1e9, '7', null, Number.MAX_SAFE_INTEGER])('a capacity of %j', async (concurrent) => {
    const answer = await ada.put(`/v1/plan/${V5}`, { named: 0, concurrent });
    isProblem(answer, 400, 'VALIDATION_FAILED');
    expect(pointers(answer)).toContain('/concurrent');
  });

  it.each([
    'limit=0',
    'limit=501',
    'limit=many',
    'cursor=forged',
    'sort=shoe-size',
    'after=soon',
    'seat=everything',
    'limit=1&limit=2',
  ])('a query with %s', async (query) => {
    isProblem(await ada.get(`/v1/users?${query}`), 400, 'VALIDATION_FAILED');
  });

  it('10,000 ids in a list are too many, and said so rather than cut off', async () => {
    const sessionIds = Array.from(
      { length: 10_000 },
      (_, n) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    );
    const answer = await ada.post('/v1/shared-sessions/end', { sessionIds });
    isProblem(answer, 400, 'VALIDATION_FAILED');
    expect(pointers(answer)).toEqual(['/sessionIds']);
    isProblem(await ada.post('/v1/sessions/heartbeats', { sessionIds }), 400, 'VALIDATION_FAILED');
  });

  it('bodies over 256 kB, or 1 MB for lists, are turned away', async () => {
    isProblem(await ada.post('/v1/users', { ...user, firstName: 'x'.repeat(300_000) }), 413, 'PAYLOAD_TOO_LARGE');
    isProblem(
      await ada.post('/v1/users', undefined, { payload: Buffer.alloc(10_000_000, 32), headers: json }),
      413,
      'PAYLOAD_TOO_LARGE',
    );
    isProblem(
      await ada.post('/v1/shared-sessions/end', { sessionIds: ['x'.repeat(1_100_000)] }),
      413,
      'PAYLOAD_TOO_LARGE',
    );
    isProblem(
      await ada.post('/v1/shared-sessions/end', { sessionIds: ['x'.repeat(300_000)] }),
      400,
      'VALIDATION_FAILED',
    );
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'nonsense',
  ])('a body of type %s', async (type) => {
    const answer = await ada.post('/v1/users', undefined, { payload: 'a=b', headers: { 'content-type': type } });
    isProblem(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('an unknown route, an unknown method, an address that is none', async () => {
    isProblem(await ada.get('/v1/nothing-here'), 404, 'NOT_FOUND');
    isProblem(await world.nobody.get('/wp-admin.php'), 404, 'NOT_FOUND');
    isProblem(await ada.delete('/v1/plan'), 404, 'NOT_FOUND');
    isProblem(await ada.get('/v1/users/%E0%A4%A'), 400, 'VALIDATION_FAILED');
    expect((await ada.get(`/v1/users/${'x'.repeat(5_000)}`)).body.code).toMatch(/VALIDATION_FAILED|NOT_FOUND/);
  });

  it('unknown ids and unknown products', async () => {
    const { id } = required(await ada.get('/v1/me'), 200);
    for (const answer of [
      await ada.get('/v1/users/nobody'),
      await ada.patch('/v1/users/nobody', { firstName: 'X' }),
      await ada.delete('/v1/users/nobody'),
      await ada.post('/v1/users/nobody/suspend'),
      await ada.post('/v1/users/nobody/invitation'),
      await ada.put(`/v1/users/nobody/seats/${V5}`, { type: 'concurrent' }),
      await ada.put(`/v1/users/${id}/seats/no-product`, { type: 'concurrent' }),
      await ada.delete(`/v1/users/${id}/seats/no-product`),
      await ada.put('/v1/plan/no-product', { named: 1, concurrent: 1 }),
      await ada.post('/v1/sessions', { product: 'no-product' }),
      await ada.patch('/v1/groups/no-group', { name: 'X' }),
      await ada.delete('/v1/groups/no-group'),
      await ada.delete('/v1/service-accounts/no-service'),
      await ada.post('/v1/sessions/no-session/heartbeat'),
    ]) {
      isProblem(answer, 404, 'NOT_FOUND');
    }
  });

  it.each(['', 'x'.repeat(256), 'tab\there', 'ümlaut'])('an Idempotency-Key of %j', async (key) => {
    const answer = await ada.post('/v1/users', user, { headers: { 'idempotency-key': key } });
    isProblem(answer, 400, 'VALIDATION_FAILED');
  });

  it('says nothing of what went wrong inside, but gives an id to ask about', async () => {
    const { starts } = world.app.parts.ledger;
    const gate = starts.gate.bind(starts);
    starts.gate = () => Promise.reject(new Error('secret path /var/lib'));
    const answer = await ada.get('/v1/me/seats', { headers: { 'x-correlation-id': 'abc-123' } });
    starts.gate = gate;
    isProblem(answer, 500, 'INTERNAL');
    expect(answer.text).not.toContain('secret');
    expect(answer.body.correlationId).toBe('abc-123');
  });
});
