import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Product } from '../src/domain/catalogue.ts';
import { invalid, type List, type PageRequest, selectPage } from '../src/read-models/page.ts';
import type { RowsOf } from '../src/read-models/projection.ts';
import { fold, holds, searchWords } from '../src/read-models/search.ts';
import { ACTION_WORDS, actorName, sentence } from './audit-sentences.ts';
import type { ActorKind, auditTrail, SentenceFacts } from './audit-trail.projection.ts';
import { requireProductFilter } from './filters.ts';
import { ERASED_USER, inScope, isNamed, namesOf, type PeopleTables, type Scope } from './people.ts';

export { auditTrail } from './audit-trail.projection.ts';

type Tables = RowsOf<typeof auditTrail> & PeopleTables;
type Db = Kysely<Tables>;

export type AuditItem = {
  position: string;
  at: string;
  action: string;
  sentence: string;
  actor: { kind: ActorKind; id: string; name: string };
  onBehalfOf: string | null;
  subject: { id: string; name: string } | null;
  product: string | null;
  sessionId: string | null;
  reason: string | null;
  note: string | null;
  stream: string;
  revision: number;
  correlationId: string;
  causationId: string;
  hash: string;
};

export type AuditQuery = Omit<PageRequest, 'sort'> & {
  account: string;
  scope: Scope;
  catalogue: ReadonlyMap<string, Product>;
  /** ISO-8601: from then on; `to`: until just before. */
  from?: string;
  to?: string;
  actor?: string;
  /** A user, group, service account, or product. */
  subject?: string;
  product?: string;
  /** An event type; several: any of them. */
  action?: string | readonly string[];
  sessionId?: string;
  q?: string;
};

/** History, newest first. */
export async function listAudit(db: Db, query: AuditQuery): Promise<List<AuditItem>> {
  const matching = matchingEntries(db, query);
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const newestFirst = [
    { name: 'position', value: sql<number>`audit_entry.position`, descending: true, numeric: true as const },
  ];
  const selected = matching.selectAll('audit_entry').select(SUBJECT.as('subject'));
  const { rows, nextCursor } = await selectPage(selected, newestFirst, query);
  return { items: await auditItems(db, query, rows), nextCursor, total: Number(total) };
}

/** Whom an entry is about; what names only a session is about the agent who started it. */
const SUBJECT: RawBuilder<string | null> = sql<string | null>`coalesce(audit_entry.subject_id, (
  select started.subject_id from audit_entry started
  where started.session_id = audit_entry.session_id and started.action = 'SessionStarted' and started.account = audit_entry.account
))`;

function matchingEntries(
  db: Db,
  query: Omit<AuditQuery, 'limit' | 'cursor' | 'catalogue'> & Pick<AuditQuery, 'catalogue'>,
) {
  const { account, scope, from, to, actor, subject, product, action, sessionId, q, catalogue } = query;
  let entries = db.selectFrom('audit_entry').where('audit_entry.account', '=', account);
  if (scope !== 'all') entries = entries.where(inScope(SUBJECT, account, scope));
  if (from !== undefined) entries = entries.where('audit_entry.at', '>=', instant('from', from));
  if (to !== undefined) entries = entries.where('audit_entry.at', '<', instant('to', to));
  if (actor !== undefined) entries = entries.where('audit_entry.actor_id', '=', actor);
  if (subject !== undefined) entries = entries.where(isAbout(account, subject));
  if (product !== undefined) requireProductFilter(catalogue, product);
  if (product !== undefined) entries = entries.where('audit_entry.product', '=', product);
  if (action !== undefined)
    entries = entries.where('audit_entry.action', 'in', typeof action === 'string' ? [action] : action);
  if (sessionId !== undefined) entries = entries.where('audit_entry.session_id', '=', sessionId);
  for (const word of searchWords(q)) entries = entries.where(mentions(query, word));
  return entries;
}

function isAbout(account: string, subject: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(audit_entry.subject_id = ${subject} or (audit_entry.subject_id is null and audit_entry.session_id in (
    select started.session_id from audit_entry started
    where started.account = ${account} and started.subject_id = ${subject} and started.action = 'SessionStarted'
  )))`;
}

/** Whether a word is in a name, the note, the reason, the action or the product. */
function mentions(
  { account, catalogue }: Pick<AuditQuery, 'account' | 'catalogue'>,
  word: string,
): RawBuilder<SqlBool> {
  const products = [...catalogue.values()]
    .filter(({ id, name }) => fold(`${id} ${name}`).includes(word))
    .map(({ id }) => id);
  const actions = Object.keys(ACTION_WORDS).filter((action) => ACTION_WORDS[action]!.includes(word));
  const alternatives = [
    isNamed(sql`audit_entry.actor_id`, account, word),
    isNamed(SUBJECT, account, word),
    holds(sql`coalesce(audit_entry.note_folded, '')`, word),
    holds(sql`lower(replace(coalesce(audit_entry.reason, ''), '-', ' '))`, word),
    holds(sql`lower(audit_entry.action)`, word),
    ...(actions.length > 0 ? [sql`audit_entry.action in (${sql.join(actions)})`] : []),
    ...(products.length > 0 ? [sql`audit_entry.product in (${sql.join(products)})`] : []),
  ];
  return sql<SqlBool>`(${sql.join(alternatives, sql` or `)})`;
}

function instant(pointer: string, value: string): string {
  const at = Date.parse(value);
  return Number.isNaN(at) ? invalid(pointer, 'must be an ISO-8601 instant') : new Date(at).toISOString();
}

type EntryRow = Tables['audit_entry'] & { subject: string | null };

async function auditItems(
  db: Db,
  { account, catalogue }: Pick<AuditQuery, 'account' | 'catalogue'>,
  rows: readonly EntryRow[],
): Promise<AuditItem[]> {
  const facts = rows.map((row) => (row.facts === null ? {} : (JSON.parse(row.facts) as SentenceFacts)));
  const names = await namesOf(db, account, idsIn(rows, facts));
  return rows.map((row, index) => {
    const actor = { kind: row.actor_kind, id: row.actor_id };
    const telling = {
      action: row.action,
      actor,
      subjectId: row.subject,
      product: row.product,
      sessionId: row.session_id,
      reason: row.reason,
      facts: facts[index]!,
    };
    return {
      position: String(row.position),
      at: row.at,
      action: row.action,
      sentence: sentence(telling, { names, catalogue }),
      actor: { ...actor, name: actorName(actor, names) },
      onBehalfOf: row.on_behalf_of,
      subject: row.subject === null ? null : { id: row.subject, name: subjectName(row.subject, names, catalogue) },
      product: row.product,
      sessionId: row.session_id,
      reason: row.reason,
      note: row.note,
      stream: row.stream,
      revision: row.revision,
      correlationId: row.correlation_id,
      causationId: row.causation_id,
      hash: row.hash,
    };
  });
}

function subjectName(id: string, names: ReadonlyMap<string, string>, catalogue: ReadonlyMap<string, Product>): string {
  return names.get(id) ?? catalogue.get(id)?.name ?? ERASED_USER;
}

/** Everybody whom a page of entries names. */
function* idsIn(rows: readonly EntryRow[], facts: readonly SentenceFacts[]): Generator<string> {
  for (const [index, row] of rows.entries()) {
    if (row.actor_kind !== 'system') yield row.actor_id;
    if (row.subject !== null) yield row.subject;
    for (const field of ['groupIds', 'managedGroupIds'] as const) {
      const ids = facts[index]![field];
      if (Array.isArray(ids)) yield* ids.map(String);
    }
  }
}
