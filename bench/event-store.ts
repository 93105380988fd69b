/**
 * Rates of the embedded store alone, without rivals: `node --experimental-transform-types bench/event-store.ts`.
 * Prints events a second for preparing, appending (512 an append) and reading, and the longest flush.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentSchema, upcast } from '../src/domain/upcast.ts';
import { EMPTY_STREAM, EventLog, type EventMetadata } from '../src/event-store/event-log.ts';
import { START } from '../src/event-store/event-store.ts';
import { PersonalData } from '../src/event-store/personal-data.ts';
import { openSqliteEventStore } from '../src/event-store/sqlite/sqlite-event-store.ts';

const BATCHES = 300;
const BATCH = 512;
const FOLLOWERS = 10;

const metadata: Omit<EventMetadata, 'hash' | 'schema'> = {
  actor: { kind: 'user', id: randomUUID() },
  account: 'acme',
  occurredAt: '2026-11-24T09:00:00.000Z',
  commandId: randomUUID(),
  $correlationId: randomUUID(),
  $causationId: randomUUID(),
};

const folder = mkdtempSync(join(tmpdir(), 'seatledger-bench-'));
const file = join(folder, 'log.sqlite');
const noKeys = {
  get: () => null,
  getOrCreate: (): Buffer => {
    throw new Error('no personal data here');
  },
  destroy: () => {},
};
let { store, log } = openLog();

const decided = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, sessionStarted));
await appendAll('seatPool-acme.warm', decided.slice(0, 20));
const { preparing, appending, longest } = await appendAll('seatPool-acme.help-desk', decided);
report('prepare (seal, chain)', preparing);
report('append, 512 an append', appending);
report('prepare and append', preparing + appending);
console.log(`longest append: ${longest.toFixed(1)} ms`);
report('read all at the port, raw', await timed(() => readAll(store.readAll())));
report('read all, opened', await timed(() => readAll(log.readAll())));
await store.close();
({ store, log } = openLog());
await timed(() => followToHead(START));
report('follow from the start, from the file', await timed(() => followToHead(START)));
report(`one append at a time with ${FOLLOWERS} followers at the tail`, await timed(appendOneByOne), 2_000);
await store.close();
rmSync(folder, { recursive: true });

function openLog() {
  const opened = openSqliteEventStore({ file });
  return { store: opened, log: new EventLog(opened, new PersonalData(noKeys), { currentSchema, upcast }) };
}

async function appendAll(stream: string, batches: { id: string; type: string; data: object }[][]) {
  let [head, preparing, appending, longest] = [EMPTY_STREAM, 0, 0, 0];
  for (const batch of batches) {
    const startedAt = performance.now();
    const prepared = await log.prepare(stream, batch, metadata, head);
    const preparedAt = performance.now();
    const { revision } = await log.append(stream, prepared, head.revision);
    const took = performance.now() - preparedAt;
    head = { revision, hash: prepared.at(-1)!.metadata.hash as string };
    preparing += preparedAt - startedAt;
    appending += took;
    longest = Math.max(longest, took);
  }
  return { preparing, appending, longest };
}

async function appendOneByOne(): Promise<void> {
  const controller = new AbortController();
  const head = await store.head();
  const followers = Array.from({ length: FOLLOWERS }, async () => {
    for await (const page of log.follow({ after: head, signal: controller.signal })) {
      if (page.scannedTo === head + 2_000) return;
    }
  });
  let revision = -1;
  for (let n = 0; n < 2_000; n += 1) {
    const prepared = await log.prepare('seatPool-acme.single', [sessionStarted()], metadata, EMPTY_STREAM);
    ({ revision } = await log.append('seatPool-acme.single', prepared, revision));
  }
  await Promise.all(followers);
}

async function readAll(pages: AsyncIterable<unknown[]>): Promise<void> {
  let count = 0;
  for await (const page of pages) count += page.length;
  if (count < BATCHES * BATCH) throw new Error(`only ${count} events`);
}

async function followToHead(after: number): Promise<void> {
  for await (const { caughtUp } of store.follow({ after, signal: new AbortController().signal })) if (caughtUp) return;
}

async function timed(run: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

function report(what: string, milliseconds: number, events = BATCHES * BATCH): void {
  console.log(`${what}: ${Math.round((events / milliseconds) * 1_000).toLocaleString('en')} events/s`);
}

function sessionStarted() {
  const data = {
    sessionId: randomUUID(),
    agentId: randomUUID(),
    seatType: 'concurrent',
    platform: 'windows',
    device: 'PC-12',
    supportKeyHash: null,
  };
  return { id: randomUUID(), type: 'SessionStarted', data };
}
