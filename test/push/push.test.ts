import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PositionBeyondHead } from '../../src/event-store/event-store.ts';
import { CHANGES, EVERYTHING } from '../../src/push/audiences.ts';
import { Memberships } from '../../src/push/memberships.ts';
import { Listener } from '../../src/push/listener.ts';
import { Push } from '../../src/push/push.ts';
import { onEachDatabase } from '../read-models/databases.ts';
import { added, openWorld, started, type World } from '../read-models/world.ts';
import { eventually } from '../support/within.ts';

let world: World;
let push: Push;

onEachDatabase((databases) => {
  beforeEach(async () => {
    world = await openWorld({ databases });
    await world.start();
    push = newPush();
  });
  afterEach(async () => {
    await push.close();
    await world.close();
  });

  const newPush = () =>
    new Push(world.log, new Memberships(world.db, world.readModels, world.log), (error) => {
      throw error;
    });

  it('says everything once and in order to listeners that begin anywhere while events come in', async () => {
    const EVENTS = 400;
    const heard: string[][] = [];
    const begin = async (after: number | undefined) => {
      const ids: string[] = [];
      heard.push(ids);
      const out = new PassThrough();
      out.setEncoding('utf8').on('data', (text: string) => {
        for (const [, id] of text.matchAll(/^id: (\d+)$/gm)) ids.push(id!);
      });
      const from = await push.beginning(after);
      push.listen(out, { account: 'acme', scope: 'all', audience: EVERYTHING, after: from });
    };
    for (let index = 0; index < EVENTS; index++) {
      await world.user(`u${index}`, added(`User${index}`, 'Agent'));
      if (index % 20 === 10) await Promise.all([begin(0), begin(index - 5), begin(undefined)]);
    }
    const head = String(await world.log.head());
    await eventually(() => heard.every((ids) => ids.at(-1) === head));
    for (const ids of heard) {
      const first = Number(ids[0]);
      expect(ids).toEqual(Array.from({ length: Number(head) - first + 1 }, (_, index) => String(first + index)));
    }
  });

  it('cuts off a listener that takes nothing, and nobody else', async () => {
    const stuck = new Writable({ write: () => {} });
    const out = new PassThrough();
    const taken: string[] = [];
    out.setEncoding('utf8').on('data', (text: string) => taken.push(text));
    const after = await push.beginning(undefined);
    const options = { account: 'acme', scope: 'all', audience: EVERYTHING, after } as const;
    push.listen(stuck, options);
    const well = push.listen(out, options);
    for (let index = 0; push.listeners > 1; index++) {
      await world.pool(started(`s${index}`, 'bo'));
      expect(index).toBeLessThan(5_000);
    }
    expect(stuck.destroyed).toBe(true);
    const head = await world.log.head();
    await eventually(() => well.position === head);
    expect(taken.join('')).toContain(`id: ${head}\n`);
  });

  it('refuses to begin where the log has not got to', async () => {
    await expect(push.beginning((await world.log.head()) + 1)).rejects.toBeInstanceOf(PositionBeyondHead);
  });

  it('remembers no groups that have changed since', async () => {
    const heard: string[] = [];
    const listen = async () => {
      const out = new PassThrough();
      out.setEncoding('utf8').on('data', (text: string) => {
        for (const [, session] of text.matchAll(/"sessionId":"(\w+)"/g)) heard.push(session!);
      });
      const after = await push.beginning(undefined);
      return push.listen(out, { account: 'acme', scope: { groupIds: ['mine'] }, audience: CHANGES, after });
    };
    await world.user('bo', added('Bo', 'Agent', { groupIds: ['mine'] }));
    const listener = await listen();
    await world.pool(started('s1', 'bo'));
    await world.user('bo', { type: 'UserGroupsChanged', data: { groupIds: ['other'], managedGroupIds: [] } });
    await world.pool(started('s2', 'bo'));
    await world.user('bo', { type: 'UserGroupsChanged', data: { groupIds: ['mine'], managedGroupIds: [] } });
    await world.pool(started('s3', 'bo'));
    const head = await world.log.head();
    await eventually(() => listener.position === head);
    await eventually(() => heard.length >= 2);
    expect(heard).toEqual(['s1', 's3']);
  });
});

describe('a listener that nothing happens for', () => {
  it('gets a comment as a sign of life every 15 seconds, until it leaves', () => {
    jest.useFakeTimers();
    try {
      const out = new PassThrough().setEncoding('utf8');
      const listener = new Listener(out, { account: 'acme', scope: 'all', audience: CHANGES, after: 7 });
      expect(out.read()).toBe('retry: 2000\nid: 7\n\n');
      jest.advanceTimersByTime(14_999);
      expect(out.read()).toBeNull();
      jest.advanceTimersByTime(15_001);
      expect(out.read()).toBe(': still here\n\n: still here\n\n');
      listener.close();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('what is said to whom', () => {
  it('an event of a kind that no list shows says nothing', () => {
    const event = { type: 'SeatDenied', position: 1, stream: 'seatDenial-acme.x', data: {}, metadata: {} };
    expect(CHANGES.messages(event as never)).toEqual([]);
  });
});
