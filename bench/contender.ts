import { openRunner, startAndEnd } from './two-nodes.ts';

/** A node beside the one that is measured: works on the same pool from the word 'go' to the word 'rest'. */
const [connectionString, stream, clients] = process.argv.slice(2) as [string, string, string];
const { runner, close } = openRunner(connectionString);
let isWorking = false;
let done = 0;

async function work(agentId: string): Promise<void> {
  while (isWorking) {
    await startAndEnd(runner, stream, agentId);
    done += 2;
  }
}

let working: Promise<unknown> = Promise.resolve();
process.on('message', async (word) => {
  isWorking = word === 'go';
  if (isWorking) working = Promise.all(Array.from({ length: Number(clients) }, (_, n) => work(`agent-${500 + n}`)));
  else await working;
  process.send?.({ done });
  done = isWorking ? done : 0;
});
process.on('disconnect', async () => {
  isWorking = false;
  await working;
  await close();
});
