import { projections } from '../projections/index.ts';
import { currentSchema, upcast } from './domain/upcast.ts';
import { EventReader } from './event-store/event-reader.ts';
import { PersonalDataReader } from './event-store/personal-data.ts';
import { type Leadership, soleLeader } from './nodes/leadership.ts';
import { Projectors } from './read-models/projectors.ts';
import { type Snapshot, Snapshots } from './read-models/snapshots.ts';
import { openLogReader, openPersonalKeys, openReadPlace, type ThreadPlaces } from './thread-places.ts';
import { type MainThread, serve } from './threads/serve.ts';

/** The one writer of the read database: whatever is written there is written here. */
async function open(places: ThreadPlaces, { tell, logger }: MainThread) {
  const kept: { close(): Promise<void> }[] = [];
  const keep = <Opened extends { close(): Promise<void> }>(opened: Opened): Opened => {
    kept.push(opened);
    return opened;
  };
  const store = keep(await openLogReader(places.log, logger));
  const keys = keep(await openPersonalKeys(places.credentials, logger));
  const database = keep(await openReadPlace(places.readDatabase, logger));
  const locks = places.isForMany ? keep(await locksOf(places, logger)) : undefined;
  const leadership = locks ?? soleLeader;
  const log = new EventReader(store, new PersonalDataReader(keys), { currentSchema, upcast });
  const projectors = new Projectors({ database, log, projections, logger, leadership });
  const snapshots = new Snapshots(database);
  await projectors.start(tell);
  const handlers = {
    isWaitedFor: (yes: boolean) => projectors.isWaitedFor(yes),
    /** Queries go on; what projections do from here on, others do. */
    leaveTurns: async () => locks?.close(),
    saveSnapshot: (stream: string, version: number, snapshot: Snapshot) => snapshots.save(stream, version, snapshot),
    deleteSnapshot: (stream: string) => snapshots.delete(stream),
  };
  const close = async () => {
    await projectors.stop();
    for (const opened of kept.reverse()) await opened.close();
  };
  return { handlers, close };
}

export type ProjectionRequests = Awaited<ReturnType<typeof open>>['handlers'];

/** A session of this thread's own, so that turns end with the thread that has them. */
async function locksOf(
  { readDatabase }: ThreadPlaces,
  logger: MainThread['logger'],
): Promise<Leadership & { close(): Promise<void> }> {
  if (!('postgres' in readDatabase)) throw new Error('Many processes need a PostgreSQL between them');
  const { PostgresLocks } = await import('./nodes/postgres-locks.ts');
  return new PostgresLocks({ url: readDatabase.postgres, logger });
}

await serve(open);
