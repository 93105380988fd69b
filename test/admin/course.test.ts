import { describe, expect, it } from '@jest/globals';
import { courseOf } from '../../admin/src/pages/overview/course.ts';

const at = (minute: number) => Date.UTC(2026, 0, 5, 9, minute);
const entry = (minute: number, action: string, agent: string) => ({
  at: new Date(at(minute)).toISOString(),
  action,
  subject: { id: agent, name: agent },
});
const course = (entries: ReturnType<typeof entry>[], openNow: Record<string, number>, named: string[] = []) =>
  courseOf({
    entries: [...entries].reverse(),
    openNow: new Map(Object.entries(openNow)),
    named: new Set(named),
    fromMs: at(0),
    nowMs: at(60),
  });

describe('the course of a pool, folded from its history', () => {
  it('is a step up for each start and a step down for each end, and stands now where it stands', () => {
    const { steps, peak } = course(
      [entry(10, 'SessionStarted', 'bo'), entry(20, 'SessionStarted', 'cy'), entry(30, 'SessionEnded', 'bo')],
      { cy: 1 },
    );
    expect(steps).toEqual([
      { atMs: at(0), level: 0 },
      { atMs: at(10), level: 1 },
      { atMs: at(20), level: 2 },
      { atMs: at(30), level: 1 },
      { atMs: at(60), level: 1 },
    ]);
    expect(peak).toBe(2);
  });

  it('knows of sessions from before its beginning', () =>
    expect(course([entry(30, 'SessionEnded', 'old')], { bo: 1 }).steps[0]).toEqual({ atMs: at(0), level: 2 }));

  it('O2 counts an agent with two sessions once', () =>
    expect(
      course([entry(10, 'SessionStarted', 'bo'), entry(20, 'SessionStarted', 'bo')], { bo: 2 }).steps.map(
        ({ level }) => level,
      ),
    ).toEqual([0, 1, 1]));

  it('S1 leaves holders of named seats out', () =>
    expect(course([entry(10, 'SessionStarted', 'nora')], {}, ['nora']).peak).toBe(0));

  it('tells when somebody was refused', () =>
    expect(course([entry(15, 'SeatDenied', 'di')], {}).denialsMs).toEqual([at(15)]));
});
