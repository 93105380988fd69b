import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Product } from '../src/domain/catalogue.ts';
import { invalid } from '../src/read-models/query/page.ts';
import type { RowsOf } from '../src/read-models/projection.ts';
import { fold, holds, searchWords } from '../src/read-models/query/search.ts';
import type { AuditKind } from './audit-kinds.ts';
import { wordsOf } from './audit-sentences.ts';
import { type auditTrail, BLOCK_POSITIONS } from './audit-trail.projection.ts';
import { requireProductFilter } from './filters.ts';
import { type PeopleTables, type Scope, searchedText } from './people.ts';

export type AuditTables = RowsOf<typeof auditTrail> & PeopleTables;
type Db = Kysely<AuditTables>;

export type AuditFilter = {
  account: string;
  scope: Scope;
  catalogue: ReadonlyMap<string, Product>;
  /** ISO-8601: from then on; `to`: until just before. */
  from?: string;
  to?: string;
  /** An id, `system:<policy>`, or whole: a name or an e-mail address. */
  actor?: string;
  /** Likewise: a user, group, service account, or product. */
  subject?: string;
  product?: string;
  /** An event type; several: any of them. */
  action?: string | readonly string[];
  sessionId?: string;
  q?: string;
};

/** Positions between which everything sought lies, both exclusive. */
export type Range = { above: number; below: number };

/** One thing that an entry has to meet, said in two ways. */
export type Condition = {
  /** Of an entry that is at hand. Chooses no index. */
  holds: RawBuilder<SqlBool>;
  /** Ways to find every entry that meets it, each by one index, and some perhaps twice; none: it chooses no index at all. */
  finds: readonly ((range: Range) => RawBuilder<SqlBool>)[] | undefined;
};

export type Search = { conditions: readonly Condition[]; range: Range; kinds: ReadonlyMap<number, AuditKind> };

const EVERYWHERE: Range = { above: -1, below: Number.MAX_SAFE_INTEGER };

/** What is asked for, as conditions on entries. `null`: nothing can meet them. */
export async function auditSearch(db: Db, filter: AuditFilter): Promise<Search | null> {
  const { account, catalogue, product } = filter;
  if (product !== undefined) requireProductFilter(catalogue, product);
  const [from, to] = [instant('from', filter.from), instant('to', filter.to)];
  const range = await rangeOf(db, account, from, to);
  if (!range) return null;
  const kinds = await db.selectFrom('audit_kind').selectAll().where('account', '=', account).execute();
  const words = await Promise.all(searchWords(filter.q).map((word) => mentionsOf(db, filter, kinds, word)));
  const started = kinds.filter(({ action }) => action === 'SessionStarted');
  const entries = new Entries(
    account,
    started.map(({ kind }) => kind),
  );
  const conditions = [
    ...timeConditions(from, to),
    ...kindConditions(entries, filter, kinds),
    ...(filter.actor === undefined ? [] : [entries.actedBy(await idsMeant(db, account, filter.actor))]),
    ...(filter.subject === undefined ? [] : [entries.about(await idsMeant(db, account, filter.subject))]),
    ...(filter.sessionId === undefined ? [] : [entries.ofSession(filter.sessionId)]),
    ...(filter.scope === 'all' ? [] : [entries.about(await membersOf(db, account, filter.scope.groupIds))]),
    ...words.map((mentions) => entries.mentioning(mentions)),
  ];
  return { conditions, range, kinds: new Map(kinds.map((kind) => [kind.kind, kind])) };
}

/** Ids as a list, or, where they are many, as what selects them. */
type Ids<Id> = readonly Id[] | RawBuilder<unknown>;
/** A longer list costs more to send than to select again. */
const LISTED_MAX = 300;

const inIds = <Id>(column: RawBuilder<unknown>, ids: Ids<Id>): RawBuilder<SqlBool> =>
  isList(ids) ? sql<SqlBool>`${column} in (${sql.join([...ids])})` : sql<SqlBool>`${column} in (${ids})`;
const isList = <Id>(ids: Ids<Id>): ids is readonly Id[] => Array.isArray(ids);
const isNone = <Id>(ids: Ids<Id>): boolean => isList(ids) && ids.length === 0;

const column = (name: keyof AuditTables['audit_entry']) => sql.ref(`audit_entry.${name}`);
/** An expression of a column has no index: which index a statement takes is decided here, not by guesses about the rows. */
const text = (name: keyof AuditTables['audit_entry']) => sql`(${column(name)} || '')`;
const number = (name: keyof AuditTables['audit_entry']) => sql`(${column(name)} + 0)`;
const between = (value: RawBuilder<unknown>, { above, below }: Range) =>
  sql`${value} > ${above} and ${value} < ${below}`;

/** Whom an entry is about; what names only a session is about the agent who started it. */
export const subjectOf = (account: string): RawBuilder<string | null> => sql<
  string | null
>`coalesce(audit_entry.subject_id, (
  select started.subject_id from audit_entry started
  where started.session_id = audit_entry.session_id and started.subject_id is not null and (started.account || '') = ${account}
  order by (started.position + 0) limit 1
))`;

type Mentions = { kinds: readonly number[]; people: Ids<string>; texts: Ids<number>; word: string };

/** Conditions on the entries of an account. */
class Entries {
  readonly #account: string;
  readonly #startedKinds: readonly number[];

  constructor(account: string, startedKinds: readonly number[]) {
    this.#account = account;
    this.#startedKinds = startedKinds;
  }

  ofKinds(kinds: readonly number[]): Condition {
    if (kinds.length === 0) return NEVER;
    return { holds: inIds(number('kind'), kinds), finds: [this.#by('kind', kinds)] };
  }

  actedBy(people: Ids<string>): Condition {
    if (isNone(people)) return NEVER;
    return { holds: inIds(text('actor_id'), people), finds: [this.#by('actor_id', people)] };
  }

  about(people: Ids<string>): Condition {
    if (isNone(people)) return NEVER;
    return {
      holds: inIds(subjectOf(this.#account), people),
      finds: [this.#by('subject_id', people), ...this.#sessionsOf(people)],
    };
  }

  ofSession(sessionId: string): Condition {
    const account = this.#account;
    return {
      holds: sql<SqlBool>`${text('session_id')} = ${sessionId}`,
      finds: [
        (range) =>
          sql<SqlBool>`${column('session_id')} = ${sessionId} and ${text('account')} = ${account} and ${between(number('position'), range)}`,
      ],
    };
  }

  mentioning({ kinds, people, texts, word }: Mentions): Condition {
    const parts: Condition[] = [
      ...(kinds.length === 0 ? [] : [this.ofKinds(kinds)]),
      ...(isNone(people) ? [] : [this.actedBy(people), this.about(people)]),
      ...(isNone(texts) ? [] : [this.#written(texts, word)]),
    ];
    if (parts.length === 0) return NEVER;
    const any = sql.join(
      parts.map(({ holds }) => holds),
      sql` or `,
    );
    return { holds: sql<SqlBool>`(${any})`, finds: parts.flatMap(({ finds }) => finds ?? []) };
  }

  #written(positions: Ids<number>, word: string): Condition {
    const account = this.#account;
    const found = sql`select 1 from audit_text where audit_text.account = ${account} and audit_text.position = audit_entry.position and ${holds(sql`audit_text.folded`, word)}`;
    return {
      holds: isList(positions) ? inIds(number('position'), positions) : sql<SqlBool>`exists (${found})`,
      finds: [
        (range) =>
          sql<SqlBool>`${inIds(column('position'), positions)} and ${text('account')} = ${account} and ${between(number('position'), range)}`,
      ],
    };
  }

  /** By the index of the account, a column and the position. */
  #by(name: 'kind' | 'actor_id' | 'subject_id', ids: Ids<string | number>): (range: Range) => RawBuilder<SqlBool> {
    const account = this.#account;
    return (range) =>
      sql<SqlBool>`${column('account')} = ${account} and ${inIds(column(name), ids)} and ${between(column('position'), range)}`;
  }

  /** Entries that name only a session. */
  #sessionsOf(people: Ids<string>): ((range: Range) => RawBuilder<SqlBool>)[] {
    if (this.#startedKinds.length === 0) return [];
    const account = this.#account;
    const sessions = sql`select started.session_id from audit_entry started
      where started.account = ${account} and ${inIds(sql`started.subject_id`, people)}
      and (started.kind + 0) in (${sql.join([...this.#startedKinds])})`;
    return [
      (range) =>
        sql<SqlBool>`${column('session_id')} in (${sessions}) and coalesce(${column('subject_id')}, '') = ''
          and ${text('account')} = ${account} and ${between(number('position'), range)}`,
    ];
  }
}

const NEVER: Condition = { holds: sql<SqlBool>`1 = 0`, finds: [] };

function timeConditions(from: string | undefined, to: string | undefined): Condition[] {
  const within = [
    ...(from === undefined ? [] : [sql<SqlBool>`${column('at')} >= ${from}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`${column('at')} < ${to}`]),
  ];
  return within.map((holds) => ({ holds, finds: undefined }));
}

/** Product and action together, so that the few entries that have both are found at once. */
function kindConditions(entries: Entries, { product, action }: AuditFilter, kinds: readonly AuditKind[]): Condition[] {
  if (product === undefined && action === undefined) return [];
  const actions = typeof action === 'string' ? [action] : action;
  const wanted = kinds.filter(
    (kind) => (product === undefined || kind.product === product) && (actions?.includes(kind.action) ?? true),
  );
  return [entries.ofKinds(wanted.map(({ kind }) => kind))];
}

/** Where a word is found: in an action, product or reason, in the name of a person, or in what somebody wrote. */
async function mentionsOf(
  db: Db,
  { account, catalogue }: AuditFilter,
  kinds: readonly AuditKind[],
  word: string,
): Promise<Mentions> {
  const named = sql`select user_id as id from app_user where account = ${account} and ${holds(searchedText('app_user'), word)}`;
  const written = sql`select position as id from audit_text where account = ${account} and ${holds(sql`audit_text.folded`, word)}`;
  const mentioning = kinds.filter((kind) => kindMentions(kind, word, catalogue));
  return {
    word,
    kinds: mentioning.map(({ kind }) => kind),
    people: await idsOf<string>(db, named),
    texts: await idsOf<number>(db, written),
  };
}

/** Whether a folded word is in the action, the words it is told with, the product or the reason. */
function kindMentions(
  { action, product, reason }: AuditKind,
  word: string,
  catalogue: ReadonlyMap<string, Product>,
): boolean {
  return (
    fold(action).includes(word) ||
    wordsOf(action, reason).includes(word) ||
    (reason !== null && fold(reason.replaceAll('-', ' ')).includes(word)) ||
    (product !== null && fold(`${product} ${catalogue.get(product)?.name ?? ''}`).includes(word))
  );
}

/** Whom somebody means who names an id, a policy as events or sentences have it, a name or an address. */
async function idsMeant(db: Db, account: string, text: string): Promise<string[]> {
  const name = fold(text.trim());
  const policy = name.replace(/^(?:system:|the )/u, '').replaceAll(' ', '-');
  const users = await db
    .selectFrom('app_user')
    .select('user_id as id')
    .where('account', '=', account)
    .where(({ or, eb }) =>
      or([
        eb('email_folded', '=', name),
        eb('first_name_folded', '=', name),
        eb('last_name_folded', '=', name),
        sql<SqlBool>`first_name_folded || ' ' || last_name_folded = ${name}`,
      ]),
    )
    .limit(LISTED_MAX)
    .execute();
  const others = [
    ...(await db.selectFrom('user_group').select(['group_id as id', 'name']).where('account', '=', account).execute()),
    ...(await db
      .selectFrom('service_account')
      .select(['service_account_id as id', 'name'])
      .where('account', '=', account)
      .execute()),
  ].filter((other) => fold(other.name) === name);
  return [...new Set([text, policy, ...[...users, ...others.slice(0, LISTED_MAX)].map(({ id }) => id)])];
}

async function membersOf(db: Db, account: string, groupIds: readonly string[]): Promise<Ids<string>> {
  if (groupIds.length === 0) return [];
  return idsOf<string>(
    db,
    sql`select user_id as id from user_group_member
      where account = ${account} and relation = 'member' and group_id in (${sql.join([...groupIds])})`,
  );
}

async function idsOf<Id>(db: Db, select: RawBuilder<unknown>): Promise<Ids<Id>> {
  const { rows } = await sql<{ id: Id }>`${select} limit ${LISTED_MAX + 1}`.execute(db);
  return rows.length > LISTED_MAX ? select : [...new Set(rows.map(({ id }) => id))];
}

/** The blocks that hold something of the time asked for. `null`: none does. */
async function rangeOf(db: Db, account: string, from?: string, to?: string): Promise<Range | null> {
  if (from === undefined && to === undefined) return EVERYWHERE;
  let blocks = db.selectFrom('audit_block').where('account', '=', account);
  if (from !== undefined) blocks = blocks.where('last_at', '>=', from);
  if (to !== undefined) blocks = blocks.where('first_at', '<', to);
  const { first, last } = await blocks
    .select((eb) => [eb.fn.min('block').as('first'), eb.fn.max('block').as('last')])
    .executeTakeFirstOrThrow();
  if (first === null || last === null) return null;
  return { above: Number(first) * BLOCK_POSITIONS - 1, below: (Number(last) + 1) * BLOCK_POSITIONS };
}

function instant(pointer: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? invalid(pointer, 'must be an ISO-8601 instant') : new Date(at).toISOString();
}
