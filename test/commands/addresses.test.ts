import { afterAll, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { newId } from '../../src/ids.ts';
import { company } from './company.ts';
import { context, workbench } from './workbench.ts';

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
    const stream = users.addressStream('acme', email);
    await users.claims.run(stream, { type: 'ClaimEmail', data: { userId } }, context());

    const repeated = users.add(context(), user);
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    await Promise.all([repeated, users.releaseClaim(context(), userId, stream)]);
    await expect(users.add(context(), another)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  }
});
