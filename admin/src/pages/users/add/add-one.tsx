import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, done, oneAct } from '../../../api/client.ts';
import { useMe } from '../../../api/queries.ts';
import { Dialog } from '../../../parts/dialogs/dialog.tsx';
import { Problem } from '../../../parts/page/states.tsx';
import { tellDone } from '../../../parts/dialogs/toasts.tsx';
import { t } from '../../../strings.ts';
import type { AddProps } from './add-users.tsx';
import { Invite } from './invite.tsx';
import { manageableRoles } from '../rights.ts';
import { NO_ROLE_CHOICE, RoleFields, roleBody } from './role-fields.tsx';
import classes from '../users.module.css';

const LONGEST_NAME = 32;
const LONGEST_EMAIL = 128;
const BLANK = { firstName: '', lastName: '', email: '' };

export function AddOne({ switcher, onClose }: AddProps) {
  const client = useQueryClient();
  const roles = manageableRoles(useMe());
  const [person, setPerson] = useState(BLANK);
  const [choice, setChoice] = useState(NO_ROLE_CHOICE);
  const [invite, setInvite] = useState(true);
  const [invited, setInvited] = useState<{ id: string; firstName: string; lastName: string }>();
  const first = useRef<HTMLInputElement>(null);
  const add = useMutation({
    mutationFn: (_another: boolean) =>
      done(api.POST('/v1/users', { params: { header: oneAct() }, body: { ...trimmed(person), ...roleBody(choice) } })),
    onSuccess: ({ id }, another) => {
      void client.invalidateQueries({ queryKey: ['users'] });
      const { firstName, lastName } = trimmed(person);
      tellDone(t.addUsers.added(`${firstName} ${lastName}`));
      if (another) {
        setPerson(BLANK);
        first.current?.focus();
      } else if (invite) setInvited({ id, firstName, lastName });
      else onClose();
    },
  });
  if (invited) return <Invite user={invited} onClose={onClose} />;
  const ready = Object.values(trimmed(person)).every((value) => value !== '');
  const field = (name: keyof typeof BLANK) => ({
    value: person[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setPerson({ ...person, [name]: event.currentTarget.value }),
  });
  return (
    <Dialog
      title={t.addUsers.title}
      onClose={onClose}
      busy={add.isPending}
      onSubmit={() => ready && add.mutate(false)}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button variant="default" disabled={!ready} onClick={() => add.mutate(true)}>
            {t.addUsers.addAnother}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={!ready}>
            {t.addUsers.add}
          </Button>
        </>
      }
    >
      {switcher}
      <div className={classes.two}>
        <TextInput
          ref={first}
          data-autofocus
          label={t.addUsers.firstName}
          maxLength={LONGEST_NAME}
          {...field('firstName')}
        />
        <TextInput label={t.addUsers.lastName} maxLength={LONGEST_NAME} {...field('lastName')} />
      </div>
      <TextInput label={t.users.email} type="email" maxLength={LONGEST_EMAIL} {...field('email')} />
      <RoleFields roles={roles} choice={choice} onChange={setChoice} />
      <Checkbox label={t.addUsers.invite} checked={invite} onChange={() => setInvite(!invite)} />
      <Problem error={add.error} />
    </Dialog>
  );
}

const trimmed = ({ firstName, lastName, email }: typeof BLANK) => ({
  firstName: firstName.trim(),
  lastName: lastName.trim(),
  email: email.trim(),
});
