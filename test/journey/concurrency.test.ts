import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, required } from '../support/api.ts';
import { addUser, agentService, assignSeat, buy, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { SeveralNodes } from '../support/several-nodes.ts';

const SEATS = 7;
const AGENTS = 300;

describe.each([
  ['one process over files', () => Server.start()],
  ['two nodes over EventStoreDB and PostgreSQL', () => SeveralNodes.start(2)],
])('a rush, %s', (_, open) => {
  let place: Server | SeveralNodes;
  let admin: Api;
  let service: Api;
  const agentIds: string[] = [];

  beforeAll(async () => {
    place = await open();
    admin = await place.admin();
    await buy(admin, { named: 0, concurrent: SEATS });
    const numbers = Array.from({ length: AGENTS }, (_, n) => n);
    for (let from = 0; from < AGENTS; from += 50) {
      await Promise.all(
        numbers.slice(from, from + 50).map(async (n) => {
          const { id } = await addUser(admin, `Agent${n}`, 'Rush');
          await assignSeat(admin, id, 'concurrent');
          agentIds.push(id);
        }),
      );
    }
    service = await agentService(admin);
  });
  afterAll(() => place?.dispose());

  /** A server that has too much to do decides nothing and says 503: whoever hears that asks again. */
  async function answered(agentId: string) {
    const headers = { 'idempotency-key': agentId };
    for (;;) {
      const answer = await service.post('/v1/sessions', { product: PRODUCT, agentId }, headers);
      if (answer.status !== 503) return answer;
      await pause(100);
    }
  }

  it('S2 of 300 starts at once on 7 seats exactly 7 are granted, and the rest are refused', async () => {
    const answers = await Promise.all(agentIds.map(answered));
    const granted = answers.filter((answer) => answer.status === 201);
    const refused = answers.filter((answer) => answer.body.code === 'ALL_SHARED_SEATS_IN_USE');
    expect(granted).toHaveLength(SEATS);
    expect(refused).toHaveLength(AGENTS - SEATS);

    const { position } = granted.map((answer) => answer.body).reduce(latest);
    const shown = required(await admin.get(`/v1/shared-sessions?limit=500&after=${position}`), 200);
    const holders = granted.map((answer) => answer.body.agentId).sort();
    expect(shown.items.map((item: { agent: { id: string } }) => item.agent.id).sort()).toEqual(holders);
    const plan = required(await admin.get('/v1/plan'), 200).items;
    expect(plan.find((item: { product: string }) => item.product === PRODUCT).concurrent).toMatchObject({
      capacity: SEATS,
      assigned: AGENTS,
      inUse: SEATS,
      overBy: 0,
    });
  });

  it('the same start sent fifty times at once with one Idempotency-Key is one session', async () => {
    const { items } = required(await admin.get('/v1/shared-sessions?limit=1'), 200);
    const agentId = items[0].agent.id;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        service.post('/v1/sessions', { product: PRODUCT, agentId }, { 'idempotency-key': 'the-same-start' }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  });
});

type Positioned = { position: string };
const latest = (a: Positioned, b: Positioned): Positioned => (Number(a.position) > Number(b.position) ? a : b);
