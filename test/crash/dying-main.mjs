/**
 * The product's own entry, with a store that takes the process with it: after SIGUSR2 it counts appends, and right after
 * the DIE_AFTER_APPENDS-th is durable, before anybody hears of it, the process kills itself. 0: before the first.
 */
const { SqliteEventStore } = await import('../../dist/src/event-store/sqlite/sqlite-event-store.js');

const dieAfter = Number(process.env.DIE_AFTER_APPENDS);
let armed = false;
let appends = 0;
process.on('SIGUSR2', () => {
  armed = true;
});

const { append } = SqliteEventStore.prototype;
SqliteEventStore.prototype.append = async function dyingAppend(...batch) {
  if (armed && dieAfter === 0) process.kill(process.pid, 'SIGKILL');
  const appended = await append.apply(this, batch);
  if (armed) appends += 1;
  if (armed && appends === dieAfter) process.kill(process.pid, 'SIGKILL');
  return appended;
};

await import('../../dist/src/main.js');
