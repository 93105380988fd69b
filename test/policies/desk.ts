import { join } from 'node:path';
import type { RecordedEvent } from '../../src/event-store/event-log.ts';
import type { Position } from '../../src/event-store/event-store.ts';
import { soleLeader, type Leadership } from '../../src/nodes/leadership.ts';
import { Policies } from '../../src/policies/policies.ts';
import type { FollowingPolicy } from '../../src/policies/policy.ts';
import { openReadDatabase } from '../../src/read-models/database/read-database.ts';
import { Snapshots } from '../../src/read-models/snapshots.ts';
import { checkpoints } from '../../src/policies.ts';
import { company } from '../commands/company.ts';
import { workbench } from '../commands/runner/workbench.ts';
import { eventually } from '../support/within.ts';

/** A company on a real log, and its policies with real checkpoints; each test decides what runs when. */
export function openDesk() {
  const bench = workbench();
  const { log, store } = bench;
  const reading = openReadDatabase({ file: join(bench.folder, 'read-models.sqlite') });
  const complaints: { policy?: string; message: string }[] = [];
  const logger = { error: (details: object, message: string) => void complaints.push({ ...details, message }) };
  const policyCheckpoints = checkpoints({ snapshots: new Snapshots(reading), store });

  /** Runs policies until `isDone`, and stops them. */
  async function runUntil(
    isDone: () => boolean | Promise<boolean>,
    make: () => FollowingPolicy[],
    leadership: Leadership = soleLeader,
  ): Promise<Policies> {
    const policies = new Policies(log, policyCheckpoints, logger, { firstPauseMs: 1, leadership });
    policies.start(make(), []);
    await eventually(isDone).finally(() => policies.stop());
    return policies;
  }

  /** Runs a policy until it has seen everything that is there now: what it writes itself need not be its business. */
  async function catchUp(name: string, make: () => FollowingPolicy[]): Promise<Policies> {
    const head = await store.head();
    return runUntil(async () => (await policyCheckpoints.load(name)) >= head, make);
  }

  return {
    ...company(log),
    log,
    store,
    complaints,
    checkpoints: policyCheckpoints,
    runUntil,
    catchUp,
    /** Events behind a position, as `type by actor`. */
    async since(position: Position): Promise<string[]> {
      return (await this.events(position)).map(
        ({ type, metadata: { actor } }) => `${type} by ${actor.kind}:${actor.id}`,
      );
    },
    async events(position: Position): Promise<RecordedEvent[]> {
      const events: RecordedEvent[] = [];
      for await (const page of log.readAll({ after: position })) events.push(...page);
      return events;
    },
    async close() {
      await reading.close();
      await bench.close();
    },
  };
}

export type Desk = ReturnType<typeof openDesk>;
