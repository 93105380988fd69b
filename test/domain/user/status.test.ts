import { user } from '../../../src/domain/user/user.decide.ts';
import { isActiveSuperAdmin, type UserEvent } from '../../../src/domain/user/user.ts';
import { FACTS, givenFor, recorded } from '../given.ts';
import {
  accept,
  accepted,
  add,
  added,
  change,
  changePassword,
  deleted,
  erase,
  erased,
  invite,
  invited,
  reactivate,
  reactivated,
  remove,
  signIn,
  suspend,
  suspended,
} from './words.ts';

const given = givenFor(user);
const status = (...facts: UserEvent[]) => given(...facts).state().status;

describe('statuses', () => {
  it('U1 follows a person from invitation to departure', () => {
    expect(status()).toBe('unknown');
    expect(status(added())).toBe('invited');
    expect(status(added(), invited)).toBe('invited');
    expect(status(added(), invited, accepted)).toBe('active');
    expect(status(added(), accepted, suspended)).toBe('suspended');
    expect(status(added(), accepted, suspended, reactivated)).toBe('active');
    expect(status(added(), suspended, reactivated)).toBe('invited');
    expect(status(added(), accepted, deleted)).toBe('deleted');
    expect(status(added(), deleted, erased)).toBe('deleted');
  });

  it('U1 invites, and accepts once', () => {
    given(added()).when(invite).then(invited);
    given(added(), invited).when(accept).then(accepted);
    given(added()).when(accept).then(accepted);
    given(added(), accepted).when(accept).thenNothing();
  });

  it('U1 a new invitation to somebody active may be accepted: it brings a new password', () => {
    given(added(), invited, accepted).when(invite).then(invited);
    given(added(), accepted, invited).when(accept).then(accepted);
    expect(status(added(), accepted, invited)).toBe('active');
  });

  it('U1 suspends and reactivates', () => {
    given(added()).when(suspend).then(suspended);
    given(added(), accepted, suspended).when(reactivate).then(reactivated);
    given(added(), accepted).when(reactivate).thenNothing();
  });

  it.each([
    ['InviteUser', invite],
    ['AcceptInvitation', accept],
    ['ChangePassword', changePassword],
    ['RecordSignIn', signIn('2026-01-05T09:00:00.000Z')],
  ])('U1 refuses %s while suspended', (_, command) =>
    given(added(), accepted, suspended)
      .when(command)
      .thenRefused('USER_SUSPENDED', { detail: 'The user is suspended.' }),
  );

  it('U1 lets an admin change a suspended user', () =>
    given(added(), suspended)
      .when(change({ firstName: 'Bob' }))
      .then({ type: 'UserProfileChanged', data: { firstName: 'Bob' } }));

  const changes = [invite, accept, changePassword, signIn('2026-01-05T09:00:00.000Z'), suspend, reactivate, change({})];

  it.each(changes.map((command) => [command.type, command] as const))(
    'U5 refuses %s for a user who is deleted or never was',
    (_, command) => {
      const unknown = ['NOT_FOUND', { detail: 'There is no such user.' }] as const;
      given(added(), deleted)
        .when(command)
        .thenRefused(...unknown);
      given()
        .when(command)
        .thenRefused(...unknown);
    },
  );

  it('U5 deletes once, whatever the status', () => {
    given(added()).when(remove).then(deleted);
    given(added(), suspended).when(remove).then(deleted);
    given().when(remove).thenRefused('NOT_FOUND');
  });

  it('U5 erases the person once the user is deleted', () => {
    given(added(), deleted).when(erase).then(erased);
    given(added())
      .when(erase)
      .thenRefused('VALIDATION_FAILED', { detail: 'Delete the user before erasing the person.' });
    given().when(erase).thenRefused('NOT_FOUND');
    const { email, firstName, lastName, externalId } = given(added({ externalId: 'x' }), deleted, erased).state();
    expect([email, firstName, lastName, externalId]).toEqual([null, null, null, null]);
  });

  it('each new password is a fact of its own', () =>
    given(added()).when(changePassword).thenEachTime({ type: 'PasswordChanged', data: {} }));
});

describe('sign-ins', () => {
  const signedIn: UserEvent = { type: 'UserSignedIn', data: {} };
  const on = (occurredAt: string) => recorded(signedIn, { ...FACTS, occurredAt, actor: { kind: 'user', id: 'bo' } });

  it('U1 records one a UTC day', () => {
    given(added(), accepted).when(signIn('2026-01-05T09:00:00.000Z')).then(signedIn);
    const today = given(added(), accepted, on('2026-01-05T00:00:00.000Z'));
    today.when(signIn('2026-01-05T23:59:59.999Z')).thenNothing();
    today.when(signIn('2026-01-06T00:00:00.000Z')).thenEachTime(signedIn);
  });

  it('U1 records none for a clock that jumped back', () =>
    given(added(), accepted, on('2026-01-05T00:10:00.000Z')).when(signIn('2026-01-04T23:50:00.000Z')).thenNothing());
});

describe('super admins', () => {
  it('U2 counts those who are active', () => {
    const lead = added({ role: 'super-admin' });
    expect(isActiveSuperAdmin(given(lead, accepted).state())).toBe(true);
    expect(isActiveSuperAdmin(given(lead).state())).toBe(false);
    expect(isActiveSuperAdmin(given(lead, accepted, suspended).state())).toBe(false);
    expect(isActiveSuperAdmin(given(added({ role: 'admin' }), accepted).state())).toBe(false);
  });
});

describe('the fold of a user', () => {
  it('passes over newer facts', () => {
    const newer = { type: 'UserPromotedToLegend', data: {} } as never;
    expect(given(added(), newer).state()).toEqual(given(added()).state());
  });

  it('adding is refused an id that somebody had', () =>
    given(added(), deleted).when(add()).thenRefused('VALIDATION_FAILED', { detail: 'The user id is in use already.' }));
});
