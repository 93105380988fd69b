import { Checkbox, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../../api/client.ts';
import { groupsQuery, type User } from '../../../api/queries.ts';
import { t } from '../../../strings.ts';

type Privilege = NonNullable<NonNullable<Schemas['AddUserBody']['privileges']>[number]>;
export type RoleChoice = { role: User['role']; privileges: Privilege[]; groupIds: string[]; managedGroupIds: string[] };

export const NO_ROLE_CHOICE: RoleChoice = { role: 'member', privileges: [], groupIds: [], managedGroupIds: [] };

const USER_PRIVILEGES: readonly Privilege[] = [
  'manage-users',
  'manage-seats',
  'end-sessions',
  'manage-groups',
  'run-reports',
  'read-audit',
  'manage-settings',
];

/** Only managers have privileges and groups of their own. */
export function roleBody({ role, privileges, groupIds, managedGroupIds }: RoleChoice) {
  return role === 'manager' ? { role, privileges, groupIds, managedGroupIds } : { role, groupIds };
}

type FieldsProps = { roles: readonly User['role'][]; choice: RoleChoice; onChange: (choice: RoleChoice) => void };

/** Role, a manager's privileges and groups, and the groups somebody belongs to. */
export function RoleFields({ roles, choice, onChange }: FieldsProps) {
  const { data } = useQuery(groupsQuery);
  const groups = data?.items ?? [];
  const options = roles.includes(choice.role) ? roles : [choice.role, ...roles];
  return (
    <>
      <NativeSelect
        label={t.users.role}
        description={t.roleNotes[choice.role]}
        value={choice.role}
        onChange={(event) => onChange({ ...choice, role: event.currentTarget.value as User['role'] })}
        data={options.map((role) => ({ value: role, label: t.roles[role] ?? role }))}
      />
      {choice.role === 'manager' && (
        <>
          <Ticks
            label={t.addUsers.privileges}
            value={choice.privileges}
            onChange={(privileges) => onChange({ ...choice, privileges: privileges as Privilege[] })}
            options={USER_PRIVILEGES.map((name) => ({ value: name, label: t.privileges[name] ?? name }))}
          />
          {groups.length > 0 && (
            <Ticks
              label={t.user.manages}
              description={t.user.managesHint}
              value={choice.managedGroupIds}
              onChange={(managedGroupIds) => onChange({ ...choice, managedGroupIds })}
              options={groups.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </>
      )}
      {groups.length > 0 && (
        <Ticks
          label={t.addUsers.groups}
          value={choice.groupIds}
          onChange={(groupIds) => onChange({ ...choice, groupIds })}
          options={groups.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
}

type TicksProps = {
  label: string;
  description?: string;
  value: string[];
  onChange: (value: string[]) => void;
  options: readonly { value: string; label: string }[];
};

function Ticks({ label, description, value, onChange, options }: TicksProps) {
  return (
    <Checkbox.Group label={label} description={description} value={value} onChange={onChange}>
      <Group gap="xs" mt={6} style={{ maxHeight: 160, overflowY: 'auto' }}>
        {options.map((option) => (
          <Checkbox key={option.value} value={option.value} label={<bdi>{option.label}</bdi>} w={230} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
