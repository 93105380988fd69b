import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Overloaded } from '../common/overloaded.ts';
import type { FromThread, Level, Report, ThrownError, ToThread } from './messages.ts';

/** What may wait for a thread's answers; beyond it a request is turned away. */
const ASKED_MAX = 1_000;
const START_AGAIN_MS = { first: 100, most: 5_000 } as const;
/** A thread that ran for so long was a good one: the next one is started without hesitation. */
const STEADY_AFTER_MS = 10_000;
/** A thread that has not finished by then is cut off. */
const STOP_WITHIN_MS = 5_000;
/** One thread's heap; over it the thread ends and is started again, and the process goes on. */
const HEAP_MB = 1_024;

type Requests = { [request: string]: (...args: never[]) => unknown };

export type ThreadOptions = {
  /** As operators and `fault` name it. */
  name: string;
  file: URL;
  data: unknown;
  logger: { [L in Level]: (details: object, message: string) => void };
  /** What the thread says by itself. */
  onNotice?(notice: never): void;
  /** It can be asked: for the first time, or again. */
  onReady?(): void;
  /** Makes an error that this thread tells apart of what the other has thrown. */
  revive?(error: ThrownError): Error | undefined;
  /** What a request is refused with while there is no thread to ask. */
  unavailable(message: string): Error;
};

type Asked = PromiseWithResolvers<unknown>;

/**
 * A worker thread that is started again when it ends by itself, whatever ended it. What it was asked then fails; what it
 * does has to be such that a new thread can go on with it.
 */
export class SupervisedThread<R extends Requests> {
  readonly #options: ThreadOptions;
  readonly #asked = new Map<number, Asked>();
  readonly #stopping = new AbortController();
  readonly #settled = Promise.withResolvers<void>();
  #asks = 0;
  #worker: Worker | undefined;
  #running: Promise<void> | undefined;
  #fault: string | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** Why there is no thread at the moment. */
  get fault(): string | undefined {
    return this.#fault && `The ${this.#options.name} thread has ended and is started again: ${this.#fault}`;
  }

  /** Starts it unless that was done. Resolves when it is ready, or has failed for the first time. */
  start(): Promise<void> {
    this.#running ??= this.#supervise();
    return this.#settled.promise;
  }

  /**
   * Starts the thread where it is needed for the first time.
   * @throws Overloaded, what `unavailable` makes when the thread is gone, what the thread threw.
   */
  async ask<Name extends keyof R & string>(
    request: Name,
    ...args: Parameters<R[Name]>
  ): Promise<Awaited<ReturnType<R[Name]>>> {
    void this.start();
    if (this.#asked.size >= ASKED_MAX) throw new Overloaded();
    const worker = this.#worker;
    if (!worker) throw this.#unavailable();
    const asked = Promise.withResolvers<unknown>();
    this.#asks += 1;
    this.#asked.set(this.#asks, asked);
    post(worker, { ask: this.#asks, request, args });
    return asked.promise as Promise<Awaited<ReturnType<R[Name]>>>;
  }

  /** Lets it finish what is under way. One that is deep in a long query ends with it; nobody waits for that. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#worker) post(this.#worker, 'stop');
    const inTime = new AbortController();
    const late = pause(STOP_WITHIN_MS, undefined, { signal: inTime.signal }).catch(() => undefined);
    await Promise.race([this.#running, late]);
    inTime.abort();
    void this.#worker?.terminate();
  }

  /** Ends the thread on the spot, as a crash would. It is started again. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  async #supervise(): Promise<void> {
    const { logger, name } = this.#options;
    const { signal } = this.#stopping;
    for (let waitMs: number = START_AGAIN_MS.first; !signal.aborted; ) {
      const beganMs = performance.now();
      const reason = await this.#run();
      this.#settled.resolve();
      if (signal.aborted) return;
      this.#fault = reason;
      logger.error({ thread: name, reason }, 'A thread has ended; it is started again');
      if (performance.now() - beganMs >= STEADY_AFTER_MS) waitMs = START_AGAIN_MS.first;
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, START_AGAIN_MS.most);
    }
  }

  /** Runs one thread to its end, and answers why it ended. */
  async #run(): Promise<string> {
    const { file, data } = this.#options;
    const worker = new Worker(file, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    this.#worker = worker;
    let reason: string | undefined;
    worker.on('message', (message: FromThread) => {
      if (typeof message === 'object' && 'failedToStart' in message) reason = message.failedToStart.message;
      else this.#heard(worker, message);
    });
    worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
    const { promise: exited, resolve } = Promise.withResolvers<number>();
    worker.on('exit', resolve);
    const code = await exited;
    this.#worker = undefined;
    this.#fault = reason ??= `it ended with code ${code}`;
    for (const { reject } of this.#asked.values()) reject(this.#unavailable());
    this.#asked.clear();
    return reason;
  }

  #heard(worker: Worker, message: Exclude<FromThread, { failedToStart: ThrownError }>): void {
    if (message === 'ready') {
      this.#fault = undefined;
      this.#settled.resolve();
      this.#options.onReady?.();
    } else if ('told' in message) {
      post(worker, 'heard');
      this.#told(message.told);
    } else if ('failed' in message) {
      const { error } = message;
      this.#take(message.failed)?.reject(this.#options.revive?.(error) ?? revived(error));
    } else {
      this.#take(message.answered)?.resolve(message.answer);
    }
  }

  #take(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  #told({ notice, lines, linesLost }: Report): void {
    const { logger, name, onNotice } = this.#options;
    for (const { level, details, message } of lines) logger[level](details, message);
    if (linesLost > 0) logger.warn({ thread: name, linesLost }, 'A thread had more to say than could be taken');
    if (notice !== undefined) onNotice?.(notice as never);
  }

  #unavailable(): Error {
    return this.#options.unavailable(this.fault ?? `The ${this.#options.name} thread is not running`);
  }
}

function revived({ name, message, stack, fields }: ThrownError): Error {
  return Object.assign(new Error(message), { ...fields, name, stack });
}

const post = (worker: Worker, message: ToThread): void => worker.postMessage(message);
