import { ERASED_USER, systemName } from '../../../projections/people.ts';
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
}
