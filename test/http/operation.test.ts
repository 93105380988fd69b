import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify as createFastify } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings, SettingsError } from '../../src/config.ts';
import { createLogger, registerRequestLog } from '../../src/http/logging.ts';
import { Admission, MAX_IN_FLIGHT } from '../../src/http/hooks.ts';
import { eventually } from '../support/within.ts';
import { ADA, type Client, required, V5, World } from './harness.ts';

describe('running it', () => {
  let world: World;
  let ada: Client;

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
  });
  afterAll(() => world.close());

  it('is alive, and ready with every projection at its place', async () => {
    expect(required(await world.nobody.get('/health/live'), 200)).toEqual({ status: 'alive' });
    const ready = required(await world.nobody.get('/health/ready'), 200);
    expect(ready).toMatchObject({ status: 'ready', reasons: [] });
    expect(ready.projections.map(({ name }: { name: string }) => name).sort()).toEqual([
      'audit-trail',
      'seat-pools',
      'shared-sessions',
      'user-directory',
    ]);
  });

  it('is not ready, and says why, once a projection has stopped', async () => {
    const { readModels } = world.app.parts.stores;
    const status = readModels.status.bind(readModels);
    readModels.status = () =>
      status().map((one, index) => (index === 0 ? { ...one, state: 'stopped', stoppedAt: 42, error: 'x' } : one));
    const answer = await world.nobody.get('/health/ready');
    readModels.status = status;
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({
      status: 'not-ready',
      reasons: [expect.stringContaining('stopped at position 42')],
    });
    // Seats go on being granted: a balancer must not turn every node away for it.
    expect(required(await world.nobody.get('/health/serving'), 200)).toEqual({ status: 'serving', reasons: [] });
  });

  it('counts and times what it does, by route', async () => {
    required(await ada.get('/v1/users/nobody'), 404);
    required(await ada.put(`/v1/plan/${V5}`, { named: 0, concurrent: 1 }), 200);
    const { text, headers } = await world.nobody.get('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/v1\/users\/:id",status="404"\} 1/);
    expect(text).toMatch(/seatledger_command_outcomes_total\{command="ChangePlan",outcome="done"\} 1/);
    expect(text).toMatch(/seatledger_projection_lag_events\{projection="user-directory"\} \d+/);
    expect(text).toMatch(/seatledger_store_head_position \d+/);
    expect(text).not.toContain('nobody');
  });

  it('serves its own description: every call, OpenAPI 3.1, and a page to browse it without any other server', async () => {
    const document = (await world.app.http.inject({ url: '/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/sessions', '/v1/users/{id}/seats/{product}', '/health/ready']),
    );
    expect(document.components.schemas.StartSessionBody).toMatchObject({
      required: ['product'],
      additionalProperties: false,
    });
    const list = document.paths['/v1/users'].get.parameters.map(({ name }: { name: string }) => name);
    expect(list).toEqual(
      expect.arrayContaining(['seat', 'userType', 'group', 'status', 'q', 'sort', 'limit', 'cursor', 'after']),
    );

    const page = await world.app.http.inject({ url: '/docs' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'self';(?!.*upgrade-insecure-requests)/);
    expect(page.body).not.toMatch(/<script>[^<]/);
    const assets = [...page.body.matchAll(/(?:src|href)="\.?\/?([^"]+)"/g)].map(
      ([, path]) => new URL(path!, 'http://x/').pathname,
    );
    expect(assets.length).toBeGreaterThan(2);
    for (const url of assets) expect([url, (await world.app.http.inject({ url })).statusCode]).toEqual([url, 200]);
  });

  it('hands the caller’s correlation id through, and makes one where it is missing or odd', async () => {
    const ask = async (headers: Record<string, string>) =>
      (await ada.get('/v1/me', { headers })).headers['x-correlation-id'];
    expect(await ask({ 'x-correlation-id': 'call-7' })).toBe('call-7');
    expect(await ask({ 'x-request-id': 'req-8' })).toBe('req-8');
    expect(await ask({ 'x-correlation-id': 'two words' })).toMatch(/^[0-9a-f-]{36}$/);
    expect(await ask({ 'x-correlation-id': 'x'.repeat(129) })).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('lets no browser run, frame, sniff or keep an answer', async () => {
    const { headers } = await ada.get('/v1/me');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });

  it('knows the same people after a restart, and creates no second first account', async () => {
    const before = await world.app.parts.stores.store.head();
    await world.restart();
    expect(await world.app.parts.stores.store.head()).toBe(before);
    required(await ada.get('/v1/me'), 200);
  });

  it('turns new requests away while it drains, but goes on saying how it is', async () => {
    world.app.parts.admission.drain();
    const answer = await ada.get('/v1/me');
    expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([503, 'OVERLOADED', '1']);
    expect(answer.headers.connection).toBe('close');
    required(await world.nobody.get('/health/live'), 200);
    for (const probe of ['/health/ready', '/health/serving'])
      expect((await world.nobody.get(probe)).body.reasons).toEqual(['The process is stopping.']);
  });
});

describe('what never becomes a request', () => {
  it('is answered with a problem, too', async () => {
    const world = await World.open();
    const { port } = new URL(await world.app.http.listen(0, '127.0.0.1').then(() => world.app.http.getUrl()));
    const say = async (text: string) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      for await (const chunk of socket) answer += chunk;
      return answer;
    };
    expect(await say('GARBAGE\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 .+application\/problem\+json.+"code":"VALIDATION_FAILED"/s,
    );
    expect(await say(`GET / HTTP/1.1\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 .+"status":431/s);
    const unencoded = await say('GET /health/live?q=\u00fc HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(unencoded).toMatch(/^HTTP\/1\.1 400 .+"code":"VALIDATION_FAILED"/s);
    await world.close();
  });
});

describe('logging', () => {
  it('tells the path where nothing was found, and where a refused sign-in came from', async () => {
    const lines: Record<string, unknown>[] = [];
    const fastify = createFastify();
    registerRequestLog(fastify, createLogger('info', { write: (line) => lines.push(JSON.parse(line)) }));
    fastify.get('/closed', (_request, reply) => reply.code(401).send());
    await fastify.inject(`/wp-admin.php/${'x'.repeat(1_000)}?token=s3cret`);
    await fastify.inject('/closed?token=s3cret');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ status: 404, path: expect.stringMatching(/^\/wp-admin\.php\/x{180,190}$/) });
    expect(lines[1]).toMatchObject({ status: 401, client: '127.0.0.1' });
    expect(JSON.stringify(lines)).not.toContain('s3cret');
  });

  it('hides what is secret, and shows errors by either name', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => lines.push(line) });
    logger.info({ authorization: 'Bearer s3cret', body: { password: 's3cret', deep: { token: 's3cret' } } }, 'one');
    logger.error({ error: new Error('disk full') }, 'two');
    expect(lines.join()).not.toContain('s3cret');
    expect(JSON.parse(lines[1]!)).toMatchObject({ msg: 'two', error: { message: 'disk full' } });
  });
});

describe('too much at once', () => {
  let world: World | undefined;
  afterEach(() => world?.close());

  it('is refused at a fixed number under way, and taken on again after that', () => {
    const admission = new Admission({ maxInFlight: 2 });
    const arrive = () => {
      const isTakenOn = admission.takesOn();
      if (isTakenOn) admission.enter();
      return isTakenOn;
    };
    expect([arrive(), arrive(), arrive()]).toEqual([true, true, false]);
    expect([admission.inFlight, admission.refused]).toEqual([2, 1]);
    admission.leave();
    expect([arrive(), arrive()]).toEqual([true, false]);
  });

  it('is refused for the rest of a turn of the event loop that has gone on for long', () => {
    let nowMs = 0;
    let endTurn = () => {};
    const admission = new Admission({ nowMs: () => nowMs, afterTurn: (then) => void (endTurn = then) });
    const takenOn = (arriving: number) =>
      Array.from({ length: arriving }, () => admission.takesOn()).filter(Boolean).length;
    expect(takenOn(1_000)).toBe(1_000);
    nowMs += 49;
    expect(takenOn(1)).toBe(1);
    nowMs += 1;
    expect(takenOn(1_000)).toBe(0);
    endTurn();
    expect(takenOn(1)).toBe(1);
    nowMs += 60_000;
    // A machine that stood still is no flood.
    expect(takenOn(1_000)).toBe(63);
    endTurn();
    expect(takenOn(1_000)).toBe(1_000);
  });

  it('is told to come again and leaves nothing behind; what was answered is there', async () => {
    world = await World.open();
    const { http, parts } = world.app;
    const origin = await http.listen(0, '127.0.0.1').then(() => http.getUrl());
    const ada = await world.signIn(ADA);
    const add = (name: string) =>
      fetch(`${origin}/v1/users`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${ada.token}`,
          'content-type': 'application/json',
          'x-correlation-id': `adding-${name}`,
        },
        body: JSON.stringify({ email: `${name}@example.com`, firstName: name, lastName: 'Agent' }),
      });
    const { admission } = parts;
    while (admission.inFlight < MAX_IN_FLIGHT) admission.enter();
    const refused = await add('ann');
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '1',
      'content-type': 'application/problem+json; charset=utf-8',
      'x-correlation-id': 'adding-ann',
      'cache-control': 'no-store',
    });
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'OVERLOADED', status: 503 }]);
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);

    for (let room = 0; room < 2; room += 1) admission.leave();
    const names = ['bob', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida'];
    const answers = await Promise.all(names.map(add));
    expect(answers.every(({ status }) => status === 201 || status === 503)).toBe(true);
    while (admission.inFlight > 0) admission.leave();
    const added = names.filter((_, n) => answers[n]!.status === 201);
    expect(added.length).toBeGreaterThan(0);
    await world.restart();
    const { items } = required(await ada.get('/v1/users?limit=100'), 200);
    const emails = items.map(({ email }: { email: string }) => email).sort();
    expect(emails).toEqual([ADA.email, ...added.map((name) => `${name}@example.com`)].sort());
  });

  it('counts nobody who has hung up, in whatever the request was cut off', async () => {
    world = await World.open();
    const { http, parts } = world.app;
    const url = new URL(await http.listen(0, '127.0.0.1').then(() => http.getUrl()));
    const { admission } = parts;
    const signIn = JSON.stringify(ADA);
    const head = `POST /v1/auth/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${signIn.length}\r\n\r\n`;
    const cutOff = async (text: string) => {
      const before = admission.inFlight;
      const socket = connect(Number(url.port), url.hostname, () => socket.write(text));
      socket.on('error', () => undefined);
      while (admission.inFlight === before) await new Promise((resolve) => setImmediate(resolve));
      socket.resetAndDestroy();
    };
    await cutOff(head + signIn);
    await cutOff((head + signIn).repeat(3));
    await cutOff(head + signIn.slice(0, 10));
    await eventually(() => admission.inFlight === 0);
    const answer = await fetch(new URL('/v1/auth/sign-in', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: signIn,
    });
    expect(answer.status).toBe(200);
    await answer.text();
    await eventually(() => admission.inFlight === 0);
  });
});

describe('settings', () => {
  const dir = mkdtempSync(join(tmpdir(), 'seatledger-settings-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('has a default for everything', () => {
    expect(readSettings({}, null)).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      logLevel: 'info',
      masterKey: undefined,
    });
  });

  it('reads a file, and the environment wins over it', () => {
    const file = join(dir, '.env');
    writeFileSync(file, 'PORT=4000\nDATA_DIR="/srv/seats"\nMASTER_KEY=\n');
    expect(readSettings({ PORT: '5000' }, file)).toMatchObject({
      port: 5000,
      dataDir: '/srv/seats',
      masterKey: undefined,
    });
    expect(readSettings({}, join(dir, 'missing.env')).port).toBe(3000);
  });

  it('names every wrong setting at once, and what to do', () => {
    const wrong = {
      PORT: 'http',
      MASTER_KEY: 'short',
      BOOTSTRAP_ADMIN_PASSWORD: 'x',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'seats',
      EVENT_STORE: 'mysql:',
      TRUST_PROXY: '10.0.0.0/33',
    };
    const read = () => readSettings(wrong, null);
    expect(read).toThrow(SettingsError);
    for (const name of Object.keys(wrong)) expect(read).toThrow(name);
  });

  it('never repeats a connection string, which may hold a password', () => {
    const read = () => readSettings({ EVENT_STORE: 'esdb://admin:s3cret@db.example.com:2113?tls=false' }, null);
    expect(read).toThrow(/EVENT_STORE .*Turn TLS on/);
    expect(read).not.toThrow('s3cret');
  });

  it('reads any of them from a file, as secrets are handed to containers', () => {
    const file = join(dir, 'secret');
    writeFileSync(file, 'postgres://seats:p@db/seats\n');
    expect(readSettings({ READ_DATABASE_FILE: file }, null).readDatabase).toBe('postgres://seats:p@db/seats');
    expect(() => readSettings({ READ_DATABASE_FILE: join(dir, 'none') }, null)).toThrow(/READ_DATABASE_FILE .*none/);
    writeFileSync(file, '\n');
    expect(() => readSettings({ READ_DATABASE_FILE: file }, null)).toThrow(/READ_DATABASE_FILE .*holds nothing/);
    expect(() => readSettings({ READ_DATABASE: 'embedded', READ_DATABASE_FILE: file }, null)).toThrow('both set');
  });
});
