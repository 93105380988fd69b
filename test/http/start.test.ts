import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type Application, createApplication } from '../../src/application.ts';
import { type FirstAdmin, generatedPassword } from '../../src/bootstrap.ts';
import { Clock } from '../../src/common/clock.ts';
import { readSettings } from '../../src/config.ts';
import { FrontDoor } from '../../src/http/edge/front-door.ts';
import { ADA, type Client, required, V5, World } from './harness.ts';

const logger = pino({ level: 'silent' });
const onFatal = (error: Error) => {
  throw error;
};

describe('starting on a data folder', () => {
  let dir: string;
  let announced: FirstAdmin[];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'seatledger-start-'));
    announced = [];
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const start = (environment: Record<string, string> = {}): Promise<Application> =>
    createApplication(readSettings({ DATA_DIR: dir, ...environment }, null), {
      logger,
      onFatal,
      announce: (admin) => announced.push(admin),
    });

  it('a fresh one gets its first admin, with a password that is told once', async () => {
    const first = await start();
    const [admin] = announced;
    expect(admin).toMatchObject({
      email: 'admin@example.com',
      generated: true,
      password: expect.stringMatching(/^\w[\w-]{19}$/),
    });
    const { email, password } = admin!;
    const answer = await first.http.inject({ method: 'POST', url: '/v1/auth/sign-in', payload: { email, password } });
    expect(answer.json().user).toMatchObject({ role: 'super-admin', billingContact: true, status: 'active' });
    await first.stop();
    await (await start()).stop();
    expect(announced).toHaveLength(1);
  });

  it('a generated password is never taken for an option on a command line', () => {
    const passwords = Array.from({ length: 2_000 }, generatedPassword);
    expect(passwords.filter((password) => password.startsWith('-'))).toEqual([]);
    expect(new Set(passwords).size).toBe(2_000);
  });

  it('a first start that was cut off is taken up by the next', async () => {
    const cutOff = createApplication(readSettings({ DATA_DIR: dir }, null), {
      logger,
      onFatal,
      announce: () => {
        throw new Error('killed');
      },
    });
    await expect(cutOff).rejects.toThrow('killed');
    const second = await start();
    expect(announced).toHaveLength(1);
    const { email, password } = announced[0]!;
    const answer = await second.http.inject({ method: 'POST', url: '/v1/auth/sign-in', payload: { email, password } });
    expect([answer.statusCode, answer.json().user.billingContact]).toEqual([200, true]);
    await second.stop();
  });

  it('one that another process has is left alone', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(/in use by another process/);
    await first.stop();
  });

  it('one that can’t be made is named', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(start({ DATA_DIR: join(dir, 'file', 'data') })).rejects.toThrow(/can't be made/);
  });

  it.each(['events.sqlite', 'credentials.sqlite', 'read-models.sqlite', 'answers.sqlite'])(
    'a foreign %s is left as it is, and named',
    async (name) => {
      if (name !== 'events.sqlite') await (await start()).stop();
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(dir, name + suffix), { force: true });
      writeFileSync(join(dir, name), 'this is a letter to my aunt, and no database at all\n'.repeat(100));
      await expect(start()).rejects.toThrow(name);
    },
  );

  it('a truncated log is refused, not repaired into a shorter one', async () => {
    await (await start()).stop();
    truncateSync(join(dir, 'events.sqlite'), 5_000);
    await expect(start()).rejects.toThrow('events.sqlite');
  });

  it('a log without its keys does not get new ones', async () => {
    await (await start()).stop();
    rmSync(join(dir, 'credentials.sqlite'));
    await expect(start()).rejects.toThrow(/credentials\.sqlite is missing/);
  });
});

describe('the port before anything is opened', () => {
  it('is held, and says that the process starts until the application is let in', async () => {
    const door = await FrontDoor.open(0, '127.0.0.1');
    const { port } = door.server.address() as AddressInfo;
    await expect(FrontDoor.open(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const ask = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, retry: response.headers.get('retry-after'), body: await response.json() };
    };
    expect(await ask('/health/live')).toMatchObject({ status: 200, body: { status: 'alive' } });
    expect(await ask('/health/ready')).toMatchObject({ status: 503, body: { status: 'not-ready' } });
    expect(await ask('/v1/me')).toMatchObject({ status: 503, retry: '1', body: { code: 'OVERLOADED', status: 503 } });
    door.serverFor((_request, response) => response.end('{"from":"the application"}'));
    expect(await ask('/v1/me')).toMatchObject({ status: 503 });
    door.handOver();
    expect(await ask('/v1/me')).toMatchObject({ status: 200, body: { from: 'the application' } });
    door.server.close();
  });
});

describe('a clock that jumps back an hour', () => {
  const HOUR_MS = 3_600_000;
  let wallMs = Date.now();
  let world: World;
  let ada: Client;

  it('shortens no lease, reorders no history, and lets work go on, also over a restart', async () => {
    world = await World.open({ clock: new Clock(() => wallMs) });
    ada = await world.signIn(ADA);
    await ada.buy(0, 1);
    const bo = await ada.join('Bo', { seat: 'concurrent' });
    const first = required(await bo.post('/v1/sessions', { product: V5 }), 201);
    wallMs -= HOUR_MS;
    const renewed = required(await bo.post(`/v1/sessions/${first.sessionId}/heartbeat`), 200);
    expect(renewed.expiresAt >= first.lease.expiresAt).toBe(true);
    const second = required(await bo.post('/v1/sessions', { product: V5 }), 201);
    expect(second.startedAt >= first.startedAt).toBe(true);
    await world.restart();
    required(await bo.post(`/v1/sessions/${second.sessionId}/heartbeat`), 200);
    const { position } = required(await bo.post(`/v1/sessions/${second.sessionId}/end`), 200);
    const { items } = required(await ada.get(`/v1/audit?after=${position}&limit=500`), 200);
    const instants = items.map(({ at }: { at: string }) => at);
    expect(instants).toEqual([...instants].sort().reverse());
    await world.close();
  });
});
