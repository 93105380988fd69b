import { randomUUID } from 'node:crypto';
import { projections } from '../../projections/index.ts';
import type { SeatledgerEvent } from '../../projections/events.ts';
import { NO_STREAM } from '../../src/event-store/event-store.ts';
import { rowsInOrder } from '../../src/read-models/projection-tables.ts';
import { ReadModels } from '../../src/read-models/read-models.ts';
import { pino } from 'pino';
import { type Databases, postgres, sqlite, type TestDatabase } from './databases.ts';
import { accepted, added, assigned, capacity, connected, ended, openWorld, started, type World } from './world.ts';

const EVENTS = Number(process.env.SAME_ROWS_EVENTS ?? 50_000);
const EVENTS_AN_APPEND = 500;
const WITHIN_MS = 240_000;
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
    const kinds = [sqlite(), postgres()];
    const filled: { databases: Databases; place: TestDatabase; tables: Map<string, string[]> }[] = [];
    for (const databases of kinds) {
      await databases.start();
      const place = await databases.create();
      filled.push({ databases, place, tables: await rowsMadeFrom(world, place) });
    }
    const [onSqlite, onPostgres] = filled.map(({ tables }) => tables);
    let rows = 0;
    for (const [table, expected] of onSqlite!) {
      const found = onPostgres!.get(table)!;
      const different = expected.findIndex((row, index) => row !== found[index]);
      expect([table, expected[different], found[different]]).toEqual([table, undefined, undefined]);
      expect([table, found.length]).toEqual([table, expected.length]);
      rows += expected.length;
    }
    expect(rows).toBeGreaterThan(EVENTS);
    for (const { databases, place } of filled) {
      await place.remove();
      await databases.stop();
    }
    await world.close();
  },
  WITHIN_MS,
);

/** Every row of every table as text, in the order of the keys. */
async function rowsMadeFrom({ log }: World, place: TestDatabase): Promise<Map<string, string[]>> {
  const database = await place.open();
  const readModels = new ReadModels({ database, log, projections, logger: pino({ enabled: false }) });
  await readModels.start();
  const names = projections.map(({ name }) => name);
  expect(await readModels.waitFor(names, await log.head(), WITHIN_MS)).toBe(true);
  await readModels.stop();
  const tables = new Map<string, string[]>();
  for (const projection of projections) {
    for (const [table, definition] of Object.entries(projection.tables)) {
      const rows: string[] = [];
      for await (const page of rowsInOrder(database.writer, table, definition, 1_000))
        rows.push(...page.map((row) => JSON.stringify(row)));
      tables.set(table, rows);
    }
  }
  await database.close();
  return tables;
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
      const request = { sessionId, deadlineAt: '2026-11-24T10:00:00.000Z', reason: 'other', note } as const;
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
