import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { AccountList, type KeptAccounts } from '../../src/auth/account-list.ts';
import { newId } from '../../src/common/ids.ts';
import type { EventLog } from '../../src/event-store/event-log.ts';
import { NO_STREAM, StoreUnavailable } from '../../src/event-store/event-store.ts';
import { workbench } from '../commands/runner/workbench.ts';

const MANY = 25_000;

let bench: ReturnType<typeof workbench>;
let kept: Awaited<ReturnType<KeptAccounts['load']>>;
let warned: unknown[];
beforeEach(() => {
  bench = workbench();
  kept = null;
  warned = [];
});
afterEach(() => bench.close());

const { signal } = new AbortController();
const listOf = (log: Pick<EventLog, 'readAll'>, load: KeptAccounts['load'] = async () => kept) =>
  new AccountList({
    log,
    kept: { load, save: async (accounts, position) => void (kept = { accounts: [...accounts], position }) },
    logger: { warn: (details: unknown) => void warned.push(details) },
  });

async function open(account: string): Promise<number> {
  const metadata = { account, schema: 1, hash: newId() };
  const opened = { id: newId(), type: 'AccountOpened', data: { name: account }, metadata };
  return (await bench.store.append(`account-${account}`, [opened], NO_STREAM)).position;
}

async function pass(events: number): Promise<void> {
  for (let written = 0, revision = NO_STREAM; written < events; written += 500) {
    const batch = Array.from({ length: 500 }, () => ({ id: newId(), type: 'Passed', data: {}, metadata: {} }));
    ({ revision } = await bench.store.append('other-1', batch, revision));
  }
}

it('finds every account of the log, wherever it was opened', async () => {
  await open('first');
  await pass(MANY);
  await open('last');
  const list = listOf(bench.log);
  expect(list.isComplete).toBe(false);
  await list.catchUp(signal);
  expect([list.isComplete, list.all]).toEqual([true, ['first', 'last']]);
});

it('goes on from where it was kept, and keeps itself only once it is complete', async () => {
  await open('first');
  const early = listOf(bench.log);
  early.passed(await bench.store.head());
  expect(kept).toBeNull();
  await early.catchUp(signal);
  early.passed(await bench.store.head());
  expect(kept).toMatchObject({ accounts: ['first'] });
  await open('second');
  const read: unknown[] = [];
  const list = listOf({
    readAll: (...args) => {
      read.push(args[0]?.after);
      return bench.log.readAll(...args);
    },
  });
  await list.catchUp(signal);
  expect([list.all, read]).toEqual([['first', 'second'], [kept!.position]]);
});

it('reads the whole log where nothing was kept, or what keeps it is away', async () => {
  await open('first');
  const list = listOf(bench.log, () => Promise.reject(new StoreUnavailable('away')));
  await list.catchUp(signal);
  expect(list.all).toEqual(['first']);
});

it('is not complete while the log does not answer, and is when it does', async () => {
  await open('first');
  let isAway = true;
  const list = listOf({
    readAll: (...args) => {
      if (isAway) throw new StoreUnavailable('away');
      return bench.log.readAll(...args);
    },
  });
  const caughtUp = list.catchUp(signal);
  while (warned.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(list.isComplete).toBe(false);
  isAway = false;
  await caughtUp;
  expect([list.isComplete, list.all]).toEqual([true, ['first']]);
});
