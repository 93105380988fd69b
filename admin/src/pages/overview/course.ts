import type { AuditEntry } from '../../api/queries.ts';

export type Step = { atMs: number; level: number };
export type Course = { steps: Step[]; denialsMs: number[]; peak: number };

type CourseParts = {
  /** Agents with open sessions now, and how many each has. */
  openNow: ReadonlyMap<string, number>;
  /** Newest first. */
  entries: readonly Pick<AuditEntry, 'at' | 'action' | 'subject'>[];
  /** Holders of named seats: they take nothing from the pool. */
  named: ReadonlySet<string>;
  fromMs: number;
  nowMs: number;
};

/**
 * How many agents occupied the pool at each instant (O2: one with several sessions counts once), told backwards from now.
 * Whose seat changed its type within these hours counts as what it is now.
 */
export function courseOf({ openNow, entries, named, fromMs, nowMs }: CourseParts): Course {
  const open = new Map(openNow);
  const steps: Step[] = [{ atMs: nowMs, level: open.size }];
  const denialsMs: number[] = [];
  for (const { at, action, subject } of entries) {
    const atMs = Date.parse(at);
    if (atMs < fromMs) break;
    if (action === 'SeatDenied') denialsMs.push(atMs);
    if (subject === null || named.has(subject.id)) continue;
    const before = open.size;
    if (action === 'SessionEnded') change(open, subject.id, 1);
    if (action === 'SessionStarted') change(open, subject.id, -1);
    // The level after the event was `before`: that is the step that begins here.
    if (open.size !== before) steps.push({ atMs, level: before });
  }
  steps.push({ atMs: fromMs, level: open.size });
  steps.reverse();
  return { steps, denialsMs: denialsMs.reverse(), peak: Math.max(...steps.map(({ level }) => level)) };
}

function change(open: Map<string, number>, agent: string, by: number): void {
  const left = (open.get(agent) ?? 0) + by;
  if (left > 0) open.set(agent, left);
  else open.delete(agent);
}
