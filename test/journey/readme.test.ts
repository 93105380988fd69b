import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Server } from '../support/server.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) process.stdout.write('  There is no curl here: the walk-through of the README is not acted out\n');

/** What a newcomer types, in the order of the page. */
describe('the README', () => {
  let server: Server;
  beforeAll(async () => {
    server = await Server.start();
  });
  afterAll(() => server.dispose());

  (hasCurl ? it : it.skip)(
    'acts out the help page with curl as it says',
    async () => {
      const readme = readFileSync('README.md', 'utf8');
      const script = [...readme.matchAll(/^```bash\n(.*?)^```/gms)].map(([, block]) => block).join('\n');
      const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
        env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, SEATLEDGER_URL: server.origin },
      });
      const answers = stdout.trim().split('\n');
      const promised = /The last line reads `(.+)`/.exec(readme)![1];
      expect({ stderr, last: answers.at(-1) }).toEqual({ stderr: '', last: promised });
      const sentence = 'All shared seats are in use. To start a session, please wait for an available seat.';
      expect(answers.filter((answer) => answer.includes(`"title":"${sentence}"`))).toHaveLength(1);
      expect(answers.filter((answer) => answer.includes(`"message":"${sentence}"`))).toHaveLength(1);
      expect(answers.filter((answer) => answer.includes('"supportKey"'))).toHaveLength(12);
      expect(answers.filter((answer) => answer.includes('"code":"SESSION_ENDED"'))).toHaveLength(1);
    },
    120_000,
  );
});
