import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type Application, createApplication } from '../../src/application.ts';
import { readSettings } from '../../src/config.ts';
import { DataFolderError, openStores, requireLog } from '../../src/stores.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';
import { eventually } from '../support/within.ts';

const WITHIN_MS = 120_000;
const dir = mkdtempSync(join(tmpdir(), 'seatledger-esdb-http-'));
const logger = pino({ level: 'silent' });
const onFatal = (error: Error) => {
  throw error;
};

/** What surrounds the adapter in a process; what the adapter does on a real server is tested beside it. */
let server: StandIn;
let app: Application;

beforeAll(async () => {
  server = await StandIn.start();
  await server.stop();
  const nobody = createServer((socket) => socket.destroy()).listen(server.port, '127.0.0.1');
  await once(nobody, 'listening');
  const settings = readSettings({ DATA_DIR: dir, EVENT_STORE: server.url }, null);
  const starting = createApplication(settings, { logger, onFatal, announce: () => {} });
  // Started first, as happens when everything on a machine starts at once, and asked in vain.
  await once(nobody, 'connection');
  nobody.close();
  await once(nobody, 'close');
  await server.start();
  app = await starting;
}, WITHIN_MS);
afterAll(async () => {
  await app?.stop();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
});

const status = async (probe: string) => (await app.http.inject({ url: `/health/${probe}` })).statusCode;

it('starts before its store does, and serves once that is there', async () => {
  await eventually(async () => (await status('ready')) === 200);
  expect(await status('serving')).toBe(200);
});

it('owns its folder, wherever the log is', async () => {
  const second = openStores({ dataDir: dir, eventStore: server.url }, logger, onFatal);
  await expect(second).rejects.toThrow('in use by another process');
});

it(
  'tells the balancer of an outage, and comes back by itself',
  async () => {
    await server.stop();
    await eventually(async () => (await status('serving')) === 503);
    const { reasons } = (await app.http.inject({ url: '/health/serving' })).json();
    expect(reasons.join()).toContain('The event store does not answer');
    await server.start();
    await eventually(async () => (await status('serving')) === 200 && (await status('ready')) === 200);
  },
  WITHIN_MS,
);

it('the commands that look after a folder need its credentials, not an embedded log', () => {
  expect(() => requireLog({ dataDir: dir, eventStore: server.url })).not.toThrow();
  expect(() => requireLog({ dataDir: dir })).toThrow(DataFolderError);
});
