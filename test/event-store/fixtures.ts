import { randomBytes } from 'node:crypto';
import type { EventMetadata } from '../../src/event-store/event-log.ts';
import type { PersonalKeys } from '../../src/event-store/personal-data.ts';

export const metadata: Omit<EventMetadata, 'hash' | 'schema'> = {
  actor: { kind: 'user', id: 'ann' },
  account: 'acme',
  occurredAt: '2026-11-24T09:00:00.000Z',
  commandId: 'a3f0c8de-0000-4000-8000-000000000001',
  $correlationId: 'a3f0c8de-0000-4000-8000-000000000002',
  $causationId: 'a3f0c8de-0000-4000-8000-000000000003',
};

/** Personal keys that live as long as the process. */
export class MemoryKeys implements PersonalKeys {
  readonly #keys = new Map<string, Buffer>();

  get(personId: string): Buffer | null {
    return this.#keys.get(personId) ?? null;
  }

  getOrCreate(personId: string): Buffer {
    const key = this.#keys.get(personId) ?? randomBytes(32);
    this.#keys.set(personId, key);
    return key;
  }

  destroy(personId: string): void {
    this.#keys.delete(personId);
  }
}
