import type { FollowingPolicy } from '../../src/policies/policy.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = openDesk();
  await desk.open(2, ['ann', 'bob']);
});
afterEach(() => desk.close());

/** Notes which users it has heard of; fails when told to. */
function listener(fails: (userId: string, tries: number) => boolean = () => false) {
  const heard: string[] = [];
  const policy: FollowingPolicy = {
    name: 'listener',
    on: ['UserAdded'],
    async handle({ stream }) {
      heard.push(stream);
      if (fails(stream, heard.length)) throw new Error(`no ear for ${stream}`);
    },
  };
  return { policy, heard };
}

it('goes on behind its checkpoint after a restart', async () => {
  const first = listener();
  await desk.catchUp('listener', () => [first.policy]);
  expect(first.heard).toEqual(['user-ann', 'user-bob']);
  await desk.addUser('cat');
  const second = listener();
  await desk.catchUp('listener', () => [second.policy]);
  expect(second.heard).toEqual(['user-cat']);
});

it('on a log restored from an older backup it begins again: what it did since may have been restored away', async () => {
  const head = await desk.store.head();
  await desk.checkpoints.save('listener', head + 1_000);
  const { policy, heard } = listener();
  await desk.runUntil(
    () => heard.length === 2,
    () => [policy],
  );
  expect(heard).toEqual(['user-ann', 'user-bob']);
  await desk.addUser('cat');
  await desk.catchUp('listener', () => [policy]);
  expect(heard).toEqual(['user-ann', 'user-bob', 'user-cat']);
  expect(await desk.checkpoints.load('listener')).toBe(await desk.store.head());
});

it('tries again what failed, in the order of events', async () => {
  const { policy, heard } = listener((_stream, tries) => tries < 3);
  const { stopped } = await desk.catchUp('listener', () => [policy]);
  expect(heard).toEqual(['user-ann', 'user-ann', 'user-ann', 'user-bob']);
  expect(stopped).toEqual([]);
  expect(desk.complaints.map(({ message }) => message)).toEqual(Array(2).fill('A policy failed at an event'));
});

it('one that keeps failing stops loudly, passes nothing over, and leaves the others running', async () => {
  const head = await desk.store.head();
  const failing = listener((stream) => stream === 'user-bob');
  const other = { ...listener().policy, name: 'another' };
  const policies = await desk.runUntil(
    async () =>
      desk.complaints.some(({ message }) => message.startsWith('A policy stopped')) &&
      (await desk.checkpoints.load('another')) === head,
    () => [failing.policy, other],
  );
  expect(policies.stopped).toEqual([{ name: 'listener', error: 'no ear for user-bob' }]);
  expect(failing.heard.filter((stream) => stream === 'user-bob')).toHaveLength(8);
  expect(desk.complaints.every(({ policy }) => policy === 'listener')).toBe(true);
  expect(await desk.checkpoints.load('another')).toBe(head);
  const mended = listener();
  await desk.catchUp('listener', () => [mended.policy]);
  expect(mended.heard).toContain('user-bob');
});
