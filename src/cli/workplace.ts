import { destination, type Logger } from 'pino';
import { readSettings } from '../config.ts';
import { createLogger } from '../http/logging.ts';
import { openStores, requireLog, type Stores } from '../stores.ts';

/** What the commands work on: the stores of the data folder, and nothing of it moves. */
export type Workplace = Stores;

const STANDARD_ERROR = 2;

/** Opens the folder of the server's own settings. Takes the log's lock, so a server that runs there is noticed. */
export async function openWorkplace(): Promise<Workplace> {
  const settings = readSettings();
  requireLog(settings);
  return openStores(settings, commandLogger(), () => process.exit(1));
}

/** What goes wrong meanwhile, beside what the command itself has to say. */
export function commandLogger(): Logger {
  return createLogger('warn', destination({ dest: STANDARD_ERROR, sync: true }));
}
