import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStream } from '../http/event-stream.ts';
import { type Answer, type Api, required } from '../support/api.ts';
import { type OwnEventStoreDb, startOwnEventStoreDb } from '../support/event-store-db.ts';
import { addUser, assignSeat, buy, join, PRODUCT } from '../support/organisation.ts';
import { ADMIN } from '../support/server.ts';
import { SeveralNodes } from '../support/several-nodes.ts';

const EVERYWHERE_WITHIN_MS = 60_000;
const BACK_WITHIN_MS = 60_000;
const MINUTES = 60_000;
const LATE_CLOCK = fileURLToPath(new URL('late-clock.mjs', import.meta.url));

/** Two processes over one EventStoreDB and one PostgreSQL. The clock of the second is ten minutes behind. */
describe('two nodes are one product', () => {
  let eventStore: OwnEventStoreDb;
  let all: SeveralNodes;
  let a: Api;
  let b: Api;
  let adminToken: string;
  let serviceToken: string;
  let onA: { admin: Api; service: Api };
  let onB: { admin: Api; service: Api };

  beforeAll(async () => {
    eventStore = await startOwnEventStoreDb();
    const env = (node: number): Record<string, string> =>
      node === 1 ? { NODE_OPTIONS: `--import=${LATE_CLOCK}` } : {};
    all = await SeveralNodes.start(2, { eventStore, ownPostgres: true, env });
    [a, b] = all.nodes.map((node) => node.api) as [Api, Api];
    const { accessToken } = required(await a.post('/v1/auth/sign-in', ADMIN), 200);
    adminToken = accessToken;
    const admin = a.as(accessToken);
    await buy(admin, { named: 2, concurrent: 20 });
    const account = { name: 'Agent app', privileges: ['act-for-agents'] };
    const client = required(await admin.post('/v1/service-accounts', account), 201);
    serviceToken = await tokenOf(a, client);
    onA = { admin, service: a.as(serviceToken) };
    onB = { admin: b.as(accessToken), service: b.as(serviceToken) };
  }, 180_000);
  afterAll(() => all?.dispose());

  const agent = async (name: string) => {
    const user = await addUser(onA.admin, name, randomUUID().slice(0, 8));
    await assignSeat(onA.admin, user.id, 'concurrent');
    return user;
  };
  /** Every event of the account, as a node tells it. */
  const listen = (node: number, from: { after?: string; lastEventId?: string }, token = adminToken) =>
    EventStream.open(`${all.nodes[node]!.origin}/v1/stream?events=all${from.after ? `&after=${from.after}` : ''}`, {
      authorization: `Bearer ${token}`,
      ...(from.lastEventId ? { 'last-event-id': from.lastEventId } : {}),
    });
  const startOn = (api: Api, agentId: string, headers = {}) =>
    api.post('/v1/sessions', { product: PRODUCT, agentId }, headers);

  it('one is taken for the other: tokens, sign-ins and what was just written', async () => {
    expect(required(await onB.admin.get('/v1/me'), 200).email).toBe(ADMIN.email);
    const there = await b.signIn(ADMIN.email, ADMIN.password);
    for (let n = 0; n < 10; n += 1) {
      const { id, position } = required(
        await there.post('/v1/users', { email: `n${n}@example.com`, firstName: `N${n}`, lastName: 'Two' }),
        201,
      );
      const shown = required(await onA.admin.get(`/v1/users?q=n${n}@example.com&after=${position}`), 200);
      expect(shown.items.map((item: { id: string }) => item.id)).toEqual([id]);
    }
  });

  it('decides at the time of the database, whatever its own clock says', async () => {
    const { id } = await agent('Timely');
    const first = required(await startOn(onA.service, id), 201);
    const second = required(await startOn(onB.service, id), 201);
    const apartMs = Math.abs(Date.parse(second.startedAt) - Date.parse(first.startedAt));
    expect(apartMs).toBeLessThan(MINUTES);
    expect(Math.abs(Date.parse(second.startedAt) - Date.now())).toBeLessThan(MINUTES);
    // What the other started is alive for both: nobody's lease has lapsed by somebody's wrong clock.
    expect((await onB.service.post(`/v1/sessions/${first.sessionId}/heartbeat`)).status).toBe(200);
    expect((await onA.service.post(`/v1/sessions/${second.sessionId}/heartbeat`)).status).toBe(200);
    for (const { sessionId } of [first, second]) required(await onB.service.post(`/v1/sessions/${sessionId}/end`), 200);
  });

  it('one Idempotency-Key, sent to both at once and again later, is one command', async () => {
    const { id } = await agent('Once');
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => startOn(n % 2 ? onA.service : onB.service, id, key)),
    );
    answers.push(await startOn(onA.service, id, key), await startOn(onB.service, id, key));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    const other = await onB.service.post('/v1/sessions', { product: PRODUCT, agentId: id, device: 'x' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('who signs out, is suspended or is taken away on one is out on the other', async () => {
    const leaver = await agent('Leaver');
    const apiOnA = await join(onA.admin, leaver);
    const signedIn = required(
      await b.post('/v1/auth/sign-in', { email: leaver.email, password: `${leaver.email} joins` }),
      200,
    );
    const onOther = a.as(signedIn.accessToken);
    const here = b.as(signedIn.accessToken);
    expect((await onOther.get('/v1/me')).status).toBe(200);
    required(await here.post('/v1/auth/sign-out'), 200, 204);
    await heard('a sign-out', async () => (await onOther.get('/v1/me')).status === 401);

    const token = required(
      await a.post('/v1/auth/sign-in', { email: leaver.email, password: `${leaver.email} joins` }),
      200,
    ).accessToken;
    const suspendedOnB = b.as(token);
    expect((await suspendedOnB.get('/v1/me')).status).toBe(200);
    required(await onA.admin.post(`/v1/users/${leaver.id}/suspend`, { reason: 'away' }), 200);
    await heard('a suspension', async () => (await suspendedOnB.get('/v1/me')).status === 401);
    expect((await apiOnA.get('/v1/me')).status).toBe(401);

    const client = required(
      await onA.admin.post('/v1/service-accounts', { name: 'Short-lived', privileges: ['act-for-agents'] }),
      201,
    );
    const serviceOnB = b.as(await tokenOf(b, client));
    expect((await serviceOnB.get(`/v1/me/seats?agentId=${leaver.id}`)).status).toBe(200);
    required(await onA.admin.delete(`/v1/service-accounts/${client.id}`), 200, 204);
    await heard(
      'a deleted service account',
      async () => (await serviceOnB.get(`/v1/me/seats?agentId=${leaver.id}`)).status === 401,
    );
    const refused = await tokenAnswer(b, client);
    expect(refused.status).toBe(401);
  });

  it('counts wrong passwords over both, and lets the rest of the office sign in meanwhile', async () => {
    const [guessed, neighbour] = [await agent('Guessed'), await agent('Neighbour')];
    for (const each of [guessed, neighbour]) await join(onA.admin, each);
    const signIn = (api: Api, email: string, password: string) => api.post('/v1/auth/sign-in', { email, password });
    const guesses = [];
    for (let n = 0; n < 11; n += 1) guesses.push(await signIn(n % 2 ? a : b, guessed.email, `guess number ${n}`));
    expect(guesses.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429]);
    for (const api of [a, b]) expect((await signIn(api, guessed.email, `${guessed.email} joins`)).status).toBe(429);
    for (const api of [a, b]) required(await signIn(api, neighbour.email, `${neighbour.email} joins`), 200);
  });

  it('a name that one wrote the other can read, until the person is erased on either', async () => {
    const { id, email } = await addUser(onA.admin, 'Gone', 'Soon');
    const named = async (api: Api) => {
      const answer = await api.get(`/v1/audit?subject=${id}`);
      return required(answer, 200).items.some((item: { sentence: string }) => item.sentence.includes('Gone Soon'));
    };
    await heard('a name', () => named(onB.admin));
    required(await onB.admin.delete(`/v1/users/${id}`), 200);
    required(await onB.admin.post(`/v1/users/${id}/erase`), 200);
    await heard('an erasure', async () => !(await named(onA.admin)));
    required(await onA.admin.post('/v1/users', { email, firstName: 'Gone', lastName: 'Again' }), 201);
  });

  it('a stream that was left on one goes on on the other behind Last-Event-ID, without a gap or a repeat', async () => {
    const { position: after } = required(await onA.admin.get('/v1/plan'), 200);
    const [whole, first] = [await listen(1, { after }), await listen(0, { after })];
    for (const name of ['One', 'Two', 'Three']) await addUser(onA.admin, name, 'Streamed');
    await first.until(3);
    first.leave();
    await addUser(onA.admin, 'Four', 'Streamed');
    await addUser(onB.admin, 'Five', 'Streamed');
    const lastEventId = first.lastEventId!;
    const resumed = await Promise.all([listen(1, { lastEventId }), listen(0, { lastEventId })]);
    const { position } = required(await onB.admin.patch('/v1/me', { lastName: 'Streamed' }), 200);
    await heard('the last event', async () => [whole, ...resumed].every((stream) => hasHeard(stream, position)));
    for (const rest of resumed) expect(idsOf(first, rest)).toEqual(idsOf(whole));
    expect(idsOf(whole).length).toBeGreaterThan(5);
    for (const stream of [whole, ...resumed]) stream.leave();
  });

  it('a stream ends when its person is suspended on the other node', async () => {
    const leaver = await addUser(onA.admin, 'Stream', 'Leaver', { role: 'auditor' });
    await join(onA.admin, leaver);
    const credentials = { email: leaver.email, password: `${leaver.email} joins` };
    const { accessToken } = required(await b.post('/v1/auth/sign-in', credentials), 200);
    const stream = await listen(1, {}, accessToken);
    expect(stream.status).toBe(200);
    required(await onA.admin.post(`/v1/users/${leaver.id}/suspend`, {}), 200);
    await heard('a suspension', async () => stream.ended);
  });

  it.each([0, 1])(
    'lists and streams go on when node %i is killed',
    async (killed) => {
      const left = killed === 0 ? onB : onA;
      const { position: after } = required(await left.admin.get('/v1/plan'), 200);
      const [staying, cut] = [await listen(1 - killed, { after }), await listen(killed, { after })];
      const { id } = await agent(`Survivor${killed}`);
      await all.nodes[killed]!.kill();
      const began = performance.now();
      const { position } = required(await startOn(left.service, id), 201);
      await heard('a start after a kill', async () => {
        const answer = await left.admin.get(`/v1/shared-sessions?after=${position}&limit=500`);
        return answer.body.items?.some((item: { agent: { id: string } }) => item.agent.id === id);
      });
      process.stdout.write(`  taken over within ${Math.round(performance.now() - began)} ms\n`);
      await all.nodes[killed]!.start();
      await heard('the end of a stream', async () => cut.ended);
      const resumed = await listen(killed, { lastEventId: cut.lastEventId! });
      const last = required(await left.admin.patch('/v1/me', { lastName: `Stayed${killed}` }), 200).position;
      await heard('the last event', async () => [staying, resumed].every((stream) => hasHeard(stream, last)));
      expect(idsOf(cut, resumed)).toEqual(idsOf(staying));
      for (const stream of [staying, resumed]) stream.leave();
    },
    120_000,
  );

  it('both outlive the loss of PostgreSQL', async () => {
    const { id } = await agent('Patient');
    await all.postgres!.kill();
    for (const { admin } of [onA, onB]) {
      const refused = await admin.get('/v1/shared-sessions');
      expect([refused.status, refused.body.code]).toEqual([503, 'STORE_UNAVAILABLE']);
      expect(refused.headers).toHaveProperty('retry-after');
    }
    await untilServing(503);
    await all.postgres!.start();
    await untilServing(200);
    await until('lists and commands again', async () => {
      const started = await startOn(onB.service, id);
      if (started.status !== 201) return false;
      const seen = await onA.admin.get(`/v1/shared-sessions?after=${started.body.position}&limit=500`);
      return seen.body.items?.some(({ agent }: { agent: { id: string } }) => agent.id === id);
    });
  });

  it('both outlive the loss of EventStoreDB, and nothing is done twice', async () => {
    const { id } = await agent('Twice');
    await eventStore.kill();
    const under = { 'idempotency-key': randomUUID() };
    const refused = await startOn(onA.service, id, under);
    expect([refused.status, refused.body.code]).toEqual([503, 'STORE_UNAVAILABLE']);
    await untilServing(503);
    await eventStore.start();
    await untilServing(200);
    let done: Answer | undefined;
    await until('an answer', async () => (done = await startOn(onB.service, id, under)).status === 201);
    const again = await startOn(onA.service, id, under);
    expect(again.body).toEqual(done!.body);
    const open = required(await onA.service.get(`/v1/sessions?agentId=${id}&after=${done!.body.position}`), 200);
    expect(open.items).toHaveLength(1);
  });

  async function untilServing(status: 200 | 503): Promise<void> {
    await until(`${status} of /health/serving`, async () => {
      const answers = await Promise.all([a, b].map((api) => api.get('/health/serving')));
      return answers.every((answer) => answer.status === status);
    });
  }
});

const idsOf = (...streams: EventStream[]) => streams.flatMap(({ told }) => told.map(({ id }) => id));
const hasHeard = ({ told }: EventStream, position: string) => told.at(-1)?.data.position === position;

async function tokenAnswer(api: Api, { clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  return fetch(`${api.origin}/v1/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
}

async function tokenOf(api: Api, client: { clientId: string; clientSecret: string }): Promise<string> {
  const answer = await tokenAnswer(api, client);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** What every node has to have heard of in five seconds. */
async function heard(what: string, holds: () => Promise<boolean>): Promise<void> {
  await until(what, holds, EVERYWHERE_WITHIN_MS);
}

async function until(
  what: string,
  holds: () => Promise<boolean | undefined>,
  withinMs = BACK_WITHIN_MS,
): Promise<void> {
  for (const giveUpAt = performance.now() + withinMs; performance.now() < giveUpAt; await sleep(50))
    if (await holds().catch(() => false)) return;
  throw new Error(`No ${what} within ${withinMs} ms`);
}
