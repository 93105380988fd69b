import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { newId } from '../../src/common/ids.ts';
import { startCheckpointer } from '../../src/sqlite/checkpointer.ts';

const MEGABYTE = 1_024 * 1_024;
const WITHIN_MS = 60_000;

describe('the checkpointer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-checkpointer-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('copies the write-ahead log into the file while its writer goes on, and ends when asked', async () => {
    const file = join(folder, 'events.sqlite');
    const store = openSqliteEventStore({ file });
    const end = startCheckpointer([file]);
    const big = () => ({ id: newId(), type: 'Big', data: { text: 'x'.repeat(MEGABYTE / 2) }, metadata: {} });
    for (let revision = NO_STREAM; revision < 20; revision += 1) await store.append('cart-1', [big()], revision);
    // The writer itself would not copy before 64 MiB.
    const giveUpAt = Date.now() + WITHIN_MS;
    while (statSync(file).size < 10 * MEGABYTE && Date.now() < giveUpAt) await sleep(20);
    expect(statSync(file).size).toBeGreaterThan(10 * MEGABYTE);
    await end();
    await store.close();
    const again = openSqliteEventStore({ file });
    expect(await again.head()).toBe(21);
    await again.close();
  });
});
