import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Server } from '../support/server.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) process.stdout.write('  There is no curl here: the walk-through of the README is not acted out\n');

const MOVED_CLOCK = fileURLToPath(new URL('moved-clock.mjs', import.meta.url));
/** How long a reader thinks before each block: more than a lease lasts by default, in all less than a token lives. */
const THINKS_FOR_MS = 150_000;

/** What a newcomer types, in the order of the page, with pauses to read. */
describe('the README', () => {
  let server: Server;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seatledger-readme-'));
    const env = { NODE_OPTIONS: `--import=${MOVED_CLOCK}`, CLOCK_AHEAD: join(folder, 'ahead') };
    server = await Server.start({ env });
  });
  afterAll(async () => {
    await server.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  (hasCurl ? it : it.skip)(
    'acts out the help page with curl as it says, however slowly it is read',
    async () => {
      const readme = readFileSync('README.md', 'utf8');
      const blocks = [...readme.matchAll(/^```bash\n(.*?)^```/gms)].map(([, block]) => block);
      const script = blocks.map((block, n) => `echo ${n * THINKS_FOR_MS} > '${join(folder, 'ahead')}'\n${block}`);
      const { stdout, stderr } = await promisify(execFile)(
        'bash',
        ['--norc', '-euo', 'pipefail', '-c', script.join('\n')],
        { env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, SEATLEDGER_URL: server.origin } },
      );
      const answers = stdout.trim().split('\n');
      const promised = /The last line reads `(.+)`/.exec(readme)![1];
      expect({ stderr, last: answers.at(-1) }).toEqual({ stderr: '', last: promised });
      const sentence = 'All shared seats are in use. To start a session, please wait for an available seat.';
      expect(answers.filter((answer) => answer.includes(`"title":"${sentence}"`))).toHaveLength(1);
      expect(answers.filter((answer) => answer.includes(`"message":"${sentence}"`))).toHaveLength(1);
      expect(answers.filter((answer) => answer.includes('"supportKey"'))).toHaveLength(12);
      expect(answers.filter((answer) => answer.includes('"code":"SESSION_ENDED"'))).toHaveLength(1);
      await expectEverySeatTaken(server);
    },
    120_000,
  );
});

/** A start is the binding check: it would be given the seat of any session that has lapsed. */
async function expectEverySeatTaken(server: Server): Promise<void> {
  const admin = await server.admin();
  const { id } = (await admin.post('/v1/users', { email: 'late@example.com', firstName: 'Late', lastName: 'Comer' }))
    .body;
  await admin.put(`/v1/users/${id}/seats/remote-support-v5`, { type: 'concurrent' });
  const { body: invitation } = await admin.post(`/v1/users/${id}/invitation`, {});
  const password = 'late but patient';
  await server.api.post('/v1/auth/accept-invitation', { token: invitation.token, password });
  const late = await server.api.signIn('late@example.com', password);
  const { status, body } = await late.post('/v1/sessions', { product: 'remote-support-v5' });
  expect([status, body.code]).toEqual([409, 'ALL_SHARED_SEATS_IN_USE']);
}
