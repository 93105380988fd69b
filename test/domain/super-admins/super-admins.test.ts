import { type SuperAdminsEvent, superAdmins } from '../../../src/domain/super-admins/super-admins.ts';
import { givenFor } from '../given.ts';

const given = givenFor(superAdmins);
const added = (userId: string, userRevision = 1): SuperAdminsEvent => ({
  type: 'SuperAdminAdded',
  data: { userId, userRevision },
});
const removed = (userId: string, userRevision = 1): SuperAdminsEvent => ({
  type: 'SuperAdminRemoved',
  data: { userId, userRevision },
});
const add = (userId: string, userRevision = 1) => ({ type: 'AddSuperAdmin', data: { userId, userRevision } }) as const;
const remove = (userId: string, userRevision = 1) =>
  ({ type: 'RemoveSuperAdmin', data: { userId, userRevision } }) as const;

describe('the Super Admins of an account', () => {
  it('U2 the last one stays', () => {
    given(added('ann'), added('bob')).when(remove('ann')).then(removed('ann'));
    given(added('ann'), added('bob'), removed('ann')).when(remove('bob')).thenRefused('LAST_SUPER_ADMIN');
    given().when(remove('ann')).thenRefused('LAST_SUPER_ADMIN');
  });

  it('U2 whoever was never counted leaves only while another one stays', () => {
    given(added('bob')).when(remove('ann')).then(removed('ann'));
    given(added('ann')).when(remove('ann', 5)).thenRefused('LAST_SUPER_ADMIN');
  });

  it('U2 somebody who may be leaving is not counted by what is known from before', () => {
    given(added('ann'), added('bob'), removed('ann', 4)).when(add('ann', 4)).thenNothing();
    given(added('ann'), added('bob'), removed('ann', 4)).when(add('ann', 3)).thenNothing();
    given(added('ann'), added('bob'), removed('ann', 4)).when(add('ann', 5)).then(added('ann', 5));
  });

  it('U2 a removal at a later revision says so anew', () =>
    given(added('ann'), added('bob'), removed('ann', 4)).when(remove('ann', 5)).then(removed('ann', 5)));

  it('are added once', () => {
    given().when(add('ann')).then(added('ann'));
    given(added('ann')).when(add('ann', 7)).thenNothing();
  });

  it('pass over newer facts', () =>
    expect([
      ...given(added('ann'), { type: 'SuperAdminPraised', data: {} } as never)
        .state()
        .keys(),
    ]).toEqual(['ann']));
});
