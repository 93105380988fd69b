import fc from 'fast-check';
import { emailKey, emailProblem, nameProblem } from '../../../src/domain/user/person.ts';
import { ROLES, SERVICE_PRIVILEGES } from '../../../src/domain/user/roles.ts';
import { GROUPS_MAX, type UserCommand, user } from '../../../src/domain/user/user.decide.ts';
import type { UserEvent } from '../../../src/domain/user/user.ts';
import { fold, givenFor } from '../given.ts';
import { accept, accepted, add, added, change, erase, invite, reactivate, remove, suspend } from './words.ts';

const given = givenFor(user);

describe('adding', () => {
  it('U4 adds a user as given, without blanks around', () =>
    given()
      .when(
        add({
          email: ' Bo@example.com ',
          firstName: ' Bo',
          lastName: 'Agent ',
          externalId: 'ext-1',
          groupIds: ['g', 'g'],
        }),
      )
      .then(added({ externalId: 'ext-1', groupIds: ['g'] })));

  it('takes the same data again as a repeat, other data as a mistake', () => {
    given(added())
      .when(add({ email: 'Bo@example.com ' }))
      .thenNothing();
    const taken = { detail: 'The user id is in use already.' };
    given(added())
      .when(add({ firstName: 'Bob' }))
      .thenRefused('VALIDATION_FAILED', taken);
    given(added())
      .when(add({ accountId: 'other' }))
      .thenRefused('VALIDATION_FAILED', taken);
  });

  it('U3 a manager for whom nothing was chosen may end sessions', () => {
    given()
      .when(add({ role: 'manager' }))
      .then(added({ role: 'manager', privileges: ['end-sessions'] }));
    given()
      .when(add({ role: 'manager', privileges: [] }))
      .then(added({ role: 'manager' }));
    given()
      .when(add({ role: 'admin', privileges: null }))
      .then(added({ role: 'admin' }));
  });

  it('U2 only managers have chosen privileges; U3 act-for-agents is for service accounts', () => {
    const refused = (message: string) => ({ errors: [{ pointer: '/privileges', message }] });
    given()
      .when(add({ role: 'admin', privileges: ['manage-users'] }))
      .thenRefused('VALIDATION_FAILED', refused('can be chosen for managers only'));
    given()
      .when(add({ role: 'manager', privileges: ['act-for-agents'] }))
      .thenRefused('VALIDATION_FAILED', refused('act-for-agents is for service accounts only'));
    given()
      .when(add({ role: 'manager', privileges: ['manage-users', 'manage-users'] }))
      .then(added({ role: 'manager', privileges: ['manage-users'] }));
  });

  it('U4 lists everything that is wrong at once', () => {
    const tooMany = Array.from({ length: GROUPS_MAX + 1 }, (_, index) => `g${index}`);
    const refusal = given()
      .when(
        add({
          email: 'nobody',
          firstName: '',
          lastName: 'x'.repeat(33),
          externalId: '\u0000',
          groupIds: tooMany,
          managedGroupIds: tooMany,
        }),
      )
      .refusal();
    expect(refusal.code).toBe('VALIDATION_FAILED');
    expect(refusal.details.errors).toEqual([
      { pointer: '/email', message: 'must be an e-mail address' },
      { pointer: '/firstName', message: 'must not be empty' },
      { pointer: '/lastName', message: 'must be at most 32 characters' },
      { pointer: '/externalId', message: 'must not contain control characters' },
      { pointer: '/groupIds', message: 'must be at most 1000 groups' },
      { pointer: '/managedGroupIds', message: 'must be at most 1000 groups' },
    ]);
    expect(refusal.details.detail).toMatch(/^email must be an e-mail address; firstName must not be empty; /);
    given()
      .when(add({ groupIds: tooMany.slice(1) }))
      .then(added({ groupIds: tooMany.slice(1) }));
  });
});

describe('changing', () => {
  it('U4 says only what changed', () => {
    given(added())
      .when(change({ firstName: ' Bob ', lastName: 'Agent', email: 'bob@example.com', externalId: null }))
      .then({ type: 'UserProfileChanged', data: { firstName: 'Bob', email: 'bob@example.com' } });
    given(added())
      .when(change({ externalId: 'x' }))
      .then({ type: 'UserProfileChanged', data: { externalId: 'x' } });
    given(added({ externalId: 'x' }))
      .when(change({ externalId: null }))
      .then({ type: 'UserProfileChanged', data: { externalId: null } });
    given(added()).when(change({})).thenNothing();
    given(added())
      .when(change({ lastName: '' }))
      .thenRefused('VALIDATION_FAILED');
  });

  it('U2 changes role and privileges; another role starts with its own', () => {
    const manager = added({ role: 'manager', privileges: ['manage-users'] });
    given(manager)
      .when(change({ role: 'admin' }))
      .then({ type: 'UserRoleChanged', data: { role: 'admin', privileges: [] } });
    given(added())
      .when(change({ role: 'manager' }))
      .then({ type: 'UserRoleChanged', data: { role: 'manager', privileges: ['end-sessions'] } });
    given(manager)
      .when(change({ privileges: ['manage-seats', 'manage-users'] }))
      .then({ type: 'UserRoleChanged', data: { role: 'manager', privileges: ['manage-seats', 'manage-users'] } });
    given(manager)
      .when(change({ role: 'manager', privileges: ['manage-users', 'manage-users'] }))
      .thenNothing();
    given(manager)
      .when(change({ role: 'manager' }))
      .thenNothing();
    given(manager)
      .when(change({ privileges: ['manage-seats'] }))
      .then({ type: 'UserRoleChanged', data: { role: 'manager', privileges: ['manage-seats'] } });
    given(added())
      .when(change({ privileges: ['manage-seats'] }))
      .thenRefused('VALIDATION_FAILED');
  });

  it('U2 changes groups, whatever their order', () => {
    const grouped = added({ groupIds: ['a', 'b'], managedGroupIds: ['c'] });
    given(grouped)
      .when(change({ groupIds: ['b', 'a', 'b'] }))
      .thenNothing();
    given(grouped)
      .when(change({ groupIds: ['b'] }))
      .then({ type: 'UserGroupsChanged', data: { groupIds: ['b'], managedGroupIds: ['c'] } });
    given(grouped)
      .when(change({ managedGroupIds: [] }))
      .then({ type: 'UserGroupsChanged', data: { groupIds: ['a', 'b'], managedGroupIds: [] } });
  });

  it('A4 one command may say several things', () =>
    given(added(), accepted)
      .when(change({ lastName: 'Admin', role: 'admin', groupIds: ['g'] }))
      .then(
        { type: 'UserProfileChanged', data: { lastName: 'Admin' } },
        { type: 'UserRoleChanged', data: { role: 'admin', privileges: [] } },
        { type: 'UserGroupsChanged', data: { groupIds: ['g'], managedGroupIds: [] } },
      ));
});

describe('names', () => {
  it.each([
    ['32 letters', 'x'.repeat(32)],
    ['32 emoji', '🦊'.repeat(32)],
    ['32 accents made of two', 'e\u0301'.repeat(32)],
    ['Arabic', 'محمد'],
    ['Hebrew with a mark', 'דָּנִי\u200F'],
    ['a family joined by joiners', '👩‍👩‍👧'],
    ['blanks around', `  ${'x'.repeat(32)}  `],
  ])('U4 takes %s', (_, name) => expect(nameProblem(name)).toBeUndefined());

  it.each([
    ['nothing', '', 'must not be empty'],
    ['blanks', ' \t ', 'must not be empty'],
    ['33 letters', 'x'.repeat(33), 'must be at most 32 characters'],
    ['33 emoji', '🦊'.repeat(33), 'must be at most 32 characters'],
    ['a space without width', '\u200b', 'must hold something visible'],
    ['a Hangul filler', '\u3164', 'must hold something visible'],
    ['blanks of Braille', '\u2800', 'must hold something visible'],
    ['a mark on nothing', '\u0301', 'must hold something visible'],
    ['a line break', 'Bo\nAgent', 'must not contain control characters'],
    ['a line separator', 'Bo\u2028Agent', 'must not contain control characters'],
    ['a NUL', 'Bo\u0000', 'must not contain control characters'],
    ['a text turned round', 'Bo\u202Etnega', 'must not contain control characters'],
    ['half an emoji', 'Bo \ud83e', 'must not contain control characters'],
  ])('U4 refuses %s', (_, name, problem) => expect(nameProblem(name)).toBe(problem));
});

describe('e-mail addresses', () => {
  it.each([
    'bo@example.com',
    'Bo.Agent+seats@sub.example.co.uk',
    "o'hara@example.com",
    'bo@localhost',
    'bø@exämple.com',
    `${'x'.repeat(116)}@example.com`,
  ])('U4 takes %s', (email) => expect(emailProblem(email)).toBeUndefined());

  it.each([
    'nobody',
    '@example.com',
    'bo@',
    'bo@@example.com',
    'bo agent@example.com',
    'bo@example..com',
    'bo@-example.com',
    'bo@example-.com',
    'bo@exam_ple.com',
    'a@b,c@d',
    '<bo@example.com>',
  ])('U4 refuses %s', (email) => expect(emailProblem(email)).toBe('must be an e-mail address'));

  it('U4 refuses 129 characters', () =>
    expect(emailProblem(`${'x'.repeat(117)}@example.com`)).toBe('must be at most 128 characters'));

  it('U4 compares without regard to letter case', () => expect(emailKey(' Bo@Example.COM')).toBe('bo@example.com'));

  it('answers a hostile address of any length at once', () => {
    const hostile = `a@${'a-'.repeat(60)}!`;
    expect(emailProblem(hostile)).toBe('must be an e-mail address');
  });
});

describe('whatever the sequence', () => {
  const names = fc.constantFrom('Bo', 'Ada', '🦊');
  const privileges = fc.option(fc.subarray([...SERVICE_PRIVILEGES]), { nil: undefined });
  const groups = fc.option(fc.subarray(['a', 'b', 'c']), { nil: undefined });
  const command: fc.Arbitrary<UserCommand> = fc.oneof(
    fc.constantFrom(add(), invite, accept, suspend, reactivate, remove, erase),
    fc
      .record(
        { firstName: names, role: fc.constantFrom(...ROLES), privileges, groupIds: groups, managedGroupIds: groups },
        { requiredKeys: [] },
      )
      .map(change),
  );

  const decided = (one: UserCommand, events: UserEvent[]): UserEvent[] | string => {
    try {
      return user.decide(one, fold(user, events));
    } catch (refusal) {
      return (refusal as Error).message;
    }
  };

  it('U1 any command twice changes nothing more', () =>
    fc.assert(
      fc.property(fc.array(command, { minLength: 10, maxLength: 40 }), (commands) => {
        const log: UserEvent[] = [];
        for (const one of [add(), ...commands]) {
          const events = decided(one, log);
          if (typeof events === 'string') continue;
          log.push(...events);
          if (one.type !== 'AddUser') expect(decided(one, log)).toEqual([]);
        }
      }),
    ));
});
