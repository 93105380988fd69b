import { newId } from '../../src/common/ids.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { agent, type Bench, contextOf, end, start, timed } from '../pools.ts';
import type { Peer } from './peer.ts';

const CLIENTS = [512];

/** The command runner, as the server has it. */
export function seatledger(name: string, { runner, close }: Pick<Bench, 'runner' | 'close'>): Peer {
  let streams: string[] = [];
  return {
    name,
    clients: CLIENTS,
    furnish: async (pools, capacity) => {
      streams = Array.from({ length: pools }, () => `seatPool-bench.${newId()}`);
      const agents = pools === 1 ? Math.max(...CLIENTS) : 1;
      await Promise.all(
        streams.map(async (stream, index) => {
          await runner.run(
            stream,
            timed({ type: 'ChangeCapacity', data: { named: 0, concurrent: capacity, reason: null } }),
            contextOf(),
          );
          for (let n = 0; n < agents; n += 1) {
            const userId = agent(pools === 1 ? n : index);
            await runner.run(
              stream,
              timed({ type: 'AssignSeat', data: { userId, seatType: 'concurrent' } }),
              contextOf(),
            );
          }
        }),
      );
    },
    acquire: async (index, agentId, sessionId) => {
      try {
        await runner.run(streams[index]!, start(agentId, sessionId), contextOf());
        return true;
      } catch (error) {
        if (error instanceof Refusal && error.code === 'ALL_SHARED_SEATS_IN_USE') return false;
        throw error;
      }
    },
    end: async (index, agentId, sessionId) => {
      await runner.run(streams[index]!, end(agentId, sessionId), contextOf());
    },
    occupants: (index) => runner.ask(streams[index]!, ({ sessions }) => sessions.size),
    close,
  };
}
