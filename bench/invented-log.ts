import type { SeatledgerEvent } from '../projections/events.ts';
import type { Actor, RecordedEvent } from '../src/event-store/event-log.ts';
import type { EventSource } from '../src/read-models/projection.ts';

export const EVENTS = Number(process.env.BENCH_QUERY_EVENTS ?? 1_000_000);
export const USERS = 10_000;
export const GROUPS = 200;
const OPEN_SESSIONS = 500;
const SERVICE_ACCOUNTS = 50;
/** Every so manieth session is another account's. */
const FOREIGN_EVERY = 25;
/** Of sessions that are cleared by an admin, with a note. */
const NOTED_EVERY = 8;
const PAGE = 1_000;

export const ACCOUNT = 'a1b2c3d4-0000-7000-8000-00000000acc0';
const FOREIGN = 'a1b2c3d4-0000-7000-8000-00000000acc1';
export const NOW = '2026-11-24T09:00:00.000Z';
const YEAR_MS = 365 * 86_400_000;
const PRODUCTS = ['remote-support-v5', 'remote-support', 'service-desk'];
const FIRST_NAMES = [
  'Ada',
  'Bo',
  'Cid',
  'Dee',
  'Eve',
  'Finn',
  'Gus',
  'Hana',
  'Ivo',
  'Jo',
  'Kai',
  'Lena',
  'Mo',
  'Nia',
  'Ola',
];
const NOTES = [
  'the customer called back',
  'customer is waiting in the queue',
  'left the desk',
  'shift has ended',
  'asked by phone',
];

const id = (kind: string, index: number) => `${kind}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
export const userId = (index: number) => id('01930000', index);
export const groupId = (index: number) => id('01940000', index);
export const sessionId = (index: number) => id('01950000', index);
export const admin = userId(0);

/** A year of a large account, made up as it is read: the same events at every reading. */
export const inventedLog: EventSource = {
  head: async () => EVENTS,
  async *readAll({ filter } = {}) {
    const types = filter?.types && new Set(filter.types);
    let page: RecordedEvent[] = [];
    for (const event of inventedEvents()) {
      if (types && !types.has(event.type)) continue;
      page.push(event);
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    yield page;
  },
  follow() {
    throw new Error('An invented log is only read');
  },
};

type Invented = { stream: string; event: SeatledgerEvent; actor?: Actor; account?: string };

/** The first events of such a year, however many: the year ends with the last. */
export function* inventedEvents(count: number = EVENTS): Generator<RecordedEvent> {
  const beganMs = Date.parse(NOW) - YEAR_MS;
  const revisions = new Map<string, number>();
  let position = 0;
  for (const { stream, event, actor = user(0), account = ACCOUNT } of acts()) {
    position += 1;
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const occurredAt = new Date(beganMs + Math.floor((position / count) * YEAR_MS)).toISOString();
    const eventId = id('01960000', position);
    yield {
      id: eventId,
      type: event.type,
      data: event.data as Record<string, unknown>,
      stream,
      revision,
      position,
      metadata: {
        actor,
        account,
        occurredAt,
        commandId: eventId,
        $correlationId: eventId,
        $causationId: eventId,
        schema: 1,
        hash: position.toString(16).padStart(64, '0'),
      },
    };
    if (position === count) return;
  }
}

function* acts(): Generator<Invented> {
  yield { stream: `account-${ACCOUNT}`, event: { type: 'AccountOpened', data: { name: 'Large' } } };
  for (let index = 0; index < GROUPS; index += 1) yield group(index);
  for (let index = 0; index < SERVICE_ACCOUNTS; index += 1) yield service(index);
  for (const product of PRODUCTS) {
    const data = { named: USERS, concurrent: 1_000, reason: null };
    yield { stream: `seatPool-${ACCOUNT}.${product}`, event: { type: 'SeatCapacityChanged', data } };
  }
  for (let index = 0; index < USERS; index += 1) yield* person(index);
  for (let index = 0; ; index += 1) yield* session(index);
}

const group = (index: number): Invented => ({
  stream: `userGroup-${groupId(index)}`,
  event: { type: 'UserGroupCreated', data: { accountId: ACCOUNT, name: `Group ${index}`, externalId: null } },
});

const service = (index: number): Invented => ({
  stream: `serviceAccount-${id('01970000', index)}`,
  event: { type: 'ServiceAccountAdded', data: { accountId: ACCOUNT, name: `Service ${index}`, privileges: [] } },
});

function* person(index: number): Generator<Invented> {
  const stream = `user-${userId(index)}`;
  const firstName = FIRST_NAMES[index % FIRST_NAMES.length]!;
  const role = index === 0 ? 'super-admin' : index % 500 === 1 ? 'auditor' : index % 100 === 2 ? 'manager' : 'member';
  const data = {
    accountId: ACCOUNT,
    email: `name${index}@example.com`,
    firstName,
    lastName: `Name${index}`,
    externalId: null,
    role,
    privileges: [],
    groupIds: [groupId(index % GROUPS)],
    managedGroupIds: [],
  } as const;
  yield {
    stream,
    event: { type: 'UserAdded', data: { ...data, privileges: [], groupIds: [...data.groupIds], managedGroupIds: [] } },
  };
  if (index % 20 !== 0 || index === 0)
    yield { stream, event: { type: 'InvitationAccepted', data: {} }, actor: user(index) };
  if (index % 50 === 7) yield { stream, event: { type: 'UserSuspended', data: { reason: 'on leave' } } };
  const seatType = index % 4 === 0 ? 'named' : 'concurrent';
  const pool = `seatPool-${ACCOUNT}.${PRODUCTS[index % 3]!}`;
  yield { stream: pool, event: { type: 'SeatAssigned', data: { userId: userId(index), seatType } } };
}

/** Agents take turns in no order that an index could make use of. */
function* session(index: number): Generator<Invented> {
  const agent = (index * 7_919) % USERS;
  const account = index % FOREIGN_EVERY === 0 ? FOREIGN : ACCOUNT;
  const product = PRODUCTS[index % 10 < 6 ? 0 : index % 10 < 8 ? 1 : 2]!;
  const stream = `seatPool-${account}.${product}`;
  const own = { stream, account, actor: user(agent) };
  const agentId = userId(agent);
  const platform = 'windows';
  const start = {
    sessionId: sessionId(index),
    agentId,
    seatType: 'concurrent',
    platform,
    device: 'desk',
    supportKeyHash: 'x',
  } as const;
  yield { ...own, event: { type: 'SessionStarted', data: start } };
  if (index % 2 === 0) {
    yield {
      ...own,
      event: { type: 'SessionConnected', data: { sessionId: sessionId(index), mode: 'attended', platform } },
    };
  }
  if (index % 30 === 11) yield signedIn(agent);
  // The newest are still open.
  const before = index - OPEN_SESSIONS;
  if (before >= 0) yield end(before);
}

const signedIn = (agent: number): Invented => ({
  stream: `user-${userId(agent)}`,
  event: { type: 'UserSignedIn', data: {} },
  actor: user(agent),
});

function end(index: number): Invented {
  const account = index % FOREIGN_EVERY === 0 ? FOREIGN : ACCOUNT;
  const product = PRODUCTS[index % 10 < 6 ? 0 : index % 10 < 8 ? 1 : 2]!;
  const agent = (index * 7_919) % USERS;
  const isNoted = index % NOTED_EVERY === 3;
  const isLapsed = index % 5 === 4;
  const reason = isNoted ? (index % 3 ? 'not-in-use' : 'security') : isLapsed ? 'lease-expired' : 'ended-by-agent';
  const note = isNoted ? `${NOTES[index % NOTES.length]!}, ticket-${index}` : null;
  const data = {
    sessionId: sessionId(index),
    agentId: userId(agent),
    seatType: 'concurrent',
    note,
    lastSeenAt: null,
  } as const;
  const actor: Actor = isNoted ? { kind: 'user', id: admin } : isLapsed ? SWEEPER : user(agent);
  return {
    stream: `seatPool-${account}.${product}`,
    account,
    actor,
    event: { type: 'SessionEnded', data: { ...data, reason } },
  };
}

const SWEEPER: Actor = { kind: 'system', id: 'lease-sweeper' };
const user = (index: number): Actor => ({ kind: 'user', id: userId(index) });
