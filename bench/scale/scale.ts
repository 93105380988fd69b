import { lapses } from './lapses.ts';
import { longLog } from './long-log.ts';

/** What one machine holds. Takes long, so it runs only when it is named. */
export async function scale(): Promise<void> {
  await lapses();
  await longLog();
}
