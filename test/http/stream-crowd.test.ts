import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/within.ts';
import { EventStream, listening } from './event-stream.ts';
import { ADA, type Client, required, World } from './harness.ts';

const LISTENERS = 1_000;
const AT_ONCE = 100;
/** Against hanging, on a machine that is busy with other work. */
const WITHIN_MS = 120_000;

describe('a thousand listeners', () => {
  let world: World;
  let url: string;
  let ada: Client;
  const open: EventStream[] = [];

  beforeAll(async () => {
    world = await World.open();
    url = await listening(world);
    ada = await world.signIn(ADA);
  });
  afterAll(async () => {
    for (const stream of open) stream.leave();
    await world.close();
  });

  it(
    'are all told the same, and all go on behind what they heard last',
    async () => {
      const headers = { authorization: `Bearer ${ada.token}` };
      const listen = async (more: Record<string, string>) => {
        const streams: EventStream[] = [];
        for (let from = 0; from < LISTENERS; from += AT_ONCE) {
          const some = Array.from({ length: AT_ONCE }, () =>
            EventStream.open(`${url}/v1/stream`, { ...headers, ...more }),
          );
          streams.push(...(await Promise.all(some)));
        }
        open.push(...streams);
        return streams;
      };
      const streams = await listen({});
      await eventually(() => streams.every(({ lastEventId }) => lastEventId !== null));
      expect(world.app.parts.push.listeners).toBe(LISTENERS);
      const from = streams[0]!.lastEventId!;
      const said: string[] = [];
      for (let index = 0; index < 10; index++)
        said.push(required(await ada.patch('/v1/me', { firstName: `Ada${index}` }), 200).position);
      const heardAll = (all: EventStream[]) => eventually(() => all.every(({ told }) => told.length >= said.length));
      await heardAll(streams);
      for (const stream of streams) stream.leave();
      const resumed = await listen({ 'last-event-id': from });
      await heardAll(resumed);
      for (const { told } of [...streams, ...resumed]) expect(told.map(({ id }) => id)).toEqual(said);
      for (const stream of resumed) stream.leave();
      await eventually(() => world.app.parts.push.listeners === 0);
    },
    WITHIN_MS,
  );
});
