import { withProgress } from '../cli/progress.ts';
import type { Company } from './company.ts';
import type { Pace, Traffic } from './traffic.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const OPENS_AT_HOUR = 8;
const CLOSES_AT_HOUR = 18;
const PEAK_HOURS: ReadonlySet<number> = new Set([10, 14]);
const USUAL: Pace = { starts: 0.07, clears: 0.004, lengthMs: [20 * MINUTE_MS, 100 * MINUTE_MS] };
const PEAK: Pace = { ...USUAL, starts: 0.22, clears: 0.015 };
const CLOSED: Pace = { ...USUAL, starts: 0, clears: 0 };

/** Time as the demo has it: set while history is made, the wall clock's afterwards. */
export type Time = { ms: number | null };

/** Lives through the days up to now, minute by minute, so that every lease is renewed in time; hours with nobody are skipped. */
export function makeHistory(company: Company, traffic: Traffic, time: Time, signal: AbortSignal): Promise<void> {
  const fromMs = company.clock.nowMs();
  const untilMs = Date.now();
  const growsAtMs = fromMs + (untilMs - fromMs) / 2;
  let hasGrown = false;
  let day = -1;
  return withProgress('Making history', async (onProgress) => {
    for (let ms = fromMs; ms < untilMs && !signal.aborted; ms += MINUTE_MS) {
      const pace = paceAt(ms);
      if (pace === CLOSED && traffic.isQuiet) continue;
      time.ms = ms;
      await traffic.renew();
      if (pace !== CLOSED && day !== dayOf(ms)) {
        day = dayOf(ms);
        await company.signIn();
        onProgress(ms - fromMs, untilMs - fromMs);
      }
      if (!hasGrown && ms >= growsAtMs) {
        hasGrown = true;
        await company.grow();
      }
      await traffic.sweep();
      await traffic.step(pace);
    }
    time.ms = null;
    await traffic.renew();
  });
}

function paceAt(ms: number): Pace {
  const at = new Date(ms);
  const isWeekend = at.getDay() === 0 || at.getDay() === 6;
  const hour = at.getHours();
  if (isWeekend || hour < OPENS_AT_HOUR || hour >= CLOSES_AT_HOUR) return CLOSED;
  return PEAK_HOURS.has(hour) ? PEAK : USUAL;
}

const dayOf = (ms: number): number => new Date(ms).getDate();
