import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventLog } from '../event-store/event-log.ts';
import { type Position, START } from '../event-store/event-store.ts';

const ACCOUNT_OPENED = 'AccountOpened';
const TRY_AGAIN_MS = 1_000;
/** How much of the log a start reads at most, as time: what was written in it. */
const KEEP_EVERY_MS = 60_000;

/** Where the list is kept between two starts. Disposable: without it the whole log is looked through once. */
export type KeptAccounts = {
  /** @returns `null` when there is none, or none of this log. */
  load(): Promise<{ accounts: readonly string[]; position: Position } | null>;
  save(accounts: readonly string[], position: Position): Promise<void>;
};

/** The accounts that the log knows: where somebody who signs in with an address alone is looked for. */
export class AccountList {
  readonly #accounts = new Set<string>();
  readonly #log: Pick<EventLog, 'readAll'>;
  readonly #kept: KeptAccounts;
  readonly #logger: Pick<Logger, 'warn'>;
  #isComplete = false;
  #keptAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: { log: Pick<EventLog, 'readAll'>; kept: KeptAccounts; logger: Pick<Logger, 'warn'> }) {
    this.#log = parts.log;
    this.#kept = parts.kept;
    this.#logger = parts.logger;
  }

  /** In the order in which they were opened, or heard of. */
  get all(): readonly string[] {
    return [...this.#accounts];
  }

  /** Whether every account is in it that was there when the process started. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Reads what was opened before this process started. What is opened meanwhile is told by whoever follows the log. */
  async catchUp(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#isComplete) {
      try {
        await this.#readToEnd(signal);
        this.#isComplete = !signal.aborted;
      } catch (err) {
        this.#logger.warn({ err }, 'The accounts of the log are not known yet; trying again');
        await pause(TRY_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Takes an event of the log into account. Twice does no harm. */
  take({ type, metadata }: { type: string; metadata: { account: string } }): void {
    if (type === ACCOUNT_OPENED) this.#accounts.add(metadata.account);
  }

  /** The log has been followed up to here: now and then the list is kept as of then, so that the next start reads little. */
  passed(position: Position): void {
    const nowMs = performance.now();
    if (!this.#isComplete || nowMs - this.#keptAtMs < KEEP_EVERY_MS) return;
    this.#keptAtMs = nowMs;
    this.#kept.save(this.all, position).catch((err: unknown) => {
      this.#logger.warn({ err }, 'The list of accounts was not kept; the next one will be');
    });
  }

  async #readToEnd(signal: AbortSignal): Promise<void> {
    // Without what was kept the log has it all: the database that keeps it may be away.
    const kept = await this.#kept.load().catch(() => null);
    for (const account of kept?.accounts ?? []) this.#accounts.add(account);
    const after = kept?.position ?? START;
    for await (const page of this.#log.readAll({ after, filter: { types: [ACCOUNT_OPENED] } })) {
      for (const event of page) this.take(event);
      if (signal.aborted) return;
    }
  }
}
