import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Clock } from '../../src/common/clock.ts';
import { ADA, type Body, type Client, DESK, required, V5, World } from '../http/harness.ts';

/** Answers that are compared with what was recorded of them; 10,000 for the long run. */
const COMPARISONS = Number(process.env.AS_OF_COMPARISONS ?? 200);
const SEED = Number(process.env.AS_OF_SEED ?? Math.floor(Math.random() * 1e9));

let nowMs = Date.parse('2028-02-28T20:00:00Z');
let world: World;
let ada: Client;
let auditor: Client;
let service: Client;
let manager: Client;
let berlin: string;

beforeAll(async () => {
  world = await World.open({
    clock: new Clock(
      () => nowMs,
      () => nowMs,
    ),
  });
  ada = await world.signIn(ADA);
  service = await ada.service(['act-for-agents']);
  berlin = required(await ada.post('/v1/groups', { name: 'Berlin' }), 201).id;
  auditor = await ada.join('Audrey', { role: 'auditor' });
  manager = await ada.join('Mika', { role: 'manager', managedGroupIds: [berlin], privileges: ['read-audit'] });
});
afterAll(() => world.close());

/** What the world holds, as far as the acts that change it need to know. */
type Known = { users: string[]; groups: string[]; sessions: string[]; names: number };
/** Something that somebody may do; whether it is refused does not matter. */
type Act = (known: Known, pick: <Item>(items: readonly Item[]) => Item) => Promise<unknown>;

const PRODUCTS = [V5, DESK];
const NAMES = ['Ada', 'Bo', 'Çid', 'ädä', '😀 Dee', '𝔊us', 'Zoe', 'bo', 'Ω'];

const ACTS: readonly [weight: number, act: Act][] = [
  [2, (_, pick) => ada.put(`/v1/plan/${pick(PRODUCTS)}`, { named: pick([1, 2, 3]), concurrent: pick([0, 1, 2, 5]) })],
  [
    4,
    async (known, pick) => {
      known.names += 1;
      const person = { firstName: pick(NAMES), lastName: pick(NAMES), email: `p${known.names}@example.com` };
      const groupIds = pick([[], [berlin], [pick(known.groups)]]);
      const { body } = await ada.post('/v1/users', {
        ...person,
        groupIds,
        role: pick(['member', 'member', 'auditor']),
      });
      known.users.push(body.id);
    },
  ],
  [3, (known, pick) => ada.patch(`/v1/users/${pick(known.users)}`, { firstName: pick(NAMES) })],
  [1, (known, pick) => ada.patch(`/v1/users/${pick(known.users)}`, { groupIds: pick([[], [berlin], known.groups]) })],
  [
    6,
    (known, pick) =>
      ada.put(`/v1/users/${pick(known.users)}/seats/${pick(PRODUCTS)}`, {
        type: pick(['named', 'concurrent', 'concurrent']),
      }),
  ],
  [1, (known, pick) => ada.delete(`/v1/users/${pick(known.users)}/seats/${pick(PRODUCTS)}`)],
  [
    12,
    async (known, pick) => {
      const app = { platform: pick(['windows', 'mac']), device: pick(['Desk 1', 'Läptop']) };
      const { body } = await service.post('/v1/sessions', {
        product: pick(PRODUCTS),
        agentId: pick(known.users),
        ...app,
      });
      if (body.sessionId) known.sessions.push(body.sessionId);
    },
  ],
  [
    4,
    (known, pick) =>
      service.post(`/v1/sessions/${pick(known.sessions)}/connect`, {
        mode: 'attended',
        platform: pick(['mac', 'ios']),
      }),
  ],
  [4, (known, pick) => service.post(`/v1/sessions/${pick(known.sessions)}/end`)],
  [
    3,
    (known, pick) =>
      ada.post('/v1/shared-sessions/end', {
        sessionIds: [pick(known.sessions)],
        reason: 'not-in-use',
        note: 'gone',
        graceSeconds: pick([0, 600]),
      }),
  ],
  [1, (known) => ada.post('/v1/shared-sessions/withdraw', { sessionIds: known.sessions.slice(-5) })],
  [3, (known, pick) => service.post('/v1/queue', { product: pick(PRODUCTS), agentId: pick(known.users) })],
  [1, (known, pick) => ada.post(`/v1/users/${pick(known.users)}/suspend`, {})],
  [1, (known, pick) => ada.post(`/v1/users/${pick(known.users)}/reactivate`, {})],
  [1, (known, pick) => ada.delete(`/v1/users/${pick(known.users)}`)],
  [1, (known, pick) => join(pick(known.users))],
  [1, (_, pick) => ada.patch('/v1/account', { inactiveAfterDays: pick([30, 60, 90]) })],
  [
    1,
    async (known, pick) => {
      const { body } = await ada.post('/v1/groups', { name: pick(NAMES) });
      if (body.id) known.groups.push(body.id);
    },
  ],
  [1, (known, pick) => ada.patch(`/v1/groups/${pick(known.groups)}`, { name: pick(NAMES) })],
  [
    1,
    async (_, pick) => {
      nowMs += pick([60_000, 3_600_000, 86_400_000 * 31]);
      // Who is inactive depends on the time too, and the moment of a position is that of its event.
      required(await ada.patch(`/v1/groups/${berlin}`, { name: `Berlin ${nowMs}` }), 200);
    },
  ],
];

async function join(userId: string): Promise<void> {
  const { body } = await ada.post(`/v1/users/${userId}/invitation`);
  if (body.token)
    await world.nobody.post('/v1/auth/accept-invitation', { token: body.token, password: 'a long password' });
}

/** Every list there is, with whatever it can be asked. */
function queriesOf(known: Known, pick: <Item>(items: readonly Item[]) => Item): string[] {
  const sessions = [
    'sort=name',
    'sort=-email',
    'sort=product,-startedAt',
    'sort=phase',
    `product=${DESK}`,
    'q=ad',
    'limit=2',
    '',
  ];
  const users = [
    'sort=-name',
    'sort=email',
    'sort=groups,products',
    'sort=status,-role',
    'sort=addedAt',
    `seat=${V5}:concurrent&seat=${DESK}:named`,
    'userType=auditor&userType=manager',
    `group=${pick(known.groups)}`,
    'status=inactive&status=suspended',
    'status=invited',
    'q=%C3%A4d%C3%A4',
    'limit=3',
    '',
  ];
  return [
    '/v1/plan?',
    `/v1/shared-sessions?${pick(sessions)}`,
    `/v1/open-sessions?${pick([...sessions, 'seatType=named'])}`,
    `/v1/users?${pick(users)}`,
    `/v1/users?${pick(users)}&${pick(['limit=500', 'q=o'])}`
      .replace('limit=3&limit=500', 'limit=3')
      .replace(/q=[^&]*&q=o/, 'q=o'),
  ];
}

type Recording = { query: string; at: string; position: string; asked: Client; body: Body };

/** Signs of life are in no event. */
const comparable = (body: Body): Body =>
  JSON.parse(JSON.stringify(body, (key, value) => (key === 'lastSeenAt' || key === 'position' ? undefined : value)));

it(`what a live query answered, asOf answers ever after (seed ${SEED})`, async () => {
  const random = fc.sample(fc.nat(), { seed: SEED, numRuns: COMPARISONS * 12 });
  const pick = <Item>(items: readonly Item[]): Item => items[random.pop()! % items.length]!;
  const known: Known = { users: [], groups: [berlin], sessions: [], names: 0 };
  for (const name of ['One', 'Two', 'Three']) known.users.push(await ada.addUser(name, { seat: 'concurrent' }));
  await ada.buy(2, 2);
  const acts = ACTS.flatMap(([weight, act]) => Array<Act>(weight).fill(act));
  const recordings: Recording[] = [];
  while (recordings.length < COMPARISONS) {
    for (let count = pick([1, 2, 5, 12]); count > 0; count -= 1) {
      nowMs += 1;
      if (known.sessions.length === 0) known.sessions.push('none');
      await pick(acts)(known, pick);
    }
    nowMs += 1;
    const at = new Date(nowMs).toISOString();
    const head = () => world.app.parts.stores.store.head();
    const position = String(await head());
    const recorded: Recording[] = [];
    for (const query of queriesOf(known, pick)) {
      const asked = pick([ada, ada, auditor, manager]);
      const body = required(await asked.get(`${query}&after=${position}`), 200);
      recorded.push({ query, at, position, asked, body });
    }
    nowMs += 1;
    // What a policy did meanwhile is in some of them and not in others.
    await pause(3);
    if (String(await head()) === position) recordings.push(...recorded);
    // The index begins anew, or goes on, wherever the process was.
    if (random.length % 97 === 0) await world.app.parts.stores.historyThread.kill();
  }
  const differing: unknown[] = [];
  for (const { query, at, position, asked, body } of recordings) {
    for (const moment of [`asOf=${at}`, `asOfPosition=${position}`]) {
      const answer = await asked.get(`${query}&${moment}`);
      if (moment.startsWith('asOf=')) expect(answer.body.position).toBe(position);
      const isSame = isDeepStrictEqual(comparable(answer.body), comparable(body));
      if (!isSame) differing.push({ query, moment, live: comparable(body), asOf: comparable(answer.body) });
    }
  }
  if (differing.length > 0)
    throw new Error(`${differing.length} differ, first: ${JSON.stringify(differing[0], null, 1)}`);
});
