import { type ColumnType, type Generated, type Kysely, sql } from 'kysely';
import type { TableSet } from '../../postgres/versioned-tables.ts';

/** What a query takes and what it gives: SQLite answers with plain bytes. Instants are milliseconds since 1970. */
type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
type BytesOrNone = ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>;

/** The tables of the credential store, the same in SQLite and in PostgreSQL. */
export type CredentialTables = {
  meta: { name: string; value: Bytes };
  secret: { name: string; wrapped: Bytes };
  personal_key: { person_id: string; wrapped: BytesOrNone };
  password: { user_id: string; hash: string };
  invitation: { user_id: string; account: string; token_hash: Bytes; expires_at: number };
  client_secret: { client_id: string; service_account_id: string; account: string; secret_hash: Bytes };
  sign_in: {
    sid: string;
    user_id: string;
    account: string;
    secret_hash: Bytes;
    started_at: number;
    expires_at: number;
    ended: Generated<number>;
  };
  signing_key: { kid: string; public_key: string; wrapped: Bytes; created_at: number; retired_at: number | null };
};

export type CredentialDb = Kysely<CredentialTables>;

/** In `meta`: tells whether somebody holds the key that everything is wrapped with. */
export const MASTER_KEY_CHECK = 'master-key-check';
/** In `meta`: not all rows of another store have been copied in yet, so that nobody may use what is there. */
export const COPY_UNDER_WAY = 'copy-under-way';

/** Each step takes the file from its index to the next version. On disk for ever: add, never change. */
export const SQLITE_STEPS = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE secret (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE personal_key (person_id TEXT PRIMARY KEY, wrapped BLOB) STRICT, WITHOUT ROWID;
   CREATE TABLE password (user_id TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE invitation (
     user_id TEXT PRIMARY KEY, account TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE, expires_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE client_secret (
     client_id TEXT PRIMARY KEY, service_account_id TEXT NOT NULL, account TEXT NOT NULL, secret_hash BLOB NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX client_secret_by_service_account ON client_secret (service_account_id);
   CREATE TABLE sign_in (
     sid TEXT PRIMARY KEY, user_id TEXT NOT NULL, account TEXT NOT NULL, secret_hash BLOB NOT NULL UNIQUE,
     started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, ended INTEGER NOT NULL DEFAULT 0
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX sign_in_by_user ON sign_in (user_id);
   CREATE INDEX sign_in_by_expiry ON sign_in (expires_at);
   CREATE TABLE signing_key (
     kid TEXT PRIMARY KEY, public_key TEXT NOT NULL, wrapped BLOB NOT NULL, created_at INTEGER NOT NULL, retired_at INTEGER
   ) STRICT, WITHOUT ROWID;`,
] as const;

/** The same in PostgreSQL. What nodes do at once has to be settled there: of two keys that would sign, one is not written. */
export const POSTGRES_TABLES: TableSet = {
  name: 'credentials',
  steps: [
    async (transaction) => {
      for (const statement of [
        'create table meta (name text primary key, value bytea not null)',
        'create table secret (name text primary key, wrapped bytea not null)',
        'create table personal_key (person_id text primary key, wrapped bytea)',
        'create table password (user_id text primary key, hash text not null)',
        `create table invitation (
           user_id text primary key, account text not null, token_hash bytea not null unique, expires_at bigint not null
         )`,
        `create table client_secret (
           client_id text primary key, service_account_id text not null, account text not null, secret_hash bytea not null
         )`,
        'create index client_secret_by_service_account on client_secret (service_account_id)',
        `create table sign_in (
           sid text primary key, user_id text not null, account text not null, secret_hash bytea not null unique,
           started_at bigint not null, expires_at bigint not null, ended bigint not null default 0
         )`,
        'create index sign_in_by_user on sign_in (user_id)',
        'create index sign_in_by_expiry on sign_in (expires_at)',
        `create table signing_key (
           kid text primary key, public_key text not null, wrapped bytea not null, created_at bigint not null,
           retired_at bigint
         )`,
        'create unique index signing_key_that_signs on signing_key ((1)) where retired_at is null',
      ])
        await sql.raw(statement).execute(transaction);
    },
  ],
};
