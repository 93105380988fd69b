/**
 * A node of its own, as far as turns go: `node.child.ts turn <name>` says `mine`, then `at work` every few milliseconds for as
 * long as it believes to have the turn, and `lost`. `node.child.ts count <file> <rounds>` adds one to a number in a file so
 * many times, under a key. DATABASE is where the locks are.
 */
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { PostgresLocks } from '../../src/nodes/postgres-locks.ts';

const [what, name, rounds] = process.argv.slice(2);
const locks = new PostgresLocks({ url: process.env.DATABASE!, logger: pino({ enabled: false }) });
const say = (word: string) => writeSync(1, `${word}\n`);

if (what === 'turn') await locks.whileLeading(name!, new AbortController().signal, workUntilLost);
else await count(name!, Number(rounds));
await locks.close();

async function workUntilLost(mine: AbortSignal): Promise<void> {
  say('mine');
  while (!mine.aborted) {
    say('at work');
    await pause(20);
  }
  say('lost');
}

async function count(file: string, times: number): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    await locks.run('count', async () => {
      const number = Number(readFileSync(file, 'utf8'));
      await pause(Math.random() * 3);
      writeFileSync(file, String(number + 1));
    });
  }
  say('done');
}
