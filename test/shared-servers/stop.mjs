import { once } from 'node:events';

/** Jest's global tear-down: waits until the servers of the run have ended and what it wrote is gone. */
export default async function stopKeeper() {
  const { keeper } = globalThis;
  const ended = once(keeper, 'exit');
  keeper.ref();
  keeper.disconnect();
  await ended;
}
