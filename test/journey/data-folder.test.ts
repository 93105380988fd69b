import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Server } from '../support/server.ts';

const OTHERS = 0o077;
let server: Server;

beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server.dispose());

(process.platform === 'win32' ? it.skip : it)('nothing in the data folder can be read by anybody but its owner', () => {
  const files = readdirSync(server.dataDir);
  const databases = ['events.sqlite', 'credentials.sqlite', 'read-models.sqlite', 'answers.sqlite'];
  // Where writes go first counts as much as where they end up.
  expect(files).toEqual(expect.arrayContaining(databases.flatMap((name) => [name, `${name}-wal`])));
  const readable = files.filter((name) => (statSync(join(server.dataDir, name)).mode & OTHERS) !== 0);
  expect(readable).toEqual([]);
});
