import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CommandContext } from '../src/commands/runner/command-context.ts';
import { CommandRunner } from '../src/commands/runner/command-runner.ts';
import type { ResidentStatesOptions } from '../src/commands/runner/resident-states.ts';
import type { Recorded } from '../src/domain/decider.ts';
import { type SeatPoolCommand, type SeatPoolIntent, seatPool } from '../src/domain/seat-pool/seat-pool.decide.ts';
import type { SeatPool, SeatPoolEvent } from '../src/domain/seat-pool/seat-pool.ts';
import { currentSchema, upcast } from '../src/domain/upcast.ts';
import { EventLog } from '../src/event-store/event-log.ts';
import { PersonalData } from '../src/event-store/personal-data.ts';
import { openSqliteEventStore, type SqliteEventStore } from '../src/event-store/sqlite/sqlite-event-store.ts';
import { newId } from '../src/common/ids.ts';
import { startCheckpointer } from '../src/sqlite/checkpointer.ts';

export const SEATS = 1_000;
const AT = '2026-11-24T09:00:00.000Z';

export type Bench = {
  store: SqliteEventStore;
  log: EventLog;
  close(): Promise<void>;
  runner: CommandRunner<SeatPool, SeatPoolCommand, SeatPoolEvent>;
};

/** A store, a log and a runner over a file, as the server has them. */
export function openBench(folder: string, options: ResidentStatesOptions<SeatPool> = {}): Bench {
  const file = join(folder, 'events.sqlite');
  const store = openSqliteEventStore({ file });
  const endCheckpointing = startCheckpointer([file]);
  const close = async () => {
    await endCheckpointing();
    await store.close();
  };
  const key = randomBytes(32);
  const log = new EventLog(store, new PersonalData({ get: () => key, getOrCreate: () => key, destroy: () => {} }), {
    currentSchema,
    upcast,
  });
  return { store, log, close, runner: new CommandRunner(log, seatPool, options) };
}

export const poolStream = (index: number): string => `seatPool-bench.pool${index}`;

export function contextOf(): CommandContext {
  const commandId = newId();
  return { account: 'bench', actor: { kind: 'service', id: 'bench' }, commandId, correlationId: commandId, at: AT };
}

export const agent = (index: number): string => `agent-${index}`;

/** A pool with seats, and agents assigned to it. */
export async function furnish({ runner }: Pick<Bench, 'runner'>, stream: string, agents: number): Promise<void> {
  await runner.run(
    stream,
    timed({ type: 'ChangeCapacity', data: { named: 0, concurrent: SEATS, reason: null } }),
    contextOf(),
  );
  await Promise.all(
    Array.from({ length: agents }, (_, index) =>
      runner.run(
        stream,
        timed({ type: 'AssignSeat', data: { userId: agent(index), seatType: 'concurrent' } }),
        contextOf(),
      ),
    ),
  );
}

/** Nobody waits in line here. */
export const timed = (intent: SeatPoolIntent): SeatPoolCommand => ({ ...intent, time: { at: AT, claimUntil: AT } });

export function start(agentId: string, sessionId: string): SeatPoolCommand {
  return timed({
    type: 'StartSession',
    data: {
      sessionId,
      agentId,
      platform: 'windows',
      device: 'desk 12',
      occupiedFrom: 'session',
      supportKeyHash: sessionId.padEnd(64, '0'),
      lapsed: [],
    },
  });
}

export function end(agentId: string, sessionId: string): SeatPoolCommand {
  return timed({
    type: 'EndSessions',
    data: { sessionIds: [sessionId], agentId, reason: 'ended-by-agent', note: null },
  });
}

/** Clients that start a session and end it, again and again, until so many commands have been answered. */
export async function work(
  runner: CommandRunner<SeatPool, SeatPoolCommand, SeatPoolEvent>,
  { commands, clients, streamOf }: { commands: number; clients: number; streamOf: (client: number) => string },
): Promise<number> {
  let left = commands;
  const client = async (index: number) => {
    const stream = streamOf(index);
    const agentId = agent(index % SEATS);
    while (left > 0) {
      left -= 2;
      const sessionId = newId();
      await runner.run(stream, start(agentId, sessionId), contextOf());
      await runner.run(stream, end(agentId, sessionId), contextOf());
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return commands;
}

/** The rival everybody starts with: load the whole stream, fold, decide, append, sync; then the next command. */
export async function naive({ log }: Bench, stream: string, command: SeatPoolCommand): Promise<void> {
  let state = seatPool.initial();
  let head = { revision: -1, hash: '' };
  for await (const page of log.read(stream)) {
    for (const event of page) {
      state = seatPool.evolve(state, event as unknown as Recorded<SeatPoolEvent>);
      head = { revision: event.revision, hash: event.metadata.hash };
    }
  }
  await appendDecided({ log }, stream, seatPool.decide(command, state), head);
}

/** Appends what was decided behind `head`, in a transaction of its own; answers the new head. */
export async function appendDecided(
  { log }: Pick<Bench, 'log'>,
  stream: string,
  events: readonly SeatPoolEvent[],
  head: { revision: number; hash: string },
): Promise<{ revision: number; hash: string }> {
  if (events.length === 0) return head;
  const { account, actor, commandId, correlationId, at } = contextOf();
  const meta = { account, actor, occurredAt: at, commandId, $correlationId: correlationId, $causationId: commandId };
  const prepared = await log.prepare(
    stream,
    events.map((event) => ({ id: newId(), ...event })),
    meta,
    head,
  );
  const { revision } = await log.append(stream, prepared, head.revision);
  return { revision, hash: prepared.at(-1)!.metadata.hash as string };
}
