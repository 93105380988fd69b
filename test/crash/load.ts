import { AnswerTimes } from '../support/answer-times.ts';
import { type Answer, type Api } from '../support/api.ts';
import { PRODUCT } from '../support/organisation.ts';
import { eventually } from '../support/within.ts';

/** What the server said was done, and so must be found in the log for ever. */
export type Acknowledged = { what: 'started' | 'ended'; sessionId: string; position: number };

const WORKERS = 24;
/** Against hanging. */
const EVERYBODY_WITHIN_MS = 90_000;

/** Clients that start, connect, end and clear sessions, and move the capacity about, until they are stopped or the server is gone. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  readonly unexpected: string[] = [];
  readonly answered = new AnswerTimes();
  /** Clients that gave up: the server was gone, or none of several answered. */
  gaveUp = 0;
  /** How long a client waited for an answer, at the longest; in milliseconds. */
  slowestMs = 0;
  readonly #lastAnswerMs = Array.from({ length: WORKERS }, () => 0);
  #stopped = false;
  readonly #open: Set<string>;

  constructor(
    private readonly admin: Api,
    private readonly service: Api,
    private readonly agentIds: readonly string[],
    /** Sessions that are open already. */
    open: Iterable<string>,
  ) {
    this.#open = new Set(open);
  }

  get answers(): number {
    return this.answered.atMs.length;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Resolves when every worker has stopped, or found the server gone. */
  async run(): Promise<void> {
    await Promise.all(this.#lastAnswerMs.map((_, worker) => this.#work(worker)));
  }

  /** Once no client is left that has had no answer since now. @throws when somebody gets none. */
  async everybodyAnswered(): Promise<void> {
    const sinceMs = performance.now();
    await eventually(() => this.#lastAnswerMs.every((atMs) => atMs > sinceMs), EVERYBODY_WITHIN_MS);
  }

  async #work(worker: number): Promise<void> {
    while (!this.#stopped) {
      const beganMs = performance.now();
      try {
        await this.#act();
        this.answered.note();
        this.#lastAnswerMs[worker] = performance.now();
        this.slowestMs = Math.max(this.slowestMs, performance.now() - beganMs);
      } catch {
        // The connection is gone with the server: whatever was under way was never acknowledged.
        this.gaveUp += 1;
        return;
      }
    }
  }

  #act(): Promise<void> {
    const chance = Math.random();
    if (chance < 0.5 || this.#open.size === 0) return this.#start();
    if (chance < 0.75) return this.#end(any([...this.#open]));
    if (chance < 0.85) return this.#connect(any([...this.#open]));
    if (chance < 0.92) return this.#clear([any([...this.#open]), any([...this.#open])]);
    if (chance < 0.97) return this.#reassign(any(this.agentIds));
    return this.#changeCapacity();
  }

  async #start(): Promise<void> {
    const answer = await this.service.post('/v1/sessions', { product: PRODUCT, agentId: any(this.agentIds) });
    if (!this.#expected(answer, 201, 409)) return;
    if (answer.status !== 201) return;
    this.#open.add(answer.body.sessionId);
    this.acknowledged.push({
      what: 'started',
      sessionId: answer.body.sessionId,
      position: Number(answer.body.position),
    });
  }

  async #end(sessionId: string): Promise<void> {
    const answer = await this.service.post(`/v1/sessions/${sessionId}/end`);
    if (!this.#expected(answer, 200)) return;
    this.#open.delete(sessionId);
    this.acknowledged.push({ what: 'ended', sessionId, position: Number(answer.body.position) });
  }

  async #connect(sessionId: string): Promise<void> {
    const body = { mode: 'attended', platform: 'windows' };
    this.#expected(await this.service.post(`/v1/sessions/${sessionId}/connect`, body), 200, 410);
  }

  async #clear(sessionIds: string[]): Promise<void> {
    const answer = await this.admin.post('/v1/shared-sessions/end', { sessionIds, reason: 'needed-elsewhere' });
    if (!this.#expected(answer, 200)) return;
    for (const { sessionId, outcome } of answer.body.results) {
      if (outcome === 'not-found') continue;
      this.#open.delete(sessionId);
      this.acknowledged.push({ what: 'ended', sessionId, position: Number(answer.body.position) });
    }
  }

  /** S6: what was open on the seat ends in the same append. */
  async #reassign(userId: string): Promise<void> {
    const type = Math.random() < 0.8 ? 'concurrent' : 'named';
    const answer = await this.admin.put(`/v1/users/${userId}/seats/${PRODUCT}`, { type });
    this.#expected(answer, 200, 409);
  }

  async #changeCapacity(): Promise<void> {
    const concurrent = 3 + Math.floor(Math.random() * 5);
    this.#expected(await this.admin.put(`/v1/plan/${PRODUCT}`, { named: 3, concurrent }), 200, 409);
  }

  #expected({ status, body }: Answer, ...statuses: number[]): boolean {
    if (statuses.includes(status)) return true;
    this.unexpected.push(`${status} ${JSON.stringify(body)}`);
    return false;
  }
}

function any<T>(from: readonly T[]): T {
  return from[Math.floor(Math.random() * from.length)]!;
}
