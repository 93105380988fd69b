import type { Catalogue, Product } from '../domain/catalogue.ts';
import { initial as initialAccount, type Account } from '../domain/account/account.ts';
import { evolve as evolvePool, type SeatPool, type SeatPoolEvent } from '../domain/seat-pool/seat-pool.ts';
import { idOf, seatPoolStream, userStream } from '../domain/streams.ts';
import { fullName } from '../domain/user/person.ts';
import type { Position, Revision } from '../event-store/event-store.ts';
import type { CarriedTexts } from '../event-store/personal-data.ts';
import type { PastUser } from './folds/directory.ts';
import { type HistoryLog, pastEvent } from './history-log.ts';
import type { IndexFile } from './index-file.ts';

/** Somebody as of a moment, with what may be read of them. */
export type PastPerson = PastUser & { id: string };

export type NamesAsked = { position: Position; ids: readonly string[] };

/** The states of everything as of a position: snapshots of the index, and what the streams hold since. */
export class Past {
  readonly #log: HistoryLog;
  readonly #index: IndexFile;
  readonly #texts: CarriedTexts;

  constructor(log: HistoryLog, index: IndexFile, texts: CarriedTexts) {
    this.#log = log;
    this.#index = index;
    this.#texts = texts;
  }

  async pool(account: string, product: string, position: Position): Promise<SeatPool> {
    return (await this.poolAndRevision(account, product, position)).pool;
  }

  /** With the revision of the last event that it is folded of. */
  async poolAndRevision(
    account: string,
    product: string,
    position: Position,
  ): Promise<{ pool: SeatPool; revision: Revision }> {
    const stream = seatPoolStream(account, product);
    const folded = this.#index.poolSnapshot(stream, position);
    for await (const page of this.#log.read(stream, { from: folded.revision + 1 })) {
      for (const stored of page) {
        if (stored.position > position) return folded;
        folded.pool = evolvePool(folded.pool, pastEvent<SeatPoolEvent>(stored));
        folded.revision = stored.revision;
      }
    }
    return folded;
  }

  /** The pools of the catalogue's products, in its order. */
  async pools(
    account: string,
    catalogue: Catalogue,
    position: Position,
  ): Promise<{ product: Product; pool: SeatPool }[]> {
    const found: { product: Product; pool: SeatPool }[] = [];
    for (const product of catalogue.values())
      found.push({ product, pool: await this.pool(account, product.id, position) });
    return found;
  }

  account(account: string, position: Position): Account {
    const entity = this.#index.entity(`account-${account}`);
    return (entity && this.#index.version<'account'>(entity, position)) ?? initialAccount();
  }

  /** Everybody who was ever added to an account, with the departed. */
  async people(account: string, position: Position): Promise<PastPerson[]> {
    return this.#readable(
      [...this.#index.versions(account, 'user', position)].map(({ stream, state }) => ({
        ...state,
        id: idOf({ stream }),
      })),
    );
  }

  /** Those of some people who are of the account. */
  async someone(account: string, ids: Iterable<string>, position: Position): Promise<Map<string, PastPerson>> {
    const found: PastPerson[] = [];
    for (const id of new Set(ids)) {
      const entity = this.#index.entity(userStream(id));
      const state = entity && this.#index.version<'user'>(entity, position);
      if (state?.accountId === account) found.push({ ...state, id });
    }
    return new Map((await this.#readable(found)).map((person) => [person.id, person]));
  }

  /** An ISO instant; `null` where somebody has never signed in. */
  lastSignInAt(userId: string, position: Position): string | null {
    const entity = this.#index.entity(userStream(userId));
    const ms = entity ? this.#index.lastSignInMs(entity, position) : null;
    return ms === null ? null : new Date(ms).toISOString();
  }

  /** Groups that were there, by id. */
  groups(account: string, position: Position): Map<string, { id: string; name: string }> {
    const groups = new Map<string, { id: string; name: string }>();
    for (const { stream, state } of this.#index.versions(account, 'userGroup', position))
      if (state.status === 'present') groups.set(idOf({ stream }), { id: idOf({ stream }), name: state.name });
    return groups;
  }

  /** What users, groups and service accounts were called. */
  async names(account: string, ids: Iterable<string>, position: Position): Promise<Map<string, string>> {
    const wanted = [...new Set(ids)];
    const names = new Map<string, string>();
    for (const id of wanted)
      for (const category of ['userGroup', 'serviceAccount'] as const) {
        const entity = this.#index.entity(`${category}-${id}`);
        const state = entity && this.#index.version<typeof category>(entity, position);
        if (state?.accountId === account) names.set(id, state.name);
      }
    for (const [id, person] of await this.someone(account, wanted, position))
      names.set(id, fullName(person.firstName, person.lastName));
    return names;
  }

  /**
   * What users, groups and service accounts were called right before each position; of what came to be there, at it.
   * @param asked positions with the ids that are wanted of each.
   */
  async namesBefore(account: string, asked: readonly NamesAsked[]): Promise<Map<string, string>[]> {
    const found = asked.map(({ position, ids }) =>
      ids.map((id) => [id, this.#nameBefore(account, id, position)] as const),
    );
    const open = await this.opener(
      found.flat().flatMap(([, state]) => (typeof state === 'object' ? [state.firstName, state.lastName] : [])),
    );
    const nameOf = (state: string | PastUser): string =>
      typeof state === 'string' ? state : fullName(open(state.firstName), open(state.lastName));
    return found.map(
      (names) => new Map(names.flatMap(([id, state]) => (state === undefined ? [] : [[id, nameOf(state)]]))),
    );
  }

  #nameBefore(account: string, id: string, position: Position): string | PastUser | undefined {
    for (const category of ['user', 'userGroup', 'serviceAccount'] as const) {
      const entity = this.#index.entity(`${category}-${id}`);
      if (!entity) continue;
      const state =
        this.#index.version<typeof category>(entity, position - 1) ??
        this.#index.version<typeof category>(entity, position);
      if (state?.accountId !== account) continue;
      return 'name' in state ? state.name : state;
    }
    return undefined;
  }

  /** Texts that were folded while they were sealed. */
  opener(texts: Iterable<string | null>): Promise<(text: string | null) => string | null> {
    return this.#texts.openAll(texts);
  }

  async #readable(people: PastPerson[]): Promise<PastPerson[]> {
    const open = await this.opener(people.flatMap(({ email, firstName, lastName }) => [email, firstName, lastName]));
    return people.map((person) => ({
      ...person,
      email: open(person.email),
      firstName: open(person.firstName),
      lastName: open(person.lastName),
    }));
  }
}
