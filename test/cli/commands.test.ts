import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addUser, assignSeat, buy, join as joinAccount, PRODUCT } from '../support/organisation.ts';
import { required } from '../support/api.ts';
import { Server } from '../support/server.ts';
import { seatledger as command } from './command.ts';

const READ_MODELS = ['audit-trail', 'seat-pools', 'shared-sessions', 'user-directory'];

/** On a folder with no other settings. */
const seatledger = (dataDir: string, ...args: string[]) => command({ DATA_DIR: dataDir }, ...args);

/** Changes a file behind the program's back. */
function tamper(dataDir: string, file: string, statement: string): void {
  const database = new DatabaseSync(join(dataDir, file));
  const { changes } = database.prepare(statement).run();
  database.close();
  expect(changes).toBe(1);
}

describe('the commands that look after a data folder', () => {
  let server: Server;
  let dataDir: string;

  beforeAll(async () => {
    server = await Server.start();
    ({ dataDir } = server);
    const ada = await server.admin();
    await buy(ada, { named: 0, concurrent: 1 });
    const bo = await addUser(ada, 'Bo', 'Agent');
    await assignSeat(ada, bo.id, 'concurrent');
    required(await (await joinAccount(ada, bo)).post('/v1/sessions', { product: PRODUCT }), 201);
  });
  afterAll(() => server.dispose());

  it.each(['verify', 'rebuild', 'verify-chain'])('%s leaves a folder alone on which a server runs', async (command) => {
    expect(server.running).toBe(true);
    const { code, stdout, stderr } = await seatledger(dataDir, command);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^\S+events\.sqlite is in use by another process\. .*stop the other one first.*\n$/,
      ),
    });
  });

  describe('once the server has stopped', () => {
    beforeAll(() => server.stop());

    it('verify compares every read model, or the one that is named', async () => {
      const all = await seatledger(dataDir, 'verify');
      expect({ ...all, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' });
      const lines = all.stdout.trim().split('\n').sort();
      expect(lines.map((line) => line.split(':')[0])).toEqual(READ_MODELS);
      for (const line of lines) expect(line).toMatch(/: [1-9]\d* rows are as the log has them at position [1-9]\d*$/);
      const one = await seatledger(dataDir, 'verify', 'shared-sessions');
      expect(one.stdout.trim()).toBe(lines.find((line) => line.startsWith('shared-sessions')));
    });

    it('verify shows the rows that differ, rebuild mends them, and the server goes on from there', async () => {
      tamper(dataDir, 'read-models.sqlite', "update open_session set device = 'forged'");
      const wrong = await seatledger(dataDir, 'verify');
      expect(wrong.code).toBe(1);
      expect(wrong.stdout.trim().split('\n')).toHaveLength(READ_MODELS.length - 1);
      expect(wrong.stderr).toMatch(/^shared-sessions: rows are not as the log has them/);
      expect(wrong.stderr).toMatch(
        /open_session\n {4}the log says {2}\{.*"device":null.*\n {4}the row says {2}\{.*"device":"forged"/,
      );
      expect(wrong.stderr).toContain('npm run seatledger -- rebuild shared-sessions');
      expect(await seatledger(dataDir, 'rebuild', 'shared-sessions')).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^shared-sessions: built anew up to position \d+\n$/),
      });
      expect((await seatledger(dataDir, 'verify')).code).toBe(0);
      await server.start();
      const { items } = required(await (await server.admin()).get('/v1/shared-sessions'), 200);
      expect(items).toEqual([expect.objectContaining({ device: null, product: PRODUCT })]);
      await server.stop();
    });

    it('rebuild without a name builds them all', async () => {
      const { code, stdout } = await seatledger(dataDir, 'rebuild');
      expect([code, stdout.trim().split('\n').length]).toEqual([0, READ_MODELS.length]);
    });

    it('a read model that does not exist is answered with those that do', async () => {
      const { code, stderr } = await seatledger(dataDir, 'verify', 'nonsense');
      expect(code).toBe(1);
      for (const name of READ_MODELS) expect(stderr).toContain(name);
    });

    it('verify-chain counts what holds, and names the first event that was changed', async () => {
      const whole = await seatledger(dataDir, 'verify-chain');
      expect(whole).toMatchObject({ code: 0, stderr: '' });
      const counts = /^(\d+) events in (\d+) streams: every chain holds\n$/.exec(whole.stdout)!;
      const { events, streams } = inLog(dataDir, 'select count(*) events, count(distinct stream) streams from event');
      expect([Number(counts[1]), Number(counts[2])]).toEqual([events, streams]);

      const { position, revision, stream } = inLog(
        dataDir,
        `select event.position, event.revision, stream.name stream from event join stream on stream.id = event.stream
         join type on type.id = event.type where type.name = 'SeatCapacityChanged'`,
      );
      tamper(
        dataDir,
        'events.sqlite',
        `update event set data = replace(data, '"concurrent":1', '"concurrent":9') where position = ${position}`,
      );
      const broken = await seatledger(dataDir, 'verify-chain');
      expect(broken).toMatchObject({ code: 1, stdout: '' });
      expect(broken.stderr).toContain(': 1 of the streams are not what was written');
      expect(broken.stderr).toContain(`${stream} at revision ${revision} (position ${position})`);
    });
  });
});

describe('a command on a folder without a log', () => {
  it('says which setting to look at, and makes nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatledger-cli-'));
    const missing = join(folder, 'missing');
    for (const dataDir of [folder, missing]) {
      const { code, stderr } = await seatledger(dataDir, 'verify');
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^There is no log in .*Set DATA_DIR/)]);
    }
    expect([readdirSync(folder), existsSync(missing)]).toEqual([[], false]);
    rmSync(folder, { recursive: true });
  });
});

function inLog(dataDir: string, query: string): Record<string, unknown> {
  const database = new DatabaseSync(join(dataDir, 'events.sqlite'), { readOnly: true });
  const row = database.prepare(query).get()!;
  database.close();
  return row;
}
