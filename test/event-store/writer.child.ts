/**
 * A process of its own that owns a log: `writer.child.ts <file> [hold]`. Appends to a few streams for ever and prints
 * `<stream> <revision> <id>` for every event once it is acknowledged; with `hold` it only opens the log and stays;
 * with `powerless` it gives up root first, for whom no folder is read-only.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { currentSchema, upcast } from '../../src/domain/upcast.ts';
import { EventLog } from '../../src/event-store/event-log.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { MemoryKeys, metadata } from './fixtures.ts';

const STREAMS = 4;
const BATCH = 5;
const NOBODY = 65_534;

const [file, mode] = process.argv.slice(2);
if (mode === 'powerless' && process.getuid?.() === 0) process.setuid?.(NOBODY);
const log = openLog(file!);
writeSync(1, 'open\n');
if (mode === 'hold') setInterval(() => {}, 1_000);
else await Promise.all(Array.from({ length: STREAMS }, (_, n) => appendForever(`cart-${n}`)));

function openLog(path: string): EventLog {
  try {
    return new EventLog(openSqliteEventStore({ file: path }), new PersonalData(new MemoryKeys()), {
      currentSchema,
      upcast,
    });
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

async function appendForever(stream: string): Promise<void> {
  let head = await log.streamHead(stream);
  for (;;) {
    const decided = Array.from({ length: BATCH }, () => ({
      id: randomUUID(),
      type: 'Added',
      data: { text: 'x'.repeat(200) },
    }));
    const prepared = await log.prepare(stream, decided, metadata, head);
    const { revision } = await log.append(stream, prepared, head.revision);
    const lines = prepared.map(({ id }, index) => `${stream} ${revision - BATCH + 1 + index} ${id}\n`);
    writeSync(1, lines.join(''));
    head = { revision, hash: prepared.at(-1)!.metadata.hash as string };
  }
}
