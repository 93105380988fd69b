import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server as NetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Server } from '../support/server.ts';

const ENDS_WITHIN_MS = 30_000;
let folder: string;
let server: Server;
let other: NetServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-first-'));
});
afterEach(async () => {
  other?.close();
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
});

it('a start whose port is taken leaves no data folder and tells no password', async () => {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const dataDir = join(folder, 'data');
  const env = { PORT: String((other.address() as AddressInfo).port), BOOTSTRAP_ADMIN_PASSWORD: '' };
  server = new Server({ dataDir, env });
  await server.launch();
  await server.ended(ENDS_WITHIN_MS);
  expect(server.output).toContain('Another program listens there');
  expect(server.output).not.toContain('password');
  expect(existsSync(dataDir)).toBe(false);
}, 60_000);

it('says in its log that it stops, and that it has', async () => {
  server = await Server.start({ env: { LOG_LEVEL: 'info' } });
  await server.stop();
  const lines = server.output.split('\n').filter((line) => line.startsWith('{'));
  const said = lines.map((line) => JSON.parse(line) as { msg: string; signal?: string });
  expect(said).toContainEqual(expect.objectContaining({ msg: 'stopping', signal: 'SIGTERM' }));
  expect(said.at(-1)).toMatchObject({ msg: 'stopped' });
}, 60_000);
