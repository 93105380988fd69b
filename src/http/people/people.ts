import { systemName } from '../../../projections/people.ts';
import { ERASED_USER } from '../../domain/user/person.ts';
import type { Session } from '../../domain/seat-pool/seat-pool.ts';
import type { Actor } from '../../event-store/event-log.ts';
import type { Asking } from '../queries.ts';

/** Names for ids, as they are now. */
export class People {
  constructor(private readonly asking: Asking) {}

  async actor(account: string, { kind, id }: Actor): Promise<Actor & { name: string }> {
    if (kind === 'system') return { kind, id, name: systemName(id) };
    const names = await this.asking.run(['user-directory'], 'namesOf', account, [id]);
    return { kind, id, name: names.get(id) ?? ERASED_USER };
  }

  /** A2: as an agent is told of a warning: who gave it, by name. */
  async ending(account: string, request: EndRequest | null) {
    if (request === null) return null;
    const { deadlineAt, reason, note, requestedBy } = request;
    return { deadlineAt, by: await this.actor(account, requestedBy), reason, note };
  }
}

type EndRequest = NonNullable<Session['endRequested']>;
