import { afterAll, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { newId } from '../../../src/common/ids.ts';
import { company } from '../company.ts';
import { StoreUnavailable } from '../../../src/event-store/event-store.ts';
import { proxied } from '../../support/proxied-store.ts';
import { stopwatch } from '../../support/stopwatch.ts';
import { context, workbench } from '../runner/workbench.ts';

const bench = workbench();
afterAll(() => bench.close());

it('U4 keeps the address with a user whose repeated adding meets the policy that would give it back', async () => {
  const { users } = company(bench.log);
  // However many turns of the loop lie between the two.
  for (let turns = 0; turns < 12; turns += 1) {
    const userId = newId();
    const email = `cy${turns}@example.com`;
    const names = { firstName: 'Cy', lastName: 'New', role: 'member', privileges: [] } as const;
    const user = { userId, email, ...names, groupIds: [], managedGroupIds: [] };
    const another = { ...user, userId: newId() };
    // What a crash between the claim and the user leaves behind.
    const stream = users.addresses.streamOf('acme', email);
    await users.addresses.claims.run(stream, { type: 'ClaimEmail', data: { userId } }, context());

    const repeated = users.add(context(), user);
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    await Promise.all([repeated, users.addresses.releaseClaim(context(), userId, stream)]);
    await expect(users.add(context(), another)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  }
});

it.each(['between its claim and its user', 'between finding its address unused and giving it back'])(
  'U4 leaves an address to whoever has it when a node stood still for a minute %s',
  async (when) => {
    const standStill = stopwatch();
    const own = workbench((store) =>
      proxied(store, {
        append: async (...args) => {
          const appended = await store.append(...args);
          if (isStanding && args[1].some(({ type }) => type === 'EmailClaimed')) standStill.aMinute();
          return appended;
        },
        read: async function* (...args) {
          yield* store.read(...args);
          if (isStanding && args[0].startsWith('email-')) standStill.aMinute();
        },
      }),
    );
    let isStanding = false;
    try {
      const frozen = company(own.log);
      const [userId, email] = [newId(), 'cy@example.com'];
      const names = { firstName: 'Cy', lastName: 'New', role: 'member', privileges: [] } as const;
      const user = { userId, email, ...names, groupIds: [], managedGroupIds: [] };
      const stream = frozen.users.addresses.streamOf('acme', email);
      if (when === 'between its claim and its user') {
        isStanding = true;
        await expect(frozen.users.add(context(), user)).rejects.toBeInstanceOf(StoreUnavailable);
        isStanding = false;
        expect(await frozen.users.departure('acme', userId)).toBe('user-deleted');
      } else {
        const other = company(own.log);
        await other.users.addresses.claims.run(stream, { type: 'ClaimEmail', data: { userId } }, context());
        isStanding = true;
        await expect(frozen.users.addresses.releaseClaim(context(), userId, stream)).rejects.toBeInstanceOf(
          StoreUnavailable,
        );
        isStanding = false;
        await other.users.add(context(), user);
        await expect(other.users.add(context(), { ...user, userId: newId() })).rejects.toMatchObject({
          code: 'EMAIL_TAKEN',
        });
      }
    } finally {
      standStill.end();
      await own.close();
    }
  },
);
