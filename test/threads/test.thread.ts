/** What a thread of the tests can do. */
import { serve } from '../../src/threads/serve.ts';
import { Refusal } from '../../src/domain/refusal.ts';

await serve<{ greeting: string }>(async ({ greeting }, { tell, logger }) => ({
  handlers: {
    greet: (name: string) => `${greeting}, ${name}`,
    threadId: async () => (await import('node:worker_threads')).threadId,
    refuse: () => {
      throw new Refusal('NOT_FOUND', { detail: 'There is no such thing.' });
    },
    /** As a statement of SQLite does that takes long: nothing else runs in this thread until the gate is opened. */
    hold: (gate: SharedArrayBuffer) => Atomics.wait(new Int32Array(gate), 0, 0),
    sayMuch: (lines: number) => {
      for (let line = 0; line < lines; line += 1) logger.warn({ line }, 'said');
      for (let notice = 0; notice < lines; notice += 1) tell(notice);
    },
    die: () => {
      setImmediate(() => {
        throw new Error('tripped over itself');
      });
      return new Promise(() => {});
    },
    exit: () => process.exit(7),
  },
  close: async () => logger.info('finished'),
}));
