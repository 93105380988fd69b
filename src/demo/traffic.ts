import { FIRST_ACCOUNT } from '../bootstrap.ts';
import { systemContext } from '../commands/runner/command-context.ts';
import { newId } from '../common/ids.ts';
import { DEFAULT_PRODUCTS, PLATFORMS, type Product, SESSION_MODES } from '../domain/catalogue.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Agent, Company } from './company.ts';
import type { Random } from './random.ts';

const WARNING_SECONDS = 30;
const REASONS = [
  { reason: 'not-in-use', note: 'Nobody at the desk' },
  { reason: 'needed-elsewhere', note: 'A customer is waiting' },
  { reason: 'agent-asked', note: null },
] as const;

/** How busy the company is for one step. */
export type Pace = {
  /** The chance of each product that an agent wants to start a session. */
  starts: number;
  /** The chance that an admin clears a shared seat. */
  clears: number;
  /** How long sessions last, from and to. */
  lengthMs: readonly [number, number];
};

type Open = { agent: Agent; product: Product; endsAtMs: number };

/** Agents at work: they start sessions, connect, give signs of life and end; an admin clears a seat now and then. */
export class Traffic {
  readonly #open = new Map<string, Open>();

  constructor(
    private readonly company: Company,
    private readonly random: Random,
  ) {}

  get isQuiet(): boolean {
    return this.#open.size === 0;
  }

  /** Each open session's client is heard of. In this turn of the event loop: nothing comes between a moved clock and it. */
  renew(): Promise<unknown> {
    const { leases } = this.company.ledger;
    return Promise.all([...this.#open.keys()].map((sessionId) => leases.renew(sessionId)));
  }

  async step(pace: Pace): Promise<void> {
    await this.#endFinished();
    const starting = DEFAULT_PRODUCTS.filter(() => this.random.chance(pace.starts));
    for (const product of starting) await answered(this.#start(product, pace));
    if (this.random.chance(pace.clears)) await this.#clear();
  }

  /** What the sweeper does, for a clock that runs too fast for it. */
  async sweep(): Promise<void> {
    const { ledger, clock } = this.company;
    for (const { id } of DEFAULT_PRODUCTS) {
      const context = systemContext('grace-deadlines', FIRST_ACCOUNT, clock.now(), { commandId: newId() });
      await ledger.overdueSessions.endDue(context, id);
    }
    await ledger.denials.flush();
  }

  async #endFinished(): Promise<void> {
    const { ledger, clock } = this.company;
    const nowMs = clock.nowMs();
    for (const [sessionId, { agent, endsAtMs }] of this.#open) {
      if (endsAtMs > nowMs) continue;
      this.#open.delete(sessionId);
      await answered(ledger.sessions.end(this.company.as(agent.id), { sessionId, agentId: agent.id }));
    }
  }

  async #start(product: Product, { lengthMs }: Pace): Promise<void> {
    const { ledger, clock, agents } = this.company;
    const busy = new Set([...this.#open.values()].filter((open) => open.product === product).map((open) => open.agent));
    const free = agents.filter((agent) => agent.products.includes(product) && !busy.has(agent));
    if (free.length === 0) return;
    const agent = this.random.pick(free);
    const sessionId = newId();
    const platform = this.random.pick(PLATFORMS);
    const start = { product: product.id, agentId: agent.id, sessionId, platform, device: `${platform} desk` };
    const endsAtMs = clock.nowMs() + this.random.between(...lengthMs);
    const mode = this.random.pick(SESSION_MODES);
    await ledger.starts.start(this.company.as(agent.id), start);
    this.#open.set(sessionId, { agent, product, endsAtMs });
    if (product.occupiedFrom === 'sign-in') return;
    const customer = { sessionId, agentId: agent.id, mode, platform: this.random.pick(PLATFORMS) };
    await ledger.sessions.connect(this.company.as(agent.id), customer);
  }

  /** With a warning every other time; a warned client goes on until the deadline. */
  async #clear(): Promise<void> {
    if (this.isQuiet) return;
    const { ledger, admins } = this.company;
    const sessionId = this.random.pick([...this.#open.keys()]);
    const graceSeconds = this.random.chance(0.5) ? WARNING_SECONDS : 0;
    const why = { ...this.random.pick(REASONS), graceSeconds };
    const admin = this.company.as(this.random.pick(admins));
    const { results } = await ledger.sharedSessions.end(admin, { sessionIds: [sessionId], ...why });
    if (results[0]?.outcome === 'ended') this.#open.delete(sessionId);
  }
}

/** An agent who is refused, or whose session an admin has ended, leaves it at that. */
async function answered(command: Promise<unknown>): Promise<void> {
  try {
    await command;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
