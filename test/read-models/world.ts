import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { ReadTables } from '../../projections/database.ts';
import { projections } from '../../projections/index.ts';
import { currentSchema, upcast } from '../../src/domain/upcast.ts';
import { type Actor, EventLog } from '../../src/event-store/event-log.ts';
import { NO_STREAM } from '../../src/event-store/event-store.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import type { Projection } from '../../src/read-models/projection.ts';
import { Projectors } from '../../src/read-models/projectors.ts';
import { ReadModels } from '../../src/read-models/read-models.ts';
import type { SeatledgerEvent } from '../../projections/events.ts';
import { type Databases, sqlite } from './databases.ts';

export const PRODUCT = 'remote-support-v5';
export const LABEL = 'GoToAssist Remote Support v5';
export const START_OF_DAY = '2026-11-24T09:00:00.000Z';

export type AppendOptions = { account?: string; actor?: Actor | string; at?: string; onBehalfOf?: string };
export type World = Awaited<ReturnType<typeof openWorld>>;

/** A real log and a real read database in a folder of their own. */
export async function openWorld({
  databases = sqlite(),
  run = projections,
  logger = pino({ enabled: false }),
}: {
  databases?: Databases;
  run?: readonly Projection[];
  logger?: Logger;
} = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'seatledger-read-'));
  const store = openSqliteEventStore({ file: join(dir, 'events.sqlite') });
  const keys = new Map<string, Buffer>();
  const log = new EventLog(
    store,
    new PersonalData({
      get: (person) => keys.get(person) ?? null,
      getOrCreate: (person) => keys.get(person) ?? keys.set(person, randomBytes(32)).get(person)!,
      destroy: (person) => void keys.delete(person),
    }),
    { currentSchema, upcast },
  );
  const place = await databases.create();
  let database = await place.open<ReadTables>(logger);
  let readModels = new ReadModels(new Projectors({ database, log, projections: run, logger }));

  const append = (stream: string, event: SeatledgerEvent, options?: AppendOptions) =>
    appendAll(stream, [event], options);

  /** Appends events to a stream at once, whatever its revision. */
  async function appendAll(
    stream: string,
    events: readonly SeatledgerEvent[],
    options: AppendOptions = {},
  ): Promise<number> {
    const { account = 'acme', actor = 'ada', at = START_OF_DAY, onBehalfOf } = options;
    const head = await log.streamHead(stream);
    const commandId = randomUUID();
    const meta = {
      actor: typeof actor === 'string' ? { kind: 'user' as const, id: actor } : actor,
      account,
      occurredAt: at,
      onBehalfOf,
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
    const { position } = await log.append(stream, prepared, head.revision ?? NO_STREAM);
    return position;
  }

  const names = () => run.map(({ name }) => name);
  return {
    place: place.place,
    kind: databases.kind,
    log,
    append,
    get db() {
      return database.db;
    },
    get database() {
      return database;
    },
    get readModels() {
      return readModels;
    },
    /** Destroys a person's key, as erasing does. */
    forget: (person: string) => keys.delete(person),
    start: () => readModels.start(),
    /** Waits until all read models show everything there is. */
    async shown(): Promise<void> {
      if (await readModels.waitFor(names(), await log.head(), 60_000)) return;
      throw new Error(`Not shown within 5 s: ${JSON.stringify(readModels.status())}`);
    },
    /** A new process on the same files, perhaps with other projections. */
    async restart(again: readonly Projection[] = run): Promise<void> {
      await readModels.stop();
      await database.close();
      database = await place.open<ReadTables>(logger);
      readModels = new ReadModels(new Projectors({ database, log, projections: again, logger }));
      await readModels.start();
    },
    async close(): Promise<void> {
      await readModels.stop();
      await database.close();
      await place.remove();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },

    pool: (event: SeatledgerEvent, options: AppendOptions & { product?: string } = {}) =>
      append(`seatPool-${options.account ?? 'acme'}.${options.product ?? PRODUCT}`, event, options),
    poolAtOnce: (events: readonly SeatledgerEvent[]) => appendAll(`seatPool-acme.${PRODUCT}`, events),
    user: (id: string, event: SeatledgerEvent, options?: AppendOptions) => append(`user-${id}`, event, options),
    account: (event: SeatledgerEvent, options: AppendOptions = {}) =>
      append(`account-${options.account ?? 'acme'}`, event, options),
    group: (id: string, name: string, options: AppendOptions = {}) =>
      append(
        `userGroup-${id}`,
        { type: 'UserGroupCreated', data: { accountId: options.account ?? 'acme', name, externalId: null } },
        options,
      ),
  };
}

export function added(
  firstName: string,
  lastName: string,
  more: Partial<Extract<SeatledgerEvent, { type: 'UserAdded' }>['data']> = {},
) {
  return {
    type: 'UserAdded',
    data: {
      accountId: 'acme',
      email: `${firstName}@example.com`.toLowerCase(),
      firstName,
      lastName,
      externalId: null,
      role: 'member',
      privileges: [],
      groupIds: [],
      managedGroupIds: [],
      ...more,
    },
  } satisfies SeatledgerEvent;
}

export const accepted = { type: 'InvitationAccepted', data: {} } satisfies SeatledgerEvent;

export function assigned(userId: string, seatType: 'named' | 'concurrent' = 'concurrent') {
  return { type: 'SeatAssigned', data: { userId, seatType } } satisfies SeatledgerEvent;
}

export function started(sessionId: string, agentId: string, seatType: 'named' | 'concurrent' = 'concurrent') {
  return {
    type: 'SessionStarted',
    data: {
      sessionId,
      agentId,
      seatType,
      platform: 'windows',
      device: 'Front desk',
      supportKeyHash: `hash of ${sessionId}`,
    },
  } satisfies SeatledgerEvent;
}

export function connected(sessionId: string, mode: 'attended' | 'unattended' = 'attended') {
  return { type: 'SessionConnected', data: { sessionId, mode, platform: 'mac' } } satisfies SeatledgerEvent;
}

export function ended(
  sessionId: string,
  agentId: string,
  more: Partial<Extract<SeatledgerEvent, { type: 'SessionEnded' }>['data']> = {},
) {
  return {
    type: 'SessionEnded',
    data: { sessionId, agentId, seatType: 'concurrent', reason: 'not-in-use', note: null, lastSeenAt: null, ...more },
  } satisfies SeatledgerEvent;
}

export function endRequested(sessionId: string, deadlineAt = '2026-11-24T12:00:00.000Z') {
  return {
    type: 'SessionEndRequested',
    data: { sessionId, agentId: null, deadlineAt, reason: 'not-in-use', note: null },
  } satisfies SeatledgerEvent;
}

export function capacity(named: number, concurrent: number) {
  return { type: 'SeatCapacityChanged', data: { named, concurrent, reason: null } } satisfies SeatledgerEvent;
}
