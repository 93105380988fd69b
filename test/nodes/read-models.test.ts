import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { NO_STREAM, type Position } from '../../src/event-store/event-store.ts';
import { createSchema, type TestDatabase } from '../read-models/databases.ts';
import { started } from '../read-models/world.ts';
import { Child } from '../support/children.ts';
import { sharedServer } from '../shared-servers/shared-servers.ts';
import { openLog } from './open-log.ts';

const STARTS_WITHIN_MS = 120_000;
const TEST_MS = 120_000;
const ROUNDS = 3;
const NODE = join(import.meta.dirname, 'read-model.child.ts');

let eventStore: string;
let place: TestDatabase;
let opened: Awaited<ReturnType<typeof openLog>>;
const children: Child[] = [];

beforeAll(async () => {
  eventStore = await sharedServer('event-store');
  place = await createSchema();
  opened = await openLog(eventStore);
}, STARTS_WITHIN_MS);
afterAll(async () => {
  for (const child of children) await child.kill();
  await opened.store.close();
  await place.remove();
}, STARTS_WITHIN_MS);

async function startNode(): Promise<Child> {
  const child = new Child(NODE, [], {
    DATABASE: place.place,
    EVENT_STORE: eventStore,
    CORNER: JSON.stringify(opened.corner),
  });
  children.push(child);
  await child.says('started');
  return child;
}

/** A session starts in a pool of its own. */
async function start(sessionId: string): Promise<Position> {
  const stream = `seatPool-acme.${randomUUID()}`;
  const commandId = randomUUID();
  const meta = {
    actor: { kind: 'user' as const, id: 'ada' },
    account: 'acme',
    occurredAt: '2026-11-24T09:00:00.000Z',
    commandId,
    $correlationId: commandId,
    $causationId: commandId,
  };
  const head = await opened.log.streamHead(stream);
  const { type, data } = started(sessionId, 'ann');
  const event = { id: randomUUID(), type, data: { ...data, device: null } };
  const events = await opened.log.prepare(stream, [event], meta, head);
  return (await opened.log.append(stream, events, NO_STREAM)).position;
}

const appliedBy = (child: Child) => child.said.filter((line) => line.startsWith('applied '));

/** Waits until the node says that it shows the position or more. */
async function shows(child: Child, position: Position): Promise<void> {
  const isThere = (line: string) => line.startsWith('shows ') && Number(line.slice('shows '.length)) >= position;
  for (let lines = 1; !child.said.some(isThere); lines = child.said.length + 1) await child.says(/./u, lines);
}

it(
  'a read model whose node was killed is run by the next within seconds, and no event is missing or applied anew',
  async () => {
    let [runner, other] = [await startNode(), await startNode()];
    const sessions: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let index = 0; index < 5; index += 1) {
        const session = `s${round}.${index}`;
        sessions.push(session);
        const position = await start(session);
        await Promise.all([shows(runner, position), shows(other, position)]);
      }
      if (appliedBy(other).length > appliedBy(runner).length) [runner, other] = [other, runner];
      expect([appliedBy(runner).at(-1), appliedBy(other)]).toEqual([`applied s${round}.4`, []]);
      await runner.kill();
      const killedAtMs = performance.now();
      const orphan = `orphan ${round}`;
      sessions.push(orphan);
      await shows(other, await start(orphan));
      const tookMs = Math.round(performance.now() - killedAtMs);
      process.stdout.write(`  A read model was taken over ${tookMs} ms after kill -9\n`);
      expect(appliedBy(other)).toEqual([`applied ${orphan}`]);
      [runner, other] = [other, await startNode()];
    }
    const client = new pg.Client({ connectionString: place.place });
    await client.connect();
    const { rows } = await client.query<{ session_id: string }>('select session_id from started_session');
    await client.end();
    expect(rows.map(({ session_id }) => session_id).sort()).toEqual([...sessions].sort());
    const applied = children.flatMap(appliedBy);
    expect(applied).toHaveLength(new Set(applied).size);
  },
  TEST_MS,
);
