import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { seatPools } from '../../projections/seat-pools.ts';
import type { Projection } from '../../src/read-models/projection.ts';
import { openReadDatabase, ReadDatabaseUnusable } from '../../src/read-models/database/read-database.ts';
import { openWorld, started, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

it('waits for a locked database, then goes on', async () => {
  world = await openWorld({ run: [seatPools as unknown as Projection] });
  await world.start();
  const other = new DatabaseSync(world.place);
  other.exec('begin immediate');
  const position = await world.pool(started('s1', 'ann'));
  const shown = world.readModels.waitFor(['seat-pools'], position, 60_000);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(world.readModels.position('seat-pools')).toBe(0);
  other.exec('commit');
  other.close();
  expect(await shown).toBe(true);
  expect(world.readModels.status()[0]!.state).toBe('live');
});

it('a foreign, a damaged or a newer file is refused in words', async () => {
  world = await openWorld({ run: [] });
  const folder = dirname(world.place);
  const foreign = join(folder, 'foreign.sqlite');
  const database = new DatabaseSync(foreign);
  database.exec('create table theirs (a)');
  database.close();
  expect(() => openReadDatabase({ file: foreign })).toThrow(ReadDatabaseUnusable);
  expect(() => openReadDatabase({ file: foreign })).toThrow("another program's database");
  const damaged = join(folder, 'damaged.sqlite');
  writeFileSync(damaged, 'not a database at all, but long enough to be taken for a header'.repeat(40));
  expect(() => openReadDatabase({ file: damaged })).toThrow(/can't be used: file is not a database.*delete it/u);
  const newer = join(folder, 'newer.sqlite');
  await openReadDatabase({ file: newer }).close();
  const raised = new DatabaseSync(newer);
  raised.exec('pragma user_version = 99');
  raised.close();
  expect(() => openReadDatabase({ file: newer })).toThrow('written by a newer version');
});
