/** From the main thread. */
export type ToThread = { ask: number; request: string; args: unknown[] } | 'heard' | 'stop';

/** From the thread. */
export type FromThread =
  | 'ready'
  | { answered: number; answer: unknown }
  | { failed: number; error: ThrownError }
  | { failedToStart: ThrownError }
  | { told: Report };

/** What a thread says by itself, as of the moment it is sent. */
export type Report = { notice?: unknown; lines: LogLine[]; linesLost: number };

export type Level = 'info' | 'warn' | 'error';
export type LogLine = { level: Level; details: object; message: string };

/** An error as data: what crosses between threads would lose its class and its fields. */
export type ThrownError = { name: string; message: string; stack?: string; fields: { [name: string]: unknown } };

export function asData(error: unknown): ThrownError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} };
  const { name, message, stack, cause: _cause, ...fields } = error;
  return { name, message, stack, fields: JSON.parse(JSON.stringify(fields)) as ThrownError['fields'] };
}
