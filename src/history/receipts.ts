import type { SeatDenialEvent } from '../domain/seat-pool/seat-denial.ts';
import { evolve, type SeatPoolEvent } from '../domain/seat-pool/seat-pool.ts';
import { productOf, seatDenialStream } from '../domain/streams.ts';
import { ERASED_USER } from '../domain/user/person.ts';
import type { Position } from '../event-store/event-store.ts';
import { type HistoryLog, type PastEvent, pastEvent } from './history-log.ts';
import type { Past } from './past.ts';
import { named } from './views/sessions.ts';

/** Who gets the seat next is looked for so far. */
const NEXT_WITHIN_EVENTS = 20_000;
/** Tries of an agent that are no further apart than this are one wait. */
const SAME_WAIT_MS = 15 * 60_000;
const DENIALS_READ = 20_000;

type Person = { id: string; name: string };
export type Receipt = {
  sessionId: string;
  agent: Person;
  product: string;
  clearedBy: { kind: string; id: string; name: string };
  reason: string;
  note: string | null;
  clearedAt: string;
  startedAt: string;
  lastSeenAt: string | null;
  phase: string;
  mode: string | null;
  /** Who got a shared seat next, and since when they had been refused one. */
  next: { agent: Person; startedAt: string; refusedSince: string | null } | null;
  stream: string;
  revision: number;
  hash: string;
};

type Ended = PastEvent<Extract<SeatPoolEvent, { type: 'SessionEnded' }>>;

/** Who took whose seat, why, and what became of it. `null`: the session was not open then. */
export async function receiptOf({ past, log }: { past: Past; log: HistoryLog }, ended: Ended): Promise<Receipt | null> {
  const { position, stream, revision, metadata, data } = ended;
  const { account } = metadata;
  const product = productOf(ended);
  const session = (await past.pool(account, product, position - 1)).sessions.get(data.sessionId);
  if (!session) return null;
  const next = await nextGrant({ past, log }, { account, product, ended });
  const actor = actorOf(ended, session.endRequested?.requestedBy);
  const names = await past.names(account, [data.agentId, actor.id, ...(next ? [next.agentId] : [])], position);
  const person = (id: string): Person => ({ id, name: names.get(id) ?? ERASED_USER });
  const open = await past.opener([data.note]);
  return {
    sessionId: data.sessionId,
    agent: person(data.agentId),
    product,
    clearedBy: named(actor, names),
    reason: data.reason,
    note: open(data.note),
    clearedAt: metadata.occurredAt,
    startedAt: new Date(session.startedAtMs).toISOString(),
    lastSeenAt: data.lastSeenAt,
    phase: session.phase,
    mode: session.mode,
    next: next && {
      agent: person(next.agentId),
      startedAt: next.startedAt,
      refusedSince: await refusedSince(log, seatDenialStream(account, product), next),
    },
    stream,
    revision,
    hash: metadata.hash,
  };
}

/** A2: not the timer that carried out what an admin wanted, nor whoever's start reclaimed a lapsed seat. */
function actorOf({ data, metadata }: Ended, requestedBy: PastEvent['metadata']['actor'] | undefined) {
  if (data.reason === 'lease-expired') return { kind: 'system', id: 'lease-sweeper' } as const;
  return metadata.actor.kind === 'system' && requestedBy ? requestedBy : metadata.actor;
}

type Grant = { agentId: string; startedAt: string; position: Position };

/** The next agent who took a shared seat; another session of somebody who holds one takes none (O2). */
async function nextGrant(
  { past, log }: { past: Past; log: HistoryLog },
  { account, product, ended }: { account: string; product: string; ended: Ended },
): Promise<Grant | null> {
  let pool = await past.pool(account, product, ended.position);
  const read = log.read(ended.stream, { from: ended.revision + 1, maxCount: NEXT_WITHIN_EVENTS });
  for await (const page of read) {
    for (const stored of page) {
      const event = pastEvent<SeatPoolEvent>(stored);
      const isGrant =
        event.type === 'SessionStarted' &&
        event.data.seatType === 'concurrent' &&
        !pool.occupants.has(event.data.agentId);
      if (isGrant)
        return { agentId: event.data.agentId, startedAt: event.metadata.occurredAt, position: event.position };
      pool = evolve(pool, event);
    }
  }
  return null;
}

/** When the wait began that ended with a seat. */
async function refusedSince(log: HistoryLog, stream: string, { agentId, startedAt, position }: Grant) {
  let since: string | null = null;
  for await (const page of log.read(stream, { direction: 'backwards', maxCount: DENIALS_READ })) {
    for (const stored of page) {
      const { data } = pastEvent<SeatDenialEvent>(stored);
      if (data.agentId !== agentId || data.firstAt > startedAt) continue;
      const until = data.lastAt < startedAt ? data.lastAt : startedAt;
      if (Date.parse(since ?? startedAt) - Date.parse(until) > SAME_WAIT_MS && stored.position < position) return since;
      since = data.firstAt;
    }
  }
  return since;
}
