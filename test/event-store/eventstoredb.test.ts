import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { eventStoreContract } from './contract.ts';
import { freeCorner, inCorner } from './eventstoredb/own-corner.ts';
import { isInstalled, RealServer } from './eventstoredb/real-server.ts';
import { StandIn } from './stand-in/stand-in.ts';

const given = process.env.EVENTSTORE_URL;
let server: RealServer | undefined;
let url = '';

/** Which server this run talks to is said, never silently another. */
const chosen = given
  ? 'the server of EVENTSTORE_URL'
  : isInstalled()
    ? 'eventstored on loopback'
    : 'the stand-in alone';
process.stdout.write(`EventStoreDB tests use ${chosen}\n`);

if (given || isInstalled()) {
  beforeAll(async () => {
    if (!given) server = await RealServer.start({ inMemory: true });
    url = given ?? server!.url;
  }, 90_000);
  afterAll(() => server?.remove());

  eventStoreContract(`EventStoreDB (${chosen})`, async () => {
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
