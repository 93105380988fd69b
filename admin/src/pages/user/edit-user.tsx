import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import { type UserDetails, useMe } from '../../api/queries.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { fullName } from '../../parts/text/person.tsx';
import { Problem } from '../../parts/page/states.tsx';
import { tellDone } from '../../parts/dialogs/toasts.tsx';
import { t } from '../../strings.ts';
import { manageableRoles } from '../users/rights.ts';
import { type RoleChoice, RoleFields, roleBody } from '../users/add/role-fields.tsx';
import classes from '../users/users.module.css';

const LONGEST_NAME = 32;
const LONGEST_EMAIL = 128;

/** Changes profile, role and groups of the user as they were read: whoever was quicker is not overwritten. */
export function EditUser({ user, onClose }: { user: UserDetails; onClose: () => void }) {
  const client = useQueryClient();
  const me = useMe();
  const [read] = useState(user);
  const [firstName, setFirstName] = useState(user.firstName ?? '');
  const [lastName, setLastName] = useState(user.lastName ?? '');
  const [email, setEmail] = useState(user.email ?? '');
  const [choice, setChoice] = useState<RoleChoice>({
    role: user.role,
    privileges: user.privileges as RoleChoice['privileges'],
    groupIds: user.groups.map(({ id }) => id),
    managedGroupIds: user.managedGroups.map(({ id }) => id),
  });
  const save = useMutation({
    mutationFn: () =>
      done(
        api.PATCH('/v1/users/{id}', {
          params: { path: { id: user.id }, header: { 'If-Match': `"${read.revision}"` } },
          body: { firstName: firstName.trim(), lastName: lastName.trim(), email: email.trim(), ...roleBody(choice) },
        }),
      ),
    onSuccess: () => {
      tellDone(t.saved);
      void client.invalidateQueries();
      onClose();
    },
    onError: () => void client.invalidateQueries({ queryKey: ['users'] }),
  });
  const stale = save.error instanceof ApiError && save.error.status === 412;
  return (
    <Dialog
      title={fullName(user)}
      onClose={onClose}
      busy={save.isPending}
      onSubmit={() => save.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={stale}>
            {t.save}
          </Button>
        </>
      }
    >
      <div className={classes.two}>
        <TextInput
          label={t.addUsers.firstName}
          data-autofocus
          maxLength={LONGEST_NAME}
          value={firstName}
          onChange={(event) => setFirstName(event.currentTarget.value)}
        />
        <TextInput
          label={t.addUsers.lastName}
          maxLength={LONGEST_NAME}
          value={lastName}
          onChange={(event) => setLastName(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label={t.users.email}
        type="email"
        maxLength={LONGEST_EMAIL}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <RoleFields roles={manageableRoles(me)} choice={choice} onChange={setChoice} />
      {stale ? <p role="alert">{t.user.stale}</p> : <Problem error={save.error} />}
    </Dialog>
  );
}
