import { currentSchema, upcast } from '../../src/domain/upcast.ts';
import { EventLog } from '../../src/event-store/event-log.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';
import { type Corner, freeCorner, inCorner } from '../event-store/eventstoredb/own-corner.ts';

/** A log in a corner of an EventStoreDB, for events that hold nothing personal: nobody has a key. */
export async function openLog(connectionString: string, given?: Corner) {
  const whole = openEventStoreDb({ connectionString });
  const corner = given ?? (await freeCorner(whole));
  const store = inCorner(whole, corner);
  const none = () => {
    throw new Error('Nobody has a key here');
  };
  const keys = { get: none, getOrCreate: none, destroy: none };
  const log = new EventLog(store, new PersonalData(keys), { currentSchema, upcast });
  return { store, log, corner };
}
