import { LRUCache } from 'lru-cache';
import type { Db } from '../../projections/database.ts';
import type { EventLog, RecordedEvent } from '../event-store/event-log.ts';
import type { Position } from '../event-store/event-store.ts';
import type { ReadModels } from '../read-models/read-models.ts';

/** From a position on, the user groups that somebody belongs to. */
type Since = { position: Position; groupIds: readonly string[] };

/** People whose groups are remembered. */
const REMEMBERED = 20_000;
const NO_GROUPS: readonly string[] = [];
const CHANGES_GROUPS = new Set(['UserAdded', 'UserGroupsChanged', 'UserDeleted']);

/** Whose people events are about, for those who manage chosen groups: as it was when each event happened. */
export class Memberships {
  /** Promises, so that what is forgotten while it is being read is not remembered after all. */
  readonly #groups = new LRUCache<string, Promise<readonly Since[]>>({ max: REMEMBERED });

  constructor(
    private readonly db: Db,
    private readonly readModels: Pick<ReadModels, 'waitFor'>,
    private readonly log: Pick<EventLog, 'read'>,
  ) {}

  /** Has to be told of every event, in order: what somebody's groups were may no longer be true. */
  saw(events: readonly RecordedEvent[]): void {
    for (const { type, stream } of events) if (CHANGES_GROUPS.has(type)) this.#groups.delete(stream);
  }

  /** By position, the groups of whoever each event of one account is about; who has just left a group still counts as in it. */
  async of(account: string, events: readonly RecordedEvent[]): Promise<ReadonlyMap<Position, ReadonlySet<string>>> {
    const agents = await this.#agentsOf(account, events);
    const groups = new Map<Position, ReadonlySet<string>>();
    for (const event of events) {
      const person = personOf(event) ?? agents.get(String(event.data.sessionId));
      if (person !== undefined) groups.set(event.position, await this.#groupsAt(`user-${person}`, event.position));
    }
    return groups;
  }

  async #groupsAt(stream: string, position: Position): Promise<ReadonlySet<string>> {
    const known = this.#groups.get(stream) ?? this.#read(stream);
    this.#groups.set(stream, known);
    const changes = await known;
    const now = changes.findLast((change) => change.position <= position);
    const before = changes.findLast((change) => change.position < position);
    return new Set([...(now?.groupIds ?? NO_GROUPS), ...(before?.groupIds ?? NO_GROUPS)]);
  }

  #read(stream: string): Promise<readonly Since[]> {
    const reading = this.#changesOf(stream);
    reading.catch(() => this.#groups.delete(stream));
    return reading;
  }

  async #changesOf(stream: string): Promise<readonly Since[]> {
    const changes: Since[] = [];
    for await (const page of this.log.read(stream))
      for (const { type, position, data } of page)
        if (CHANGES_GROUPS.has(type)) changes.push({ position, groupIds: (data.groupIds as string[]) ?? NO_GROUPS });
    return changes;
  }

  /** Whose sessions they are of which events say no more than the id. */
  async #agentsOf(account: string, events: readonly RecordedEvent[]): Promise<ReadonlyMap<string, string>> {
    const unnamed = events.filter(({ data }) => typeof data.sessionId === 'string' && (data.agentId ?? null) === null);
    const last = unnamed.at(-1);
    if (!last) return new Map();
    await this.readModels.waitFor(['shared-sessions'], last.position);
    const sessionIds = [...new Set(unnamed.map(({ data }) => String(data.sessionId)))];
    const found = await Promise.all(
      (['open_session', 'session_ended'] as const).map((table) =>
        this.db
          .selectFrom(table)
          .select(['session_id', 'agent_id'])
          .where('account', '=', account)
          .where('session_id', 'in', sessionIds)
          .execute(),
      ),
    );
    return new Map(found.flat().map((row) => [row.session_id, row.agent_id]));
  }
}

function personOf({ data, stream }: RecordedEvent): string | undefined {
  const id = data.userId ?? data.agentId ?? (stream.startsWith('user-') ? stream.slice('user-'.length) : undefined);
  return typeof id === 'string' ? id : undefined;
}
