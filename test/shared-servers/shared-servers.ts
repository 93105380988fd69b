export type SharedServer = 'postgres' | 'event-store';

/** The address of a server that all files of this run share. Whoever asks first waits until it has started. */
export async function sharedServer(which: SharedServer): Promise<string> {
  const keeper = process.env.SHARED_SERVERS;
  if (!keeper) throw new Error('Servers are shared within a run of Jest: see globalSetup in jest.config.mjs');
  const answer = await fetch(`${keeper}/${which}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`No ${which}: ${text}`);
  return text;
}
