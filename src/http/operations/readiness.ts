import type { EventStore } from '../../event-store/event-store.ts';
import type { ReadModels } from '../../read-models/read-models.ts';
import type { Policies } from '../../policies/policies.ts';
import type { Admission } from '../hooks.ts';

/** A projection this far behind shows a picture too old to act on. */
const MAX_LAG_EVENTS = 10_000;

export type ReadinessAnswer = {
  status: 'ready' | 'not-ready';
  reasons: string[];
  position: string;
  projections: { name: string; state: string; position: string; reason?: string }[];
};

export type ServingAnswer = { status: 'serving' | 'not-serving'; reasons: string[] };

/** Why not everybody who may can sign in here now, if so. */
type SignInState = { notReady(): string | undefined };

type Parts = {
  store: Pick<EventStore, 'head'>;
  readModels: Pick<ReadModels, 'status' | 'fault'>;
  reading: { ping(): Promise<void> };
  queryThreads: { readonly faults: readonly string[] };
  historyThread: { readonly fault: string | undefined };
  policies: Pick<Policies, 'stopped'>;
  admission: Pick<Admission, 'draining'>;
  access: SignInState;
  writers?: { readonly fault: Error | undefined };
};

/** Whether requests should come here, and if not, why: each reason names the part and the place. */
export class Readiness {
  constructor(private readonly parts: Parts) {}

  /**
   * Whether commands should come here: for balancers. A read model that has stopped turns readiness red, and seats go on
   * being granted all the same.
   */
  async serving(): Promise<ServingAnswer> {
    const { reasons } = await this.#reach();
    return { status: reasons.length === 0 ? 'serving' : 'not-serving', reasons };
  }

  async check(): Promise<ReadinessAnswer> {
    const { reasons, head } = await this.#reach();
    const { readModels, queryThreads, historyThread, policies } = this.parts;
    if (readModels.fault !== undefined) reasons.push(readModels.fault);
    reasons.push(...queryThreads.faults);
    if (historyThread.fault !== undefined) reasons.push(historyThread.fault);
    const projections = readModels.status().map((projection) => {
      const reason = reasonOf(projection, head);
      if (reason) reasons.push(`${projection.name}: ${reason}`);
      const { name, state, position } = projection;
      return { name, state, position: String(position), ...(reason ? { reason } : {}) };
    });
    for (const { name, error } of policies.stopped) reasons.push(`The policy ${name} has stopped: ${error}`);
    return { status: reasons.length === 0 ? 'ready' : 'not-ready', reasons, position: String(head), projections };
  }

  /** What this node can't do without, whatever it is asked. */
  async #reach(): Promise<{ reasons: string[]; head: number }> {
    const reasons: string[] = [];
    const { admission, access, store, reading, writers } = this.parts;
    if (admission.draining) reasons.push('The process is stopping.');
    const notReady = access.notReady();
    if (notReady !== undefined) reasons.push(notReady);
    if (writers?.fault) reasons.push(writers.fault.message);
    const head = await store.head().catch((error: Error) => {
      reasons.push(`The event store does not answer: ${error.message}`);
      return 0;
    });
    await reading.ping().catch((error: Error) => reasons.push(error.message));
    return { reasons, head };
  }
}

type ProjectionStatus = ReturnType<ReadModels['status']>[number];

function reasonOf({ state, position, stoppedAt, error }: ProjectionStatus, head: number): string | undefined {
  if (state === 'stopped') return `stopped at position ${stoppedAt ?? position}; the log says why`;
  if (error !== undefined) return `waits: ${error}`;
  if (head - position > MAX_LAG_EVENTS) return `is ${head - position} events behind`;
  return undefined;
}
