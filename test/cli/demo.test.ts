import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../support/api.ts';
import { ofThisRun } from '../support/environment.ts';
import { eventually } from '../support/within.ts';

const ENTRY = 'dist/src/demo/main.js';
const DAY_MS = 24 * 3_600_000;
const DAYS_OF_A_WEEKEND_AND_MORE = '4';

describe('npm run demo', () => {
  it('shows a company at work to whoever signs in with what it printed, and leaves nothing behind', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'demo-test-'));
    const demo = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ENTRY], {
      env: { ...ofThisRun(), TMPDIR: temporary, DEMO_DAYS: DAYS_OF_A_WEEKEND_AND_MORE },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(demo, 'exit');
    try {
      let printed = '';
      demo.stdout.on('data', (chunk) => {
        printed += chunk;
      });
      await eventually(() => demo.exitCode !== null || /until Ctrl-C/.test(printed), 100_000);
      const shown = (pattern: RegExp) => pattern.exec(printed)?.[1] ?? '';
      const address = shown(/ready at (\S+)/);
      const password = shown(/password: +(\S+)/);
      expect(existsSync(shown(/data is in (\S+)/))).toBe(true);

      const owner = await new Api(address).signIn(shown(/Super Admin: +(\S+)/), password);
      const aDayAgo = new Date(Date.now() - DAY_MS).toISOString();
      const history = await owner.get(`/v1/audit?action=SessionStarted&to=${aDayAgo}&limit=10`);
      expect(history).toMatchObject({ status: 200 });
      expect(history.body.items).toHaveLength(10);
      const manager = await new Api(address).signIn(shown(/manager: +(\S+)/), password);
      await eventually(async () => (await manager.get('/v1/shared-sessions')).body.items.length > 0);
      await new Api(address).signIn(shown(/auditor: +(\S+)/), password);

      demo.kill('SIGINT');
      expect(await ended).toEqual([0, null]);
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      demo.kill('SIGKILL');
      await ended;
      rmSync(temporary, { recursive: true, force: true });
    }
  });
});
