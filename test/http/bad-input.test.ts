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

  it.each([
    ['{"constructor": 1}', '/constructor'],
    ['{"email": {"constructor": {"name": "x"}}}', '/email/constructor'],
    ['{"groupIds": [{"prototype": {}}]}', '/groupIds/0/prototype'],
    ['{"a/b": {"__proto__": {"role": "admin"}}}', '/a~1b/__proto__'],
    ['{"\\u0063onstructor": {}}', '/constructor'],
  ])('a field that every object has by itself: %s', async (payload, pointer) => {
    for (const [client, url] of [
      [ada, '/v1/users'],
      [world.nobody, '/v1/auth/sign-in'],
      [ada, '/v1/sessions'],
      [ada, '/v1/sessions/batch'],
      [ada, '/v1/sessions/some-session/end'],
    ] as const) {
      const answer = await client.post(url, undefined, { payload, headers: { ...json, 'idempotency-key': 'odd' } });
      isProblem(answer, 400, 'VALIDATION_FAILED');
      expect(pointers(answer)).toEqual([pointer]);
    }
  });

  it.each([33, 5_000, 100_000])('%i lists in one another, or as many objects', async (depth) => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const payload = `{"device":${open.repeat(depth)}1${close.repeat(depth)}}`;
      if (payload.length > 250_000) continue;
      for (const client of [ada, world.nobody]) {
        const url = client === ada ? '/v1/sessions' : '/v1/auth/sign-in';
        const answer = await client.post(url, undefined, { payload, headers: { ...json, 'idempotency-key': 'deep' } });
        isProblem(answer, 400, 'VALIDATION_FAILED');
        expect(answer.body.errors).toEqual([
          { pointer: expect.stringMatching(/^\/device(\/[0a]){31}$/), message: expect.stringContaining('32 levels') },
        ]);
      }
    }
  });

  it('32 levels are read, and then found to be no text', async () => {
    const payload = `{"product":"p","device":${'['.repeat(31)}${']'.repeat(31)}}`;
    const answer = await ada.post('/v1/sessions', undefined, { payload, headers: json });
    isProblem(answer, 400, 'VALIDATION_FAILED');
    expect(answer.body.errors).toEqual([{ pointer: '/device', message: 'device must be a string' }]);
  });

  it('brackets within text are text', async () => {
    const answer = await ada.post('/v1/users', { ...user, firstName: '[{'.repeat(40) });
    expect(pointers(answer)).toEqual(['/firstName']);
  });

  it('bytes that are no UTF-8', async () => {
    const name = (bytes: number[]) =>
      Buffer.concat([Buffer.from('{"firstName":"'), Buffer.from(bytes), Buffer.from('"}')]);
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) {
      const answer = await ada.post('/v1/users', undefined, { payload: name(bytes), headers: json });
      isProblem(answer, 400, 'VALIDATION_FAILED');
      expect(answer.body.errors).toEqual([{ pointer: '', message: 'must be UTF-8' }]);
    }
    // A character that stands for a broken one may be sent as such.
    const answer = await ada.post('/v1/users', undefined, { payload: name([0xef, 0xbf, 0xbd]), headers: json });
    expect(pointers(answer)).not.toContain('');
  });

  it.each([
    'grant_type=%FF',
    'grant_type=client_credentials&client_id=%C0%80',
    'grant_type=%',
    'constructor=1',
    '__proto__=1',
  ])('a form that holds %s', async (payload) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    isProblem(await world.nobody.post('/v1/auth/token', undefined, { payload, headers }), 400, 'VALIDATION_FAILED');
  });

  it('a form that says one thing twice', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = 'grant_type=client_credentials&client_id=a&client_secret=b&client_id=c';
    const answer = await world.nobody.post('/v1/auth/token', undefined, { payload, headers });
    isProblem(answer, 400, 'VALIDATION_FAILED');
    expect(pointers(answer)).toEqual(['/client_id']);
  });

  it('no body at all where one is needed lists every missing field', async () => {
    const answer = await ada.post('/v1/users');
    isProblem(answer, 400, 'VALIDATION_FAILED');
    expect(pointers(answer).sort()).toEqual(['/email', '/firstName', '/lastName']);
    expect(answer.body.errors).toContainEqual({ pointer: '/email', message: 'is missing' });
  });

  it.each([[[]], [null], ['end'], [[{ op: 'end', sessionId: 'x' }]], [{ op: 'fly', speed: 9 }], [{}]])(
    'in a batch %j fails alone',
    async (malformed) => {
      const end = { op: 'end', sessionId: 'nobody-knows' };
      const answer = await ada.post('/v1/sessions/batch', { commands: [end, malformed, end] });
      expect(answer.status).toBe(200);
      expect(answer.body.results.map(({ status }: { status: number }) => status)).toEqual([404, 400, 404]);
      const { code, errors } = answer.body.results[1].problem;
      expect(code).toBe('VALIDATION_FAILED');
      expect(errors[0].pointer).toMatch(/^\/commands\/1/);
    },
  );

  it.each([[[]], [Array.from({ length: 1_001 }, () => ({ op: 'end', sessionId: 'x' }))], ['end'], [undefined]])(
    'a batch that is none, or too long',
    async (commands) => {
      isProblem(await ada.post('/v1/sessions/batch', { commands }), 400, 'VALIDATION_FAILED');
    },
  );

  it('what is no text is called that, and nothing else', async () => {
    const answer = await ada.post('/v1/users', { ...user, firstName: 7, groupIds: 'night' });
    expect(answer.body.errors).toHaveLength(2);
    expect(answer.body.errors).toContainEqual({ pointer: '/firstName', message: 'firstName must be a string' });
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
    ['nothing but a space without width', { firstName: '\u200b' }, '/firstName'],
    ['nothing but a Hangul filler', { firstName: '\u3164' }, '/firstName'],
    ['nothing but a blank of Braille', { lastName: '\u2800\u2800' }, '/lastName'],
    ['nothing but a sign that combines', { lastName: '\u0301' }, '/lastName'],
    ['nothing but joiners and selectors', { lastName: '\u200d\ufe0f\u034f' }, '/lastName'],
    ['an address with a space without width', { email: 'ada\u200b@example.com' }, '/email'],
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
    'limit=',
    'limit=1e2',
    'limit=0x10',
    'limit=99999999999999999999',
    'limit=1&limit=2',
    'cursor=forged',
    'cursor=a&cursor=b',
    'cursor=W10',
    'sort=shoe-size',
    'sort=constructor',
    'after=soon',
    'after=-1',
    'after=1.5',
    'after=9007199254740993',
    'after=1&after=2',
    'seat=everything',
    'seat=no-product:named',
    'status=asleep',
    'userType=owner',
    'userType=member&userType=owner',
    'group=a%00b',
    'group=no%20id',
    'q=%00',
    'q=a&q=b',
    'q=%FF',
    'q=%',
    'colour=red',
    'constructor=1',
    '__proto__=1',
    '%5f_proto__=1',
    'prototype=1',
    'limit[]=1',
  ])('users asked for with %s', async (query) => {
    isProblem(await ada.get(`/v1/users?${query}`), 400, 'VALIDATION_FAILED');
  });

  it.each([
    'from=yesterday',
    'from=2026-02-30T00:00:00Z',
    'from=2026-02-29T00:00:00Z',
    'to=2026-01-01T25:00:00Z',
    'to=2026-13-01T00:00:00Z',
    'to=2026-01-01',
    'to=2026-01-01T00:00:00',
    'from=2026-W01-1',
    'from=12026-01-01T00:00:00Z',
    'from=2026-01-01T00:00:00Z&from=2026-01-02T00:00:00Z',
    'action=SomethingElse',
    'action=constructor',
    'product=no-product',
    'actor=%00',
    'sessionId=no%20id',
    'subject=%e2%80%8b',
    'cursor=1',
  ])('history asked for with %s', async (query) => {
    isProblem(await ada.get(`/v1/audit?${query}`), 400, 'VALIDATION_FAILED');
  });

  it.each([
    '/v1/shared-sessions?product=no-product',
    '/v1/shared-sessions?sort=shoe-size',
    '/v1/shared-sessions?after=99999999999999999999',
    '/v1/sessions?cursor=1e1',
    '/v1/sessions?cursor=-1',
    '/v1/sessions?cursor=0',
    '/v1/sessions?agentId=no%20id',
    '/v1/me/seats?agentId=%00',
    '/v1/me?after=soon',
    '/v1/plan?after=1&after=2',
    '/v1/groups?q=%00',
    '/v1/groups?sort=members',
    '/v1/service-accounts?sort=name',
    '/v1/users/%00',
    '/v1/users/no%20id',
    '/v1/users/%FF',
    `/v1/users/${'x'.repeat(65)}`,
    '/v1/sessions/a%2Fb',
    '/v1/sessions/%e2%80%8b',
    '/v1/users?q=%e0%a4',
  ])('%s', async (url) => {
    isProblem(await ada.get(url), 400, 'VALIDATION_FAILED');
  });

  it('a leap day and any offset are fine instants', async () => {
    required(await ada.get('/v1/audit?from=2024-02-29T23:59:59.123%2B05:30&to=2099-12-31T00:00:00Z'), 200);
  });

  it('a cursor of another list, another order or another account', async () => {
    const other = await world.openAccount('Elsewhere', 'zoe@example.org', 'zoe has a password');
    headBefore = await world.app.parts.stores.store.head();
    const forged = (order: string, ...values: unknown[]) =>
      Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
    const cursor = required(await other.get('/v1/audit?limit=1'), 200).nextCursor;
    expect(cursor).toEqual(expect.any(String));
    required(await other.get(`/v1/audit?limit=1&cursor=${cursor}`), 200);
    for (const url of [
      `/v1/audit?cursor=${cursor}`,
      `/v1/users?cursor=${cursor}`,
      `/v1/users?cursor=${forged('name,id', 'a', 'b')}`,
      `/v1/groups?cursor=${forged('name,id', '\0', 'b')}`,
      `/v1/audit?cursor=${forged('-position', 1e300)}`,
    ]) {
      isProblem(await ada.get(url), 400, 'VALIDATION_FAILED');
    }
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
