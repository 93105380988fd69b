import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { asData, type FromThread, type Level, type LogLine, type ToThread } from './messages.ts';

/** Lines of the log that wait for the main thread to take them; later ones are counted only. */
const WAITING_LINES_MAX = 100;

/** What a thread is able to do. Arguments and answers are copied, so they are plain data. */
export type Handlers = { [request: string]: (...args: never[]) => unknown };

export type Served = {
  handlers: Handlers;
  /** Finishes what is under way. The thread ends after it. */
  close(): Promise<void>;
};

export type ThreadLogger = { [L in Level]: (details: unknown, message?: string) => void };

/** What a thread has of the main one. */
export type MainThread = {
  /** Told as soon as the notice before was heard; only the newest waits. */
  tell(notice: unknown): void;
  logger: ThreadLogger;
};

/**
 * Makes this thread do what `SupervisedThread` asks for. Each request runs as it comes, several at a time where they wait for
 * something.
 * @param open gets the data that the thread was started with.
 */
export async function serve<Data>(open: (data: Data, main: MainThread) => Promise<Served>): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('This is to be run in a worker thread');
  const reports = new Reports(port);
  const stopping = Promise.withResolvers<void>();
  const opening = open(workerData as Data, { tell: (notice) => reports.tell(notice), logger: loggerOf(reports) });
  port.on('message', (message: ToThread) => {
    if (message === 'stop') stopping.resolve();
    else if (message === 'heard') reports.heard();
    else void answer(port, opening, message);
  });
  try {
    const { close } = await opening;
    post(port, 'ready');
    await stopping.promise;
    await close();
  } catch (error) {
    post(port, { failedToStart: asData(error) });
  } finally {
    port.close();
  }
}

async function answer(
  port: MessagePort,
  opening: Promise<Served>,
  { ask, request, args }: Extract<ToThread, { ask: number }>,
): Promise<void> {
  try {
    const { handlers } = await opening;
    const handler = handlers[request];
    if (!handler) throw new Error(`This thread can't ${request}`);
    post(port, { answered: ask, answer: await handler(...(args as never[])) });
  } catch (error) {
    post(port, { failed: ask, error: asData(error) });
  }
}

const post = (port: MessagePort, message: FromThread): void => port.postMessage(message);

/** At most one report is on its way: however slow the main thread is, what waits for it is bounded. */
class Reports {
  readonly #port: MessagePort;
  #notice: unknown;
  #lines: LogLine[] = [];
  #linesLost = 0;
  #isUnderWay = false;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  tell(notice: unknown): void {
    this.#notice = notice;
    this.#send();
  }

  line(line: LogLine): void {
    if (this.#lines.length < WAITING_LINES_MAX) this.#lines.push(line);
    else this.#linesLost += 1;
    this.#send();
  }

  heard(): void {
    this.#isUnderWay = false;
    if (this.#notice !== undefined || this.#lines.length > 0) this.#send();
  }

  #send(): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    post(this.#port, { told: { notice: this.#notice, lines: this.#lines, linesLost: this.#linesLost } });
    this.#notice = undefined;
    this.#lines = [];
    this.#linesLost = 0;
  }
}

function loggerOf(reports: Reports): ThreadLogger {
  const at = (level: Level) => (details: unknown, message?: string) => {
    if (typeof details === 'string') reports.line({ level, details: {}, message: details });
    else reports.line({ level, details: plain(details as object), message: message ?? '' });
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Errors in it become data, as pino has them. */
function plain(details: object): object {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, value instanceof Error ? errorLine(value) : value]),
  );
}

function errorLine(error: Error): object {
  const { name: type, message, stack } = asData(error);
  return { type, message, stack };
}
