import type { RecordedEvent } from '../event-store/event-log.ts';
import type { EventFilter, Position } from '../event-store/event-store.ts';

export type SqlValue = string | number | Uint8Array | null;
export type ColumnType = 'text' | 'integer' | 'blob';

/** A column. `Value` exists for the compiler only: it is what rows and queries see. */
export type Column<Value extends SqlValue = SqlValue> = {
  type: ColumnType;
  nullable: boolean;
  /** Of all values that rows with one key were ever given, the column keeps this one, not the last. */
  keeps?: 'lowest' | 'highest';
  readonly value?: Value;
};

export const text = <Value extends string = string>(): Column<Value> => ({ type: 'text', nullable: false });
/** Safe integers only; truth is 0 or 1. */
export const integer = <Value extends number = number>(): Column<Value> => ({ type: 'integer', nullable: false });
export const blob = (): Column<Uint8Array> => ({ type: 'blob', nullable: false });
export const nullable = <Value extends SqlValue>(column: Column<Value>): Column<Value | null> => ({
  type: column.type,
  nullable: true,
});

export const lowest = <Value extends SqlValue>(column: Column<Value>): Column<Value> => ({
  ...column,
  keeps: 'lowest',
});
export const highest = <Value extends SqlValue>(column: Column<Value>): Column<Value> => ({
  ...column,
  keeps: 'highest',
});

export type Columns = { readonly [column: string]: Column };
export type RowOf<C extends Columns> = { [K in keyof C]: NonNullable<C[K]['value']> | NullOf<C[K]> };
type NullOf<C extends Column> = null extends C['value'] ? null : never;

export type Table<C extends Columns = Columns, Key extends string = string> = {
  columns: C;
  primaryKey: readonly Key[];
  indexes: readonly (readonly string[])[];
};

export function table<C extends Columns, Key extends keyof C & string>(
  columns: C,
  options: { primaryKey: readonly Key[]; indexes?: readonly (readonly (keyof C & string)[])[] },
): Table<C, Key> {
  return { columns, primaryKey: options.primaryKey, indexes: options.indexes ?? [] };
}

export type Tables = { readonly [name: string]: Table };
type KeyOf<T> = T extends Table<infer C, infer Key> ? Pick<RowOf<C>, Key & keyof C> : never;
type TableRow<T> = T extends Table<infer C, infer _Key> ? RowOf<C> : never;

/**
 * What a handler may ask for: row changes as data, applied later, many events at a time. Handlers never read: the rows of
 * earlier events may still be on their way to the database.
 */
export type Changes<T extends Tables> = {
  /**
   * Inserts a row with a key that no row had before: one that is removed again within a page is never written. Should there
   * be one nevertheless, it is replaced.
   */
  add<Name extends keyof T & string>(table: Name, row: TableRow<T[Name]>): void;
  /** Inserts the row, or replaces the one with its key, but for columns that keep the lowest or highest value. */
  put<Name extends keyof T & string>(table: Name, row: TableRow<T[Name]>): void;
  /** Changes columns of the row with this key, if there is one. `fillIn`: only where the column is still null. */
  patch<Name extends keyof T & string>(
    table: Name,
    key: KeyOf<T[Name]>,
    set: Partial<Omit<TableRow<T[Name]>, keyof KeyOf<T[Name]>>>,
    fillIn?: Partial<Omit<TableRow<T[Name]>, keyof KeyOf<T[Name]>>>,
  ): void;
  /** Removes the row with this key, or every row that has these values in some of the key's columns. */
  remove<Name extends keyof T & string>(table: Name, where: Partial<KeyOf<T[Name]>>): void;
};

type AnyEvent = { type: string; data: unknown };
type Handlers<Event extends AnyEvent, T extends Tables> = {
  readonly [Type in Event['type']]?: (event: RecordedEvent<Extract<Event, { type: Type }>>, change: Changes<T>) => void;
};

/**
 * A read model as a value. What it reads is the keys of `on`; one with `onEvery` reads everything, also events that this
 * build does not know.
 */
export type Projection<T extends Tables = Tables> = {
  readonly name: string;
  /** Raise it with any change to `tables` or to what a handler writes: the rows are then built anew beside the old ones. */
  readonly version: number;
  readonly tables: T;
  readonly filter: EventFilter;
  /** The personal fields that its handlers read. Others have no value then: opening one costs more than writing a row. */
  readonly opens: ReadonlySet<string>;
  handle(event: RecordedEvent, change: Changes<T>): void;
};

/** Binds `projection` to the events there are, so that handlers get theirs by name and a misspelt one does not compile. */
export function projectionOf<Event extends AnyEvent>() {
  return <const T extends Tables>(definition: {
    name: string;
    version: number;
    tables: T;
    opens?: readonly string[];
    on?: Handlers<Event, T>;
    onEvery?: (event: RecordedEvent<Event>, change: Changes<T>) => void;
  }): Projection<T> => {
    const { name, version, tables, opens = [], on = {}, onEvery } = definition;
    // Types end where JSON enters: the log's events are matched to handlers by name.
    const handlers = on as { [type: string]: ((event: RecordedEvent, change: Changes<T>) => void) | undefined };
    const every = onEvery as ((event: RecordedEvent, change: Changes<T>) => void) | undefined;
    return {
      name,
      version,
      tables,
      filter: every ? {} : { types: Object.keys(handlers) },
      opens: new Set(opens),
      handle(event, change) {
        if (every) every(event, change);
        else if (Object.hasOwn(handlers, event.type)) handlers[event.type]?.(event, change);
      },
    };
  };
}

/** The rows a projection's queries see: table name to row. */
export type RowsOf<P> = P extends { readonly tables: infer T } ? { [Name in keyof T]: TableRow<T[Name]> } : never;

export type EventPage = { events: RecordedEvent[]; scannedTo: Position; caughtUp: boolean };

/** What a projector needs of the log. */
export type EventSource = {
  head(): Promise<Position>;
  readAll(options?: {
    after?: Position;
    from?: Position;
    maxCount?: number;
    filter?: EventFilter;
    opens?: ReadonlySet<string>;
  }): AsyncIterable<RecordedEvent[]>;
  follow(options: {
    after: Position;
    filter?: EventFilter;
    opens?: ReadonlySet<string>;
    signal: AbortSignal;
  }): AsyncIterable<EventPage>;
};
