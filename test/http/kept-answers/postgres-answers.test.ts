import { setTimeout as pause } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { Principal } from '../../../src/auth/principals.ts';
import { Sealer } from '../../../src/auth/credentials/sealer.ts';
import type { AnswerStore, KeyLock, KeptAnswer } from '../../../src/http/kept-answers/answer-store.ts';
import type { ApiRequest } from '../../../src/http/api-request.ts';
import { Idempotency } from '../../../src/http/kept-answers/idempotency.ts';
import { sendProblem } from '../../../src/http/problem.filter.ts';
import { openSharedAnswers } from '../../../src/http/kept-answers/postgres-answers.ts';
import { StoreUnavailable } from '../../../src/event-store/event-store.ts';
import { DatabaseUnavailable } from '../../../src/postgres/faults.ts';
import { openSharedDatabase, type SharedDatabase } from '../../../src/postgres/shared-database.ts';
import { createSchema, postgres, type TestDatabase } from '../../read-models/databases.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { company } from '../../commands/company.ts';
import { workbench } from '../../commands/runner/workbench.ts';
import { stopwatch } from '../../support/stopwatch.ts';
import { eventually } from '../../support/within.ts';

const STARTS_WITHIN_MS = 120_000;
/** Longer than a claim lasts that nobody prolongs. */
const LONGER_THAN_A_CLAIM_MS = 4_500;
const DAY_MS = 86_400_000;

const logger = pino({ enabled: false });
const sealer = new Sealer(Buffer.alloc(32, 1));
const answer = (body: string, fingerprint = 'f'): KeptAnswer => ({
  fingerprint,
  status: 201,
  contentType: 'application/json',
  body,
});

type Found = KeyLock | KeptAnswer;

describe('kept answers that nodes share', () => {
  const databases = postgres();
  let place: TestDatabase;
  let nodes: { answers: AnswerStore; database: SharedDatabase<unknown> }[];
  let here: AnswerStore;
  let there: AnswerStore;

  beforeEach(async () => {
    place = await databases.create();
    nodes = [];
    [here, there] = await Promise.all([node(), node()]);
  });
  afterEach(async () => {
    for (const { answers, database } of nodes) {
      await answers.close();
      await database.close();
    }
    await place.remove();
  });

  async function node(options = {}): Promise<AnswerStore> {
    const database = openSharedDatabase<unknown>({ url: place.place, logger });
    const answers = await openSharedAnswers({ database, sealer, logger, ...options });
    nodes.push({ answers, database });
    return answers;
  }

  const query = (statement: string) => sql.raw(statement).execute(nodes[0]!.database.db);

  it('are found by every node, and only under their account, key and request', async () => {
    await first(await here.lock('acme', 'k', 'f')).keep(answer('{"id":1}'));
    expect(await there.lock('acme', 'k', 'f')).toEqual(answer('{"id":1}'));
    expect(await here.lock('acme', 'k', 'f')).toEqual(answer('{"id":1}'));
    await expect(there.lock('acme', 'k', 'other')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    first(await there.lock('acme', 'k2', 'f'));
    first(await there.lock('other', 'k', 'f'));
  });

  it('rest sealed', async () => {
    await first(await here.lock('acme', 'k', 'f')).keep(answer('{"supportKey":"123456789"}'));
    const { rows } = await query('select body from kept_answer');
    expect(rows).toHaveLength(1);
    expect(Buffer.from((rows[0] as { body: Uint8Array }).body).includes('123456789')).toBe(false);
  });

  it('are waited for while another node runs the command, however long; another request is refused at once', async () => {
    const claim = first(await here.lock('acme', 'k', 'f'));
    const waiting = watch(there.lock('acme', 'k', 'f'));
    await expect(there.lock('acme', 'k', 'other')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await pause(LONGER_THAN_A_CLAIM_MS);
    expect(waiting.isSettled()).toBe(false);
    await claim.keep(answer('done'));
    expect(await waiting.found).toEqual(answer('done'));
  });

  it('that are not to be kept free the key for who waits', async () => {
    const claim = first(await here.lock('acme', 'k', 'f'));
    const waiting = there.lock('acme', 'k', 'f');
    await claim.release();
    first(await waiting);
  });

  it('of a node that died are taken over, and when it turns up after all it changes nothing', async () => {
    const late = first(await here.lock('acme', 'k', 'f'));
    // What is closed prolongs nothing any more, as what is dead or frozen.
    await here.close();
    const waiting = watch(there.lock('acme', 'k', 'f'));
    await eventually(waiting.isSettled);
    const claim = first(await waiting.found);
    await late.keep(answer('late'));
    await late.release();
    await claim.keep(answer('taken over'));
    await late.keep(answer('later'));
    expect(await there.lock('acme', 'k', 'f')).toEqual(answer('taken over'));
  });

  it('of a node that stood still: what it thaws with undoes nothing that was done since another took over', async () => {
    const bench = workbench();
    const standStill = stopwatch();
    try {
      const { users, as, open, addUser } = company(bench.log);
      await open(1, []);
      await addUser('ann');
      const late = first(await here.lock('acme', 'suspend ann', 'f'));
      // Prolonged as long as the node is well.
      await pause(LONGER_THAN_A_CLAIM_MS);
      late.requireHeld();

      standStill.aMinute();
      await query('update kept_answer set expires_at = 0');
      const taken = first(await there.lock('acme', 'suspend ann', 'f'));
      await users.suspend(as('ada', { requireCurrent: taken.requireHeld }), 'ann', null);
      await taken.keep(answer('suspended'));
      await users.reactivate(as('ada'), 'ann', null);

      const thawed = users.suspend(as('ada', { requireCurrent: late.requireHeld }), 'ann', null);
      await expect(thawed).rejects.toBeInstanceOf(StoreUnavailable);
      await late.release();
      expect((await users.find('ann')).status).toBe('invited');
      expect(await here.lock('acme', 'suspend ann', 'f')).toEqual(answer('suspended'));
    } finally {
      standStill.end();
      await bench.close();
    }
  });

  it('of many requests on both nodes: one of each key is first, and all others get its answer', async () => {
    const keys = Array.from({ length: 200 }, (_, n) => `key-${n}`);
    let firsts = 0;
    const ask = async (store: AnswerStore, key: string, who: string) => {
      const found = await store.lock('acme', key, 'f');
      if (!('keep' in found)) return found.body;
      firsts += 1;
      await found.keep(answer(`${key} by ${who}`));
      return `${key} by ${who}`;
    };
    const [ours, theirs] = await Promise.all([
      Promise.all(keys.map((key) => ask(here, key, 'us'))),
      Promise.all([...keys].reverse().map((key) => ask(there, key, 'them'))),
    ]);
    expect(firsts).toBe(keys.length);
    expect(ours).toEqual(theirs.reverse());
    expect(ours).toEqual(keys.map((key) => expect.stringMatching(`^${key} by`)));
  });

  it('over HTTP: a repeat at another node waits for the first, and gets its answer to the letter', async () => {
    const running = Promise.withResolvers<void>();
    let runs = 0;
    const command = async () => {
      runs += 1;
      await running.promise;
      return { id: runs };
    };
    const [a, b] = [serverOver(here, command), serverOver(there, command)];
    const firstAnswer = post(a, 'k', {});
    await eventually(() => runs === 1);
    const repeats = [post(b, 'k', {}), post(a, 'k', {}), post(b, 'k', {})];
    expect((await post(b, 'k', { other: true })).json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    running.resolve();
    const answers = await Promise.all([firstAnswer, ...repeats]);
    expect(answers.map(({ payload }) => payload)).toEqual(Array(4).fill('{"id":1}'));
    expect(answers.map(({ headers }) => headers['idempotency-replayed'])).toEqual([undefined, 'true', 'true', 'true']);
    expect(runs).toBe(1);
  });

  it('over HTTP: what may end otherwise next time frees the key on every node', async () => {
    let isDown = true;
    const command = async () => {
      if (isDown) throw new StoreUnavailable('down');
      return { id: 1 };
    };
    const [a, b] = [serverOver(here, command), serverOver(there, command)];
    expect((await post(a, 'k', {})).statusCode).toBe(503);
    isDown = false;
    expect((await post(b, 'k', {})).payload).toBe('{"id":1}');
    expect((await post(a, 'k', {})).headers['idempotency-replayed']).toBe('true');
  });

  it('end after a day, and are then deleted a few at a time; others stay', async () => {
    for (const key of ['old', 'older', 'new']) await first(await here.lock('acme', key, 'f')).keep(answer(key));
    const anHourAndADay = DAY_MS + 3_600_000;
    await query(`update kept_answer set expires_at = expires_at - ${DAY_MS - 60_000} where key = 'old'`);
    expect(await there.lock('acme', 'old', 'f')).toEqual(answer('old'));
    await query(`update kept_answer set expires_at = expires_at - ${anHourAndADay} where key like 'old%'`);
    await first(await there.lock('acme', 'old', 'f')).keep(answer('anew'));
    await query(`insert into kept_answer (account, key, fingerprint, claim, expires_at)
      select 'acme', 'x' || n, 'f', 'c', 1 from generate_series(1, 5000) as n`);
    await node({ pruneEveryMs: 20 });
    const left = async () => (await query('select key from kept_answer order by key')).rows;
    await eventually(async () => (await left()).length === 2);
    expect(await left()).toEqual([{ key: 'new' }, { key: 'old' }]);
  });
});

describe('kept answers while PostgreSQL is down', () => {
  it(
    'are neither claimed nor believed; a command under way is answered, and its repeat runs once all is up',
    async () => {
      const server = await startPostgres();
      const schema = await createSchema(server.url);
      const database = openSharedDatabase<unknown>({ url: schema.place, logger });
      const answers = await openSharedAnswers({ database, sealer, logger });
      const claim = first(await answers.lock('acme', 'k', 'f'));
      await server.kill();
      await expect(answers.lock('acme', 'k2', 'f')).rejects.toBeInstanceOf(DatabaseUnavailable);
      const refused = await post(
        serverOver(answers, async () => ({ id: 1 })),
        'k3',
        {},
      );
      expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '2']);
      await expect(claim.keep(answer('lost'))).rejects.toBeInstanceOf(DatabaseUnavailable);
      await server.start();
      first(await answers.lock('acme', 'k', 'f'));
      await answers.close();
      await database.close();
      await server.stop();
    },
    STARTS_WITHIN_MS,
  );
});

/** As much of a server as keeps answers. */
function serverOver(answers: AnswerStore, command: () => Promise<unknown>): FastifyInstance {
  const fastify = Fastify();
  fastify.decorateRequest('keyed', null);
  fastify.addHook('onRequest', async (request) => {
    (request as ApiRequest).caller = { account: 'acme', kind: 'user', id: 'ada' } as Principal;
  });
  new Idempotency(answers, () => undefined).register(fastify);
  fastify.setErrorHandler((error, request, reply) => sendProblem(error, request as ApiRequest, reply, logger));
  fastify.post('/', command);
  return fastify;
}

function post(server: FastifyInstance, key: string, payload: object) {
  return server.inject({ method: 'POST', url: '/', headers: { 'idempotency-key': key }, payload });
}

function first(found: Found): KeyLock {
  if ('keep' in found) return found;
  throw new Error(`This key was answered before: ${found.body}`);
}

function watch(found: Promise<Found>) {
  let settled = false;
  const done = () => void (settled = true);
  found.then(done, done);
  return { found, isSettled: () => settled };
}
