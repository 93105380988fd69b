import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { eventStoreContract } from './contract.ts';
import { freeCorner, inCorner } from './eventstoredb/own-corner.ts';
import { sharedServer } from '../shared-servers/shared-servers.ts';
import { isInstalled } from './eventstoredb/real-server.ts';
import { StandIn } from './stand-in/stand-in.ts';

if (process.env.EVENTSTORE_URL || isInstalled()) {
  eventStoreContract('EventStoreDB (a real one)', async () => {
    const url = await sharedServer('event-store');
    let whole = openEventStoreDb({ connectionString: url });
    const corner = await freeCorner(whole);
    return {
      store: inCorner(whole, corner),
      reopen: async () => {
        await whole.close();
        whole = openEventStoreDb({ connectionString: url });
        return inCorner(whole, corner);
      },
      close: () => whole.close(),
    };
  });
}

eventStoreContract('EventStoreDB (the stand-in)', async () => {
  const standIn = await StandIn.start();
  let store = openEventStoreDb({ connectionString: standIn.url });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = openEventStoreDb({ connectionString: standIn.url });
      return store;
    },
    close: async () => {
      await store.close();
      await standIn.stop();
    },
  };
});
