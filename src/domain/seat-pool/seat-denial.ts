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

export type SeatDenialCommand = Message<'RecordDenial', { at: string; denial: SeatDenialEvent['data'] }>;

/** When each agent was last recorded; agents not refused within the window are forgotten. */
export type SeatDenials = { recordedMs: Map<string, number> };

/** O6: one record a minute for each agent. */
export const DENIAL_WINDOW_SECONDS = 60;

const initial = (): SeatDenials => ({ recordedMs: new Map() });

const WINDOW_MS = DENIAL_WINDOW_SECONDS * 1_000;

/** O6: a client in a loop folds into one record, also when its refusals come from several nodes. */
function decide({ data: { at, denial } }: SeatDenialCommand, { recordedMs }: SeatDenials): SeatDenialEvent[] {
  const lastMs = recordedMs.get(denial.agentId);
  if (lastMs !== undefined && Date.parse(at) - lastMs < WINDOW_MS) return [];
  return [{ type: 'SeatDenied', data: denial }];
}

function evolve(denials: SeatDenials, { data, metadata }: Recorded<SeatDenialEvent>): SeatDenials {
  const { recordedMs } = denials;
  const nowMs = Date.parse(metadata.occurredAt);
  recordedMs.delete(data.agentId);
  recordedMs.set(data.agentId, nowMs);
  for (const [agentId, thenMs] of recordedMs) {
    if (nowMs - thenMs < WINDOW_MS) break;
    recordedMs.delete(agentId);
  }
  return denials;
}

export const seatDenial: Decider<SeatDenials, SeatDenialCommand, SeatDenialEvent> = { initial, decide, evolve };
