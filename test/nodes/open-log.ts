import { currentSchema, upcast } from '../../src/domain/upcast.ts';
import { EventLog } from '../../src/event-store/event-log.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';

/** The log in an EventStoreDB, for events that hold nothing personal: nobody has a key. */
export function openLog(connectionString: string) {
  const store = openEventStoreDb({ connectionString });
  const none = () => {
    throw new Error('Nobody has a key here');
  };
  const keys = { get: none, getOrCreate: none, destroy: none };
  return { store, log: new EventLog(store, new PersonalData(keys), { currentSchema, upcast }) };
}
