import { type Decider, type Message, type NoData, unreachable } from '../decider.ts';
import { refuse } from '../refusal.ts';
import type { Privilege } from '../user/roles.ts';
import { fieldErrors, lineProblem, refuseInvalid, tidyLine } from '../validation.ts';
import { evolve, initial, type ServiceAccount, type ServiceAccountEvent } from './service-account.ts';

export type * from './service-account.ts';

export type AddServiceAccount = { accountId: string; name: string; privileges: readonly Privilege[] };

export type ServiceAccountCommand =
  | Message<'AddServiceAccount', AddServiceAccount>
  | Message<'RotateServiceAccountSecret', NoData>
  | Message<'DeleteServiceAccount', NoData>;

export const SERVICE_ACCOUNT_NAME_MAX_CHARACTERS = 64;

export const serviceAccount: Decider<ServiceAccount, ServiceAccountCommand, ServiceAccountEvent> = {
  initial,
  decide,
  evolve,
};

export function decide(command: ServiceAccountCommand, service: ServiceAccount): ServiceAccountEvent[] {
  switch (command.type) {
    case 'AddServiceAccount':
      return addServiceAccount(command.data, service);
    case 'RotateServiceAccountSecret':
      return rotateSecret(service);
    case 'DeleteServiceAccount':
      return deleteServiceAccount(service);
    default:
      return unreachable(command);
  }
}

function addServiceAccount(command: AddServiceAccount, service: ServiceAccount): ServiceAccountEvent[] {
  refuseInvalid(fieldErrors({ name: lineProblem(command.name, SERVICE_ACCOUNT_NAME_MAX_CHARACTERS) }));
  const { accountId } = command;
  const name = tidyLine(command.name);
  const privileges = [...new Set(command.privileges)];
  if (service.status === 'unknown') {
    return [{ type: 'ServiceAccountAdded', data: { accountId, name, privileges } }];
  }
  const same =
    service.status === 'present' &&
    service.accountId === accountId &&
    service.name === name &&
    service.privileges.length === privileges.length &&
    privileges.every((privilege) => service.privileges.includes(privilege));
  return same ? [] : refuse('VALIDATION_FAILED', { detail: 'The service account id is in use already.' });
}

/** Each rotation is a fact of its own: the secret itself is not here to tell a repeat by. */
function rotateSecret(service: ServiceAccount): ServiceAccountEvent[] {
  if (service.status !== 'present') refuseUnknown();
  return [{ type: 'ServiceAccountSecretRotated', data: {} }];
}

function deleteServiceAccount(service: ServiceAccount): ServiceAccountEvent[] {
  if (service.status === 'unknown') refuseUnknown();
  return service.status === 'deleted' ? [] : [{ type: 'ServiceAccountDeleted', data: {} }];
}

function refuseUnknown(): never {
  return refuse('NOT_FOUND', { detail: 'There is no such service account.' });
}
