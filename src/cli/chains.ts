import { type LogReport, verifyLog } from '../event-store/hash-chain.ts';
import { withProgress } from './progress.ts';
import type { Workplace } from './workplace.ts';

/** Whether every event is what was written; tells the first that is not. */
export async function verifyChains({ store }: Workplace): Promise<boolean> {
  const report = await withProgress('Verifying the log', (onProgress) => verifyLog(store, onProgress));
  if (report.ok) console.log(`${report.events} events in ${report.streams} streams: every chain holds`);
  else console.error(complaint(report));
  return report.ok;
}

function complaint({ events, streams, brokenStreams, firstBroken }: LogReport): string {
  const { stream, revision, position } = firstBroken!;
  return [
    `${events} events in ${streams} streams: ${brokenStreams} of the streams are not what was written.`,
    `The first break: ${stream} at revision ${revision} (position ${position}) was changed, or is missing.`,
    'Restore the log from a backup; this folder is evidence, so keep a copy of it.',
  ].join('\n');
}
