import { Overloaded } from '../../src/common/overloaded.ts';
import { Refusal, type RefusalCode } from '../../src/domain/refusal.ts';
import { SupervisedThread } from '../../src/threads/supervised-thread.ts';
import { eventually } from '../support/within.ts';

type Requests = {
  greet(name: string): string;
  threadId(): number;
  refuse(): never;
  hold(gate: SharedArrayBuffer): string;
  sayMuch(lines: number): void;
  die(): never;
  exit(): never;
};
class Unavailable extends Error {}

let lines: { level: string; details: Record<string, unknown>; message: string }[];
let notices: number[];
let thread: SupervisedThread<Requests>;

beforeEach(() => {
  lines = [];
  notices = [];
  const at = (level: string) => (details: object, message: string) =>
    void lines.push({ level, details: details as Record<string, unknown>, message });
  thread = new SupervisedThread<Requests>({
    name: 'test',
    file: new URL('./test.thread.ts', import.meta.url),
    data: { greeting: 'Hello' },
    logger: { info: at('info'), warn: at('warn'), error: at('error') },
    onNotice: (notice: number) => void notices.push(notice),
    revive: ({ name, fields }) => (name === 'Refusal' ? new Refusal(fields.code as RefusalCode, fields) : undefined),
    unavailable: (message) => new Unavailable(message),
  });
});
afterEach(() => thread.stop());

it('answers what it is asked, and hands errors back as what they were', async () => {
  expect(await thread.ask('greet', 'Ann')).toBe('Hello, Ann');
  const refusal = await thread.ask('refuse').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code: 'NOT_FOUND' });
  await expect(thread.ask('sing' as 'greet', 'Ann')).rejects.toThrow("This thread can't sing");
});

it.each([
  ['an error that nobody caught', () => thread.ask('die'), 'tripped over itself'],
  ['an exit', () => thread.ask('exit'), 'it ended with code 7'],
  ['a kill', () => thread.kill().then(() => thread.ask('threadId')), 'it ended with code 1'],
])('ended by %s, it says why, fails what it was asked and is started again', async (_what, end, reason) => {
  const before = await thread.ask('threadId');
  await expect(end()).rejects.toThrow(Unavailable);
  expect(thread.fault).toContain(reason);
  expect(lines).toMatchObject([
    { level: 'error', details: { thread: 'test' }, message: expect.stringContaining('ended') },
  ]);
  await eventually(() => thread.fault === undefined);
  expect(await thread.ask('threadId')).toBeGreaterThan(before);
});

it('a thread that can not be started says so, and is tried again', async () => {
  const missing = new SupervisedThread<Requests>({
    name: 'missing',
    file: new URL('./no-such.thread.ts', import.meta.url),
    data: {},
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    unavailable: (message) => new Unavailable(message),
  });
  await missing.start();
  expect(missing.fault).toContain('no-such.thread.ts');
  await expect(missing.ask('greet', 'Ann')).rejects.toThrow(Unavailable);
  await missing.stop();
});

it('turns requests away when too many wait, and takes them again when those are answered', async () => {
  await thread.start();
  const gate = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const held = thread.ask('hold', gate);
  const asked = Array.from({ length: 999 }, (_, index) => thread.ask('greet', String(index)));
  await expect(thread.ask('greet', 'one too many')).rejects.toThrow(Overloaded);
  Atomics.store(new Int32Array(gate), 0, 1);
  Atomics.notify(new Int32Array(gate), 0);
  // Whether the thread was waiting already, or found the gate open.
  expect(['ok', 'not-equal']).toContain(await held);
  expect((await Promise.all(asked)).at(-1)).toBe('Hello, 998');
  expect(await thread.ask('greet', 'Ann')).toBe('Hello, Ann');
});

it('keeps the newest notice and so many lines while the main thread is busy, and says what was lost', async () => {
  await thread.ask('sayMuch', 1_000);
  await eventually(() => lines.some(({ details }) => 'linesLost' in details));
  await eventually(() => notices.at(-1) === 999);
  expect(notices.length).toBeLessThanOrEqual(3);
  const said = lines.filter(({ message }) => message === 'said');
  const lost = lines.filter(({ details }) => 'linesLost' in details).map(({ details }) => Number(details.linesLost));
  expect(said.length).toBeLessThanOrEqual(102);
  expect(said.length + lost.reduce((sum, some) => sum + some, 0)).toBe(1_000);
});

it('finishes when it is stopped, and is not started again', async () => {
  await thread.start();
  await thread.stop();
  expect(lines).toEqual([{ level: 'info', details: {}, message: 'finished' }]);
  await expect(thread.ask('greet', 'Ann')).rejects.toThrow(Unavailable);
});
