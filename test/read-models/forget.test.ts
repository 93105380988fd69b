import { sql } from 'kysely';
import { projections } from '../../projections/index.ts';
import { readCheckpoint } from '../../src/read-models/checkpoints.ts';
import { forgetLog } from '../../src/read-models/forget.ts';
import { Snapshots } from '../../src/read-models/snapshots.ts';
import { verify } from '../../src/read-models/verify.ts';
import { onEachDatabase } from './databases.ts';
import { added, openWorld } from './world.ts';

onEachDatabase((databases) => {
  it('forgets what was made from one log, so that all of it is made anew, and leaves the rest', async () => {
    const world = await openWorld({ databases });
    await world.user('ada', added('Ada', 'Person'));
    await world.start();
    await world.shown();
    await world.readModels.stop();
    const { database } = world;
    const snapshots = new Snapshots(database);
    await snapshots.save('seatPool-1', 1, { state: {}, revision: 4, position: 9, hash: 'abc' });
    await sql`create table other (id integer primary key)`.execute(database.writer);

    await forgetLog(database, projections);
    for (const { name } of projections) expect(await readCheckpoint(database.writer, name, 'live')).toBeUndefined();
    expect(await snapshots.load('seatPool-1', 1)).toBeNull();
    expect((await sql`select * from other`.execute(database.writer)).rows).toEqual([]);
    await forgetLog(database, projections);

    await world.restart();
    await world.shown();
    for (const projection of projections) {
      expect(await verify({ database: world.database, log: world.log, projection })).toMatchObject({ ok: true });
    }
    await world.close();
  });
});
