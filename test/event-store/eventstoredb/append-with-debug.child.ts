/** Appends once to the server it is told, while the client logs all it does. */
import { openEventStoreDb } from '../../../src/event-store/eventstoredb/event-store-db.ts';

const store = openEventStoreDb({ connectionString: process.argv[2]!, limits: { appendMs: 500 } });
const data = { colour: 'red' };
const batch = [{ id: '5f0c8b1e-0000-4000-8000-000000000001', type: 'Added', data, metadata: {} }];
try {
  await store.append('cart-1', batch, -1);
} catch (error) {
  console.log((error as Error).name);
}
await store.close();
