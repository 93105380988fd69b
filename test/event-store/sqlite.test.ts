import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore, type SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { eventStoreContract } from './contract.ts';

eventStoreContract('A SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seatledger-log-'));
  const open = (): SqliteEventStore => openSqliteEventStore({ file: join(folder, 'log.sqlite') });
  let store = open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = open();
      return store;
    },
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
