import type { Kysely } from 'kysely';
import type { Product } from '../src/domain/catalogue.ts';
import type { LongList, PageRequest } from '../src/read-models/query/page.ts';
import type { AuditKind } from './audit-kinds.ts';
import { COUNTED_MAX, pageOfPositions } from './audit-pages.ts';
import { type AuditFilter, type AuditTables, actorOf, auditSearch, subjectOf } from './audit-search.ts';
import { actorName, otherNameToday, sentence, type Telling, type Words } from './audit-sentences.ts';
import type { ActorKind, DenialFacts, EntryDetails } from './audit-trail.projection.ts';
import { ERASED_USER } from '../src/domain/user/person.ts';
import { namesOf } from './people.ts';

export { auditTrail } from './audit-trail.projection.ts';

type Db = Kysely<AuditTables>;

export type AuditItem = {
  position: string;
  at: string;
  action: string;
  sentence: string;
  /** `nameToday`: where it is another than that of then. */
  actor: { kind: ActorKind; id: string; name: string; nameToday?: string };
  onBehalfOf: string | null;
  subject: { id: string; name: string; nameToday?: string } | null;
  product: string | null;
  sessionId: string | null;
  reason: string | null;
  note: string | null;
  stream: string;
  revision: number;
  correlationId: string;
  causationId: string;
  hash: string;
  /** O6: of a record of refusals, how many it stands for, and when. */
  denial: DenialFacts | null;
};

export type AuditQuery = AuditFilter & Omit<PageRequest, 'sort'>;

/** What a page of entries is told of, and the names of today that it takes. */
export type Tellings = { tellings: Telling[]; names: ReadonlyMap<string, string> };

/** History, newest first. Told with today's names; `tellings` are for whoever knows those of then (`toldAsOfThen`). */
export async function listAudit(db: Db, query: AuditQuery): Promise<LongList<AuditItem> & Tellings> {
  const search = await auditSearch(db, query);
  if (!search) return { items: [], nextCursor: null, total: 0, tellings: [], names: new Map() };
  const { positions, nextCursor, total } = await pageOfPositions(db, query.account, search, query);
  const entries = await auditItems(db, query, await entriesAt(db, query.account, positions, search.kinds));
  return total > COUNTED_MAX
    ? { ...entries, nextCursor, total: COUNTED_MAX, totalIsAtLeast: true }
    : { ...entries, nextCursor, total };
}

/** An entry with the names of its time, and today's beside them where they differ. */
export function toldAsOfThen(item: AuditItem, telling: Telling, words: Words): AuditItem {
  const called = <Somebody extends { id: string; name: string }>(somebody: Somebody): Somebody => {
    const nameToday = otherNameToday(somebody.id, words);
    const name = words.names.get(somebody.id) ?? somebody.name;
    return { ...somebody, name, ...(nameToday === undefined ? {} : { nameToday }) };
  };
  const { actor, subject } = item;
  return { ...item, sentence: sentence(telling, words), actor: called(actor), subject: subject && called(subject) };
}

type Entry = Omit<AuditTables['audit_entry'], 'kind' | 'details'> & {
  kind: AuditKind;
  subject: string | null;
  actor: string;
  note: string | null;
  details: EntryDetails;
};

async function entriesAt(
  db: Db,
  account: string,
  positions: readonly number[],
  kinds: ReadonlyMap<number, AuditKind>,
): Promise<Entry[]> {
  if (positions.length === 0) return [];
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .select([subjectOf(account).as('subject'), actorOf(account).as('actor')])
    .where('position', 'in', positions)
    .orderBy('position', 'desc')
    .execute();
  const notes = await notesAt(db, account, positions);
  return rows.map((row) => ({
    ...row,
    note: notes.get(Number(row.position)) ?? null,
    kind: kinds.get(Number(row.kind))!,
    details: JSON.parse(row.details) as EntryDetails,
  }));
}

async function notesAt(db: Db, account: string, positions: readonly number[]): Promise<Map<number, string | null>> {
  const rows = await db
    .selectFrom('audit_text')
    .select(['position', 'note'])
    .where('account', '=', account)
    .where('position', 'in', positions)
    .execute();
  return new Map(rows.map(({ position, note }) => [Number(position), note]));
}

async function auditItems(
  db: Db,
  { account, catalogue }: Pick<AuditQuery, 'account' | 'catalogue'>,
  entries: readonly Entry[],
): Promise<{ items: AuditItem[] } & Tellings> {
  const names = await namesOf(db, account, idsIn(entries));
  const tellings: Telling[] = [];
  const items = entries.map((entry): AuditItem => {
    const { action, product } = entry.kind;
    const [actorKind, forWhom, reason, stream, revision, correlationId, causationId, hash, facts] = entry.details;
    const carriedOutBy = carrierOf(entry);
    const onBehalfOf = forWhom ?? (carriedOutBy === null ? null : entry.actor);
    const actor = { kind: actorKind, id: carriedOutBy ?? entry.actor };
    const who = carriedOutBy === null ? actor : { kind: 'user' as const, id: entry.actor };
    const telling = {
      action,
      actor: who,
      subjectId: entry.subject,
      product,
      sessionId: entry.session_id,
      reason,
      facts: facts ?? {},
    };
    tellings.push(telling);
    return {
      position: String(entry.position),
      at: entry.at,
      action,
      sentence: sentence(telling, { names, catalogue }),
      actor: { ...actor, name: actorName(actor, names) },
      onBehalfOf,
      subject:
        entry.subject === null ? null : { id: entry.subject, name: subjectName(entry.subject, names, catalogue) },
      product,
      sessionId: entry.session_id,
      reason,
      note: entry.note,
      stream,
      revision,
      correlationId,
      causationId,
      hash,
      denial: action === 'SeatDenied' ? (facts as DenialFacts) : null,
    };
  });
  return { items, tellings, names };
}

/** The policy that carried out what somebody wanted, also where only the entries of the session tell who wanted it. */
function carrierOf({ actor, actor_id: actorId, details }: Entry): string | null {
  const carriedOutBy = details[9];
  return carriedOutBy ?? (actor === actorId ? null : actorId);
}

function subjectName(id: string, names: ReadonlyMap<string, string>, catalogue: ReadonlyMap<string, Product>): string {
  return names.get(id) ?? catalogue.get(id)?.name ?? ERASED_USER;
}

/** Everybody whom a page of entries names. */
function* idsIn(entries: readonly Entry[]): Generator<string> {
  for (const entry of entries) {
    const { actor, subject, details } = entry;
    const [actorKind, , , , , , , , facts] = details;
    if (actorKind !== 'system' || carrierOf(entry) !== null) yield actor;
    if (subject !== null) yield subject;
    for (const field of ['groupIds', 'managedGroupIds'] as const) {
      const ids = facts?.[field];
      if (Array.isArray(ids)) yield* ids.map(String);
    }
  }
}
