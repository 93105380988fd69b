import type { Privilege, Role } from '../src/domain/user/roles.ts';
import type { SeatType } from '../src/domain/catalogue.ts';
import type { PersonalFields } from '../src/domain/user/user.ts';
import { type Changes, integer, nullable, table, text } from '../src/read-models/projection.ts';
import { fold } from '../src/read-models/query/search.ts';
import { idOf, productOf } from '../src/domain/streams.ts';
import { type Fact, projection, type SeatledgerEvent } from './events.ts';

/** What a user's own acts and an admin's have made of them; *Inactive* is seen in the last sign-in when asked (U1). */
export type StoredStatus = 'invited' | 'active' | 'suspended' | 'deleted';
export type GroupRelation = 'member' | 'manager';
type Flag = 0 | 1;

const tables = {
  account: table(
    { account: text(), name: text(), billing_contact_id: nullable(text()), inactive_after_days: integer() },
    { primaryKey: ['account'] },
  ),
  /** Settings of an account that differ from the catalogue. */
  account_setting: table(
    { account: text(), setting: text<'leaseSeconds' | 'unjoinedMinutes'>(), product: text(), value: integer() },
    { primaryKey: ['account', 'setting', 'product'] },
  ),
  /** Deleted users stay, for history names them until they are erased (U5). */
  app_user: table(
    {
      user_id: text(),
      account: text(),
      first_name: nullable(text()),
      last_name: nullable(text()),
      email: nullable(text()),
      first_name_folded: text(),
      last_name_folded: text(),
      email_folded: text(),
      external_id: nullable(text()),
      role: text<Role>(),
      /** A JSON list. */
      privileges: text(),
      accepted: integer<Flag>(),
      suspended: integer<Flag>(),
      deleted: integer<Flag>(),
      invited_until: nullable(text()),
      accepted_at: nullable(text()),
      last_sign_in_at: nullable(text()),
      added_at: text(),
      /** Of the user's stream, for `If-Match`. */
      revision: integer(),
    },
    { primaryKey: ['user_id'], indexes: [['account', 'role'], ['email_folded']] },
  ),
  user_group: table(
    {
      group_id: text(),
      account: text(),
      name: text(),
      name_folded: text(),
      external_id: nullable(text()),
      deleted: integer<Flag>(),
    },
    { primaryKey: ['group_id'], indexes: [['account']] },
  ),
  user_group_member: table(
    { user_id: text(), relation: text<GroupRelation>(), group_id: text(), account: text() },
    { primaryKey: ['user_id', 'relation', 'group_id'], indexes: [['account', 'group_id']] },
  ),
  user_seat: table(
    { user_id: text(), account: text(), product: text(), seat_type: text<SeatType>() },
    { primaryKey: ['account', 'product', 'user_id'], indexes: [['user_id']] },
  ),
  service_account: table(
    {
      service_account_id: text(),
      account: text(),
      name: text(),
      privileges: text(),
      added_at: text(),
      deleted: integer<Flag>(),
    },
    { primaryKey: ['service_account_id'], indexes: [['account']] },
  ),
};

type Change = Changes<typeof tables>;
type AnyUserEvent = Extract<
  SeatledgerEvent,
  { type: `User${string}` | 'PersonErased' | 'InvitationAccepted' | 'PasswordChanged' }
>;

/** Who is who on an account: users with their groups and seats, service accounts, the account itself. */
export const userDirectory = projection({
  name: 'user-directory',
  version: 1,
  tables,
  opens: ['email', 'firstName', 'lastName', 'externalId'],
  on: {
    AccountOpened: ({ data, metadata }, change) =>
      change.put('account', {
        account: metadata.account,
        name: data.name,
        billing_contact_id: null,
        inactive_after_days: INACTIVE_AFTER_DAYS,
      }),
    BillingContactChanged: ({ data, metadata }, change) =>
      change.patch('account', { account: metadata.account }, { billing_contact_id: data.userId }),
    AccountSettingsChanged: ({ data, metadata: { account } }, change) => {
      change.patch('account', { account }, { name: data.name, inactive_after_days: data.inactiveAfterDays });
      for (const setting of ['leaseSeconds', 'unjoinedMinutes'] as const) {
        for (const [product, value] of Object.entries(data[setting] ?? {})) {
          change.put('account_setting', { account, setting, product, value });
        }
      }
    },

    UserAdded: addUser,
    UserProfileChanged: (event, change) => patchUser(event, change, profile(event.data)),
    UserRoleChanged: (event, change) =>
      patchUser(event, change, { role: event.data.role, privileges: privilegeList(event.data.privileges) }),
    UserGroupsChanged: (event, change) => {
      patchUser(event, change, {});
      change.remove('user_group_member', { user_id: idOf(event) });
      putGroups(event, change);
    },
    UserInvited: (event, change) => patchUser(event, change, { invited_until: event.data.expiresAt }),
    InvitationAccepted: (event, change) =>
      patchUser(event, change, {
        accepted: 1,
        invited_until: null,
        suspended: 0,
        accepted_at: event.metadata.occurredAt,
      }),
    PasswordChanged: (event, change) => patchUser(event, change, {}),
    UserSignedIn: (event, change) => patchUser(event, change, { last_sign_in_at: event.metadata.occurredAt }),
    UserSuspended: (event, change) => patchUser(event, change, { suspended: 1 }),
    UserReactivated: (event, change) => patchUser(event, change, { suspended: 0 }),
    UserDeleted: (event, change) => {
      patchUser(event, change, { deleted: 1 });
      change.remove('user_group_member', { user_id: idOf(event) });
    },
    PersonErased: (event, change) =>
      patchUser(event, change, profile({ email: null, firstName: null, lastName: null, externalId: null })),

    UserGroupCreated: (event, change) =>
      change.put('user_group', {
        group_id: idOf(event),
        account: event.metadata.account,
        name: event.data.name,
        name_folded: fold(event.data.name),
        external_id: event.data.externalId,
        deleted: 0,
      }),
    UserGroupRenamed: (event, change) =>
      change.patch(
        'user_group',
        { group_id: idOf(event) },
        { name: event.data.name, name_folded: fold(event.data.name) },
      ),
    UserGroupDeleted: (event, change) => change.patch('user_group', { group_id: idOf(event) }, { deleted: 1 }),

    ServiceAccountAdded: (event, change) =>
      change.put('service_account', {
        service_account_id: idOf(event),
        account: event.metadata.account,
        name: event.data.name,
        privileges: privilegeList(event.data.privileges),
        added_at: event.metadata.occurredAt,
        deleted: 0,
      }),
    ServiceAccountDeleted: (event, change) =>
      change.patch('service_account', { service_account_id: idOf(event) }, { deleted: 1 }),

    SeatAssigned: (event, change) =>
      change.put('user_seat', {
        user_id: event.data.userId,
        account: event.metadata.account,
        product: productOf(event),
        seat_type: event.data.seatType,
      }),
    SeatUnassigned: (event, change) =>
      change.remove('user_seat', {
        account: event.metadata.account,
        product: productOf(event),
        user_id: event.data.userId,
      }),
  },
});

/** Until an account says otherwise (`src/domain/account`). */
const INACTIVE_AFTER_DAYS = 30;

function addUser(event: Fact<'UserAdded'>, change: Change): void {
  const { data, metadata, revision } = event;
  change.put('app_user', {
    user_id: idOf(event),
    account: metadata.account,
    first_name: data.firstName,
    last_name: data.lastName,
    email: data.email,
    first_name_folded: fold(data.firstName),
    last_name_folded: fold(data.lastName),
    email_folded: fold(data.email),
    external_id: data.externalId ?? null,
    role: data.role,
    privileges: privilegeList(data.privileges),
    accepted: 0,
    suspended: 0,
    deleted: 0,
    invited_until: null,
    accepted_at: null,
    last_sign_in_at: null,
    added_at: metadata.occurredAt,
    revision,
  });
  putGroups(event, change);
}

/** Every event of a user moves their revision. */
function patchUser(
  event: Fact<AnyUserEvent['type']>,
  change: Change,
  set: Omit<Parameters<typeof change.patch<'app_user'>>[2], 'revision'>,
): void {
  change.patch('app_user', { user_id: idOf(event) }, { ...set, revision: event.revision });
}

function putGroups(event: Fact<'UserAdded' | 'UserGroupsChanged'>, change: Change): void {
  const put = (relation: GroupRelation) => (groupId: string) =>
    change.put('user_group_member', {
      user_id: idOf(event),
      relation,
      group_id: groupId,
      account: event.metadata.account,
    });
  event.data.groupIds.forEach(put('member'));
  event.data.managedGroupIds.forEach(put('manager'));
}

/** Only what is there; `null` is a value (an erased name), `undefined` is none. */
function profile({ email, firstName, lastName, externalId }: Partial<PersonalFields>) {
  return {
    ...(email === undefined ? {} : { email, email_folded: fold(email) }),
    ...(firstName === undefined ? {} : { first_name: firstName, first_name_folded: fold(firstName) }),
    ...(lastName === undefined ? {} : { last_name: lastName, last_name_folded: fold(lastName) }),
    ...(externalId === undefined ? {} : { external_id: externalId }),
  };
}

function privilegeList(privileges: readonly Privilege[]): string {
  if (!Array.isArray(privileges)) throw new Error('privileges must be a list');
  return JSON.stringify(privileges);
}
