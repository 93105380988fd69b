import type { Catalogue } from '../domain/catalogue.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SeatDenialEvent } from '../domain/seat-pool/seat-denial.ts';
import { decide } from '../domain/seat-pool/seat-pool.decide.ts';
import { copyOf } from '../domain/seat-pool/seat-pool.snapshot.ts';
import {
  evolve,
  occupiedSeats,
  offeredSeats,
  type SeatPool,
  type SeatPoolEvent,
  sessionsOf,
  waitingCount,
} from '../domain/seat-pool/seat-pool.ts';
import { productOf, seatPoolStream } from '../domain/streams.ts';
import type { Revision } from '../event-store/event-store.ts';
import { type HistoryLog, type PastEvent, pastEvent } from './history-log.ts';
import type { Moments } from './moments.ts';
import type { Past } from './past.ts';

/** A refusal is decided and recorded within so long: the pool it met is looked for no further back. */
const DECIDED_WITHIN_MS = 10_000;
/** Whether the agent got a seat later is looked for so far ahead. */
const LOOKED_AHEAD_MS = 86_400_000;

export type Holder = {
  agent: { id: string; name: string };
  /** Since when they held the seat: an ISO instant. */
  since: string;
  phase: 'waiting' | 'connected' | 'signed-in';
  sessions: number;
};

/** Something that would have let the agent in; the rules have said so. */
export type Admitting =
  | { change: 'clear-seats'; agents: { id: string; name: string }[] }
  | { change: 'make-named' }
  | { change: 'add-seats'; seats: number; concurrent: number };

export type RefusalExplained = {
  capacity: number;
  holders: Holder[];
  /** The smallest first: what disturbs nobody comes before what costs a licence, and that before what cuts somebody off. */
  wouldHaveAdmitted: Admitting[];
  /** From the refusal to the agent's next session on the product, in a day at most. */
  gotSeatAfterSeconds: number | null;
  /** Whether the pool is exactly the one that the record names; else it is as of the refusal's instant. */
  isExact: boolean;
};

type Denial = PastEvent<SeatDenialEvent>;

/** Who held the seats when somebody was refused, and what would have let them in. */
export async function explainRefusal(
  { past, log, moments, catalogue }: { past: Past; log: HistoryLog; moments: Moments; catalogue: Catalogue },
  denial: Denial,
): Promise<RefusalExplained> {
  const { account } = denial.metadata;
  const product = productOf(denial);
  const { pool, isExact } = await poolThen({ past, log, moments }, { account, product, denial });
  const holders = [...pool.occupants.keys()].map((agentId) => holderOf(pool, agentId));
  const { revision } = await past.poolAndRevision(account, product, denial.position);
  const names = await past.names(
    account,
    holders.map(({ agent }) => agent.id),
    denial.position,
  );
  const named = holders
    .map((holder) => ({ ...holder, agent: { id: holder.agent.id, name: names.get(holder.agent.id) ?? '' } }))
    .sort((one, other) => Number(one.since > other.since) - Number(one.since < other.since));
  const occupiedFrom = catalogue.get(product)?.occupiedFrom ?? 'session';
  return {
    capacity: pool.concurrent,
    holders: named,
    wouldHaveAdmitted: admitting(pool, denial.data.agentId, named, occupiedFrom),
    gotSeatAfterSeconds: await secondsToNextSession(log, seatPoolStream(account, product), {
      revision,
      data: denial.data,
    }),
    isExact,
  };
}

function holderOf(pool: SeatPool, agentId: string): Holder {
  const sessions = sessionsOf(pool, agentId).filter(({ seatType }) => seatType === 'concurrent');
  const phase = sessions.find((session) => session.phase !== 'waiting')?.phase ?? 'waiting';
  const sinceMs = Math.min(...sessions.map(({ startedAtMs }) => startedAtMs));
  return { agent: { id: agentId, name: '' }, since: new Date(sinceMs).toISOString(), phase, sessions: sessions.length };
}

/** The pool that the decision met: its holders are those that the record names. */
async function poolThen(
  { past, log, moments }: { past: Past; log: HistoryLog; moments: Moments },
  { account, product, denial }: { account: string; product: string; denial: Denial },
): Promise<{ pool: SeatPool; isExact: boolean }> {
  const refusedMs = Date.parse(denial.data.lastAt);
  const from = await moments.positionAt(refusedMs - DECIDED_WITHIN_MS);
  const { revision, pool: before } = await past.poolAndRevision(account, product, from);
  let pool = before;
  let found = isRecorded(pool, denial.data) ? copyOf(pool) : undefined;
  let atInstant = copyOf(pool);
  for await (const event of poolEvents(log, seatPoolStream(account, product), revision + 1)) {
    if (event.position >= denial.position) break;
    pool = evolve(pool, event);
    if (Date.parse(event.metadata.occurredAt) <= refusedMs) atInstant = copyOf(pool);
    if (isRecorded(pool, denial.data)) found = copyOf(pool);
  }
  return found ? { pool: found, isExact: true } : { pool: atInstant, isExact: false };
}

/** A record names the first of many holders. */
function isRecorded(pool: SeatPool, { capacity, occupants }: SeatDenialEvent['data']): boolean {
  if (pool.concurrent !== capacity || occupants.length > occupiedSeats(pool)) return false;
  const isFull = occupiedSeats(pool) + offeredSeats(pool) >= capacity || waitingCount(pool) > 0;
  return isFull && occupants.every((agentId) => pool.occupants.has(agentId));
}

async function* poolEvents(log: HistoryLog, stream: string, from: Revision): AsyncGenerator<PastEvent<SeatPoolEvent>> {
  for await (const page of log.read(stream, { from })) for (const stored of page) yield pastEvent(stored);
}

type OccupiedFrom = 'session' | 'sign-in';

/** Tried out with the rules themselves, on copies of the pool. Who waits in line has the seats that come free first (Q1). */
function admitting(
  pool: SeatPool,
  agentId: string,
  holders: readonly Holder[],
  occupiedFrom: OccupiedFrom,
): Admitting[] {
  const idleFirst = holders.toSorted(
    (one, other) => Number(one.phase !== 'waiting') - Number(other.phase !== 'waiting'),
  );
  const least = Math.max(1, occupiedSeats(pool) + 1 - pool.concurrent);
  const most = least + offeredSeats(pool) + waitingCount(pool);
  const smallest = (changeBy: (seats: number) => Admitting): Admitting[] => {
    for (let seats = least; seats <= most; seats += 1) {
      const change = changeBy(seats);
      if (admits(changed(pool, change, agentId), agentId, occupiedFrom)) return [change];
    }
    return [];
  };
  const clearing = smallest((seats) => ({
    change: 'clear-seats',
    agents: idleFirst.slice(0, seats).map(({ agent }) => agent),
  }));
  const cleared = clearing.flatMap((change) => (change.change === 'clear-seats' ? change.agents.length : []));
  const cutsOff = idleFirst.slice(0, cleared[0] ?? 0).some(({ phase }) => phase !== 'waiting');
  const others = [
    ...smallest(() => ({ change: 'make-named' })),
    ...smallest((seats) => ({ change: 'add-seats', seats, concurrent: pool.concurrent + seats })),
  ];
  return cutsOff ? [...others, ...clearing] : [...clearing, ...others];
}

/** `undefined`: the rules refuse the change itself. */
function changed(pool: SeatPool, change: Admitting, agentId: string): SeatPool | undefined {
  const copy = copyOf(pool);
  const command = commandOf(change, copy, agentId);
  if (command.type === 'EndSessions' && command.data.sessionIds.length === 0) return undefined;
  try {
    return decide(command, copy).reduce((state, event) => evolve(state, { ...event, metadata: TRIED }), copy);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function commandOf(change: Admitting, pool: SeatPool, agentId: string): Parameters<typeof decide>[0] {
  switch (change.change) {
    case 'clear-seats': {
      const sessionIds = change.agents.flatMap(({ id }) => sessionsOf(pool, id).map(({ sessionId }) => sessionId));
      return {
        type: 'EndSessions',
        data: { sessionIds, agentId: null, reason: 'needed-elsewhere', note: null },
        time: TIME,
      };
    }
    case 'make-named':
      return { type: 'AssignSeat', data: { userId: agentId, seatType: 'named' }, time: TIME };
    case 'add-seats':
      return {
        type: 'ChangeCapacity',
        data: { named: pool.named, concurrent: change.concurrent, reason: null },
        time: TIME,
      };
  }
}

function admits(pool: SeatPool | undefined, agentId: string, occupiedFrom: OccupiedFrom): boolean {
  if (!pool) return false;
  const data = { sessionId: 'tried', agentId, platform: null, device: null, supportKeyHash: 'tried', lapsed: [] };
  try {
    return decide({ type: 'StartSession', data: { ...data, occupiedFrom }, time: TIME }, pool).length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Before any claim of a seat that was offered runs out. */
const TIME = { at: new Date(0).toISOString(), claimUntil: new Date(8.64e15).toISOString() };

/** Of events that are only tried: nothing that is decided depends on when or by whom. */
const TRIED = {
  occurredAt: new Date(0).toISOString(),
  actor: { kind: 'system', id: 'history' },
  commandId: '',
  $correlationId: '',
} as const;

async function secondsToNextSession(
  log: HistoryLog,
  stream: string,
  { revision, data }: { revision: Revision; data: SeatDenialEvent['data'] },
): Promise<number | null> {
  const refusedMs = Date.parse(data.lastAt);
  for await (const event of poolEvents(log, stream, revision + 1)) {
    const ms = Date.parse(event.metadata.occurredAt);
    if (ms > refusedMs + LOOKED_AHEAD_MS) return null;
    if (event.type === 'SessionStarted' && event.data.agentId === data.agentId)
      return Math.max(0, (ms - refusedMs) / 1_000);
  }
  return null;
}
