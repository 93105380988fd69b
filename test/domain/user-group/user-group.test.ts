import { GROUP_NAME_MAX_CHARACTERS, userGroup } from '../../../src/domain/user-group/user-group.decide.ts';
import type { UserGroupEvent } from '../../../src/domain/user-group/user-group.ts';
import { givenFor } from '../given.ts';

const given = givenFor(userGroup);
const created: UserGroupEvent = {
  type: 'UserGroupCreated',
  data: { accountId: 'acme', name: 'Berlin', externalId: null },
};
const renamed: UserGroupEvent = { type: 'UserGroupRenamed', data: { name: 'Hamburg' } };
const deleted: UserGroupEvent = { type: 'UserGroupDeleted', data: {} };
const create = (name = 'Berlin', accountId = 'acme') => ({ type: 'CreateGroup', data: { accountId, name } }) as const;
const rename = (name: string) => ({ type: 'RenameGroup', data: { name } }) as const;
const remove = { type: 'DeleteGroup', data: {} } as const;

describe('a user group', () => {
  it('U2 is created once', () => {
    given().when(create(' Berlin ')).then(created);
    const taken = { detail: 'The group id is in use already.' };
    given(created).when(create('Hamburg')).thenRefused('VALIDATION_FAILED', taken);
    given(created).when(create('Berlin', 'other')).thenRefused('VALIDATION_FAILED', taken);
    given(created, deleted).when(create()).thenRefused('VALIDATION_FAILED', taken);
  });

  it('is renamed', () => {
    given(created).when(rename('Hamburg ')).then(renamed);
    given(created, renamed).when(rename('Hamburg')).thenNothing();
  });

  it('is deleted', () => given(created, renamed).when(remove).then(deleted));

  it('refuses names that can’t stand', () => {
    given()
      .when(create(''))
      .thenRefused('VALIDATION_FAILED', { errors: [{ pointer: '/name', message: 'must not be empty' }] });
    given(created)
      .when(rename('x'.repeat(GROUP_NAME_MAX_CHARACTERS + 1)))
      .thenRefused('VALIDATION_FAILED');
  });

  it('refuses changes to what is deleted or never was', () => {
    const unknown = { detail: 'There is no such group.' };
    given(created, deleted).when(rename('Hamburg')).thenRefused('NOT_FOUND', unknown);
    given().when(rename('Hamburg')).thenRefused('NOT_FOUND', unknown);
    given().when(remove).thenRefused('NOT_FOUND', unknown);
  });

  it('passes over newer facts', () =>
    expect(given(created, { type: 'UserGroupPainted', data: {} } as never).state().name).toBe('Berlin'));
});
