import { randomUUID } from 'node:crypto';
import type { ReadTables } from '../../projections/database.ts';
import { projections } from '../../projections/index.ts';
import type { SeatledgerEvent } from '../../projections/events.ts';
import { NO_STREAM } from '../../src/event-store/event-store.ts';
import type { Table } from '../../src/read-models/projection.ts';
import { rowsInOrder } from '../../src/read-models/database/projection-tables.ts';
import type { ReadDatabase } from '../../src/read-models/database/read-database.ts';
import { Projectors } from '../../src/read-models/projectors.ts';
import { ReadModels } from '../../src/read-models/read-models.ts';
import { pino } from 'pino';
import { type Databases, postgres, sqlite } from './databases.ts';
import { accepted, added, assigned, capacity, connected, ended, openWorld, started, type World } from './world.ts';

const EVENTS = Number(process.env.SAME_ROWS_EVENTS ?? 50_000);
const EVENTS_AN_APPEND = 500;
/** Against hanging. */
const WITHIN_MS = 240_000 + 2 * EVENTS;
const USERS = 300;
/** What is easily lost on the way into one database or the other. */
const NOTES = [
  '',
  'NULL',
  'null',
  '{a,b}',
  '"quoted"',
  "it's",
  'back\\slash',
  '\\N',
  '%_',
  '日本語 🪑',
  'ÅNGSTRÖM',
  ' x ',
  null,
];

type Appending = { stream: string; events: SeatledgerEvent[] };

it(
  `${EVENTS.toLocaleString('en')} events give the same rows on SQLite and on PostgreSQL`,
  async () => {
    const world = await openWorld({ run: [] });
    for (const appending of history()) await appendAll(world, appending);
    const filled = [await rowsMadeFrom(world, sqlite()), await rowsMadeFrom(world, postgres())] as const;
    const [onSqlite, onPostgres] = filled;
    let rows = 0;
    for (const projection of projections) {
      for (const [table, definition] of Object.entries(projection.tables)) {
        const found = rowsOf(onPostgres.database, table, definition);
        for await (const expected of rowsOf(onSqlite.database, table, definition)) {
          const { value } = await found.next();
          if (value !== expected) expect([table, value]).toEqual([table, expected]);
          rows += 1;
        }
        expect([table, (await found.next()).value]).toEqual([table, undefined]);
      }
    }
    expect(rows).toBeGreaterThan(EVENTS);
    process.stdout.write(`  ${rows.toLocaleString('en')} rows are equal\n`);
    for (const { remove } of filled) await remove();
    await world.close();
  },
  WITHIN_MS,
);

type Filled = { database: ReadDatabase<ReadTables>; remove(): Promise<void> };

async function rowsMadeFrom({ log }: World, databases: Databases): Promise<Filled> {
  const place = await databases.create();
  const database = await place.open<ReadTables>();
  const readModels = new ReadModels(new Projectors({ database, log, projections, logger: pino({ enabled: false }) }));
  const beganMs = performance.now();
  await readModels.start();
  const names = projections.map(({ name }) => name);
  expect(await readModels.waitFor(names, await log.head(), WITHIN_MS)).toBe(true);
  await readModels.stop();
  process.stdout.write(`  ${databases.kind}: built in ${Math.round((performance.now() - beganMs) / 1_000)} s\n`);
  const remove = async () => {
    await database.close();
    await place.remove();
  };
  return { database, remove };
}

/** As text, in the order of the keys. */
async function* rowsOf({ writer }: Filled['database'], table: string, definition: Table): AsyncGenerator<string> {
  for await (const page of rowsInOrder(writer, table, definition, 1_000)) yield* page.map((row) => JSON.stringify(row));
}

/** People and seats first, then sessions of all of them, some ended by somebody, some by time, some still open. */
function* history(): Generator<Appending> {
  const account: SeatledgerEvent[] = [
    { type: 'AccountOpened', data: { name: 'Acme' } },
    { type: 'AccountSettingsChanged', data: { inactiveAfterDays: 60, leaseSeconds: { 'service-desk': 90 } } },
  ];
  yield { stream: 'account-acme', events: account };
  const agents = Array.from({ length: USERS }, (_, index) => `agent-${index}`);
  for (const [index, id] of agents.entries()) {
    yield { stream: `user-${id}`, events: [added(NOTES[index % NOTES.length] || 'Åsa', `O'Neil ${index}`), accepted] };
  }
  const pool = (name: string) => `seatPool-acme.${name}`;
  const seats = (): SeatledgerEvent[] => [capacity(5, USERS), ...agents.map((id) => assigned(id))];
  for (const name of ['remote-support-v5', 'service-desk']) yield { stream: pool(name), events: seats() };
  let sessions: SeatledgerEvent[] = [];
  for (let made = 0, index = 0; made < EVENTS; index += 1) {
    const sessionId = `${index % 7}-session-${index}`;
    const agent = agents[index % USERS]!;
    const note = NOTES[index % NOTES.length]!;
    sessions.push(started(sessionId, agent));
    if (index % 2) sessions.push(connected(sessionId, index % 4 === 1 ? 'attended' : 'unattended'));
    if (index % 5 === 0) {
      const request = {
        agentId: agent,
        sessionId,
        deadlineAt: '2026-11-24T10:00:00.000Z',
        reason: 'other',
        note,
      } as const;
      sessions.push({ type: 'SessionEndRequested', data: request });
    }
    if (index % 11)
      sessions.push(ended(sessionId, agent, { note, reason: index % 3 ? 'not-in-use' : 'lease-expired' }));
    if (sessions.length < EVENTS_AN_APPEND) continue;
    yield { stream: pool(index % 2 ? 'remote-support-v5' : 'service-desk'), events: sessions };
    made += sessions.length;
    sessions = [];
  }
  for (const [index, id] of agents.entries()) {
    if (index % 10 === 0) yield { stream: `user-${id}`, events: [{ type: 'UserDeleted', data: { reason: null } }] };
  }
}

async function appendAll({ log }: World, { stream, events }: Appending): Promise<void> {
  const head = await log.streamHead(stream);
  const commandId = randomUUID();
  const meta = {
    actor: { kind: 'user' as const, id: 'ada' },
    account: 'acme',
    occurredAt: '2026-11-24T09:00:00.000Z',
    commandId,
    $correlationId: commandId,
    $causationId: commandId,
  };
  const prepared = await log.prepare(
    stream,
    events.map((event) => ({ id: randomUUID(), ...event })),
    meta,
    head,
  );
  await log.append(stream, prepared, head.revision ?? NO_STREAM);
}
