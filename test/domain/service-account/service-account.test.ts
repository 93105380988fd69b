import { serviceAccount } from '../../../src/domain/service-account/service-account.decide.ts';
import type { ServiceAccountEvent } from '../../../src/domain/service-account/service-account.ts';
import type { Privilege } from '../../../src/domain/user/roles.ts';
import { givenFor } from '../given.ts';

const given = givenFor(serviceAccount);
const added: ServiceAccountEvent = {
  type: 'ServiceAccountAdded',
  data: { accountId: 'acme', name: 'Dialler', privileges: ['act-for-agents', 'manage-users'] },
};
const rotated: ServiceAccountEvent = { type: 'ServiceAccountSecretRotated', data: {} };
const deleted: ServiceAccountEvent = { type: 'ServiceAccountDeleted', data: {} };
const add = (name = 'Dialler', privileges: Privilege[] = ['act-for-agents', 'manage-users'], accountId = 'acme') =>
  ({ type: 'AddServiceAccount', data: { accountId, name, privileges } }) as const;
const rotate = { type: 'RotateServiceAccountSecret', data: {} } as const;
const remove = { type: 'DeleteServiceAccount', data: {} } as const;

describe('a service account', () => {
  it('U2 is added once, with its privileges', () => {
    given()
      .when(add(' Dialler', ['act-for-agents', 'manage-users', 'manage-users']))
      .then(added);
    given(added)
      .when(add('Dialler', ['manage-users', 'act-for-agents']))
      .thenNothing();
  });

  it('refuses an id that is in use, or was', () => {
    const taken = { detail: 'The service account id is in use already.' };
    given(added).when(add('Other')).thenRefused('VALIDATION_FAILED', taken);
    given(added)
      .when(add('Dialler', ['manage-users']))
      .thenRefused('VALIDATION_FAILED', taken);
    given(added)
      .when(add('Dialler', ['manage-users', 'run-reports']))
      .thenRefused('VALIDATION_FAILED', taken);
    given(added)
      .when(add('Dialler', undefined, 'other'))
      .thenRefused('VALIDATION_FAILED', taken);
    given(added, deleted).when(add()).thenRefused('VALIDATION_FAILED', taken);
    given()
      .when(add(''))
      .thenRefused('VALIDATION_FAILED', { errors: [{ pointer: '/name', message: 'must not be empty' }] });
  });

  it('each new secret is a fact of its own, and none of the facts holds it', () =>
    given(added).when(rotate).thenEachTime(rotated));

  it('is deleted', () => given(added, rotated).when(remove).then(deleted));

  it('refuses changes to what is deleted or never was', () => {
    const unknown = { detail: 'There is no such service account.' };
    given(added, deleted).when(rotate).thenRefused('NOT_FOUND', unknown);
    given().when(remove).thenRefused('NOT_FOUND', unknown);
  });

  it('passes over newer facts', () =>
    expect(given(added, { type: 'ServiceAccountPraised', data: {} } as never).state().name).toBe('Dialler'));
});
