import type { Decider, Message, Recorded } from '../decider.ts';

// Stored contract: names and fields below are on disk for ever. Add, never rename.
export type SeatDenialEvent = Message<
  'SeatDenied',
  {
    agentId: string;
    capacity: number;
    /** Who held the shared seats when the agent was refused. */
    occupants: string[];
    queued: number;
    /** Refusals folded into this record. */
    count: number;
    firstAt: string;
    lastAt: string;
  }
>;

export type SeatDenialCommand = Message<'RecordDenial', SeatDenialEvent['data']>;

/** When each agent was last recorded; agents not refused within the window are forgotten. */
export type SeatDenials = { lastAtMs: Map<string, number> };

/** O6: one record a minute for each agent. */
export const DENIAL_WINDOW_SECONDS = 60;

const initial = (): SeatDenials => ({ lastAtMs: new Map() });

/** O6: a client in a loop folds into one record, also when its refusals come from several nodes. */
function decide({ data }: SeatDenialCommand, { lastAtMs }: SeatDenials): SeatDenialEvent[] {
  const recordedMs = lastAtMs.get(data.agentId);
  if (recordedMs !== undefined && Date.parse(data.lastAt) - recordedMs < DENIAL_WINDOW_SECONDS * 1_000) return [];
  return [{ type: 'SeatDenied', data }];
}

function evolve(denials: SeatDenials, event: Recorded<SeatDenialEvent>): SeatDenials {
  const { agentId, lastAt } = event.data;
  const { lastAtMs } = denials;
  lastAtMs.delete(agentId);
  lastAtMs.set(agentId, Date.parse(lastAt));
  for (const [agent, recordedMs] of lastAtMs) {
    if (Date.parse(lastAt) - recordedMs < DENIAL_WINDOW_SECONDS * 1_000) break;
    lastAtMs.delete(agent);
  }
  return denials;
}

export const seatDenial: Decider<SeatDenials, SeatDenialCommand, SeatDenialEvent> = { initial, decide, evolve };
