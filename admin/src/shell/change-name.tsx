import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done } from '../api/client.ts';
import type { Me } from '../api/queries.ts';
import { Dialog } from '../parts/dialogs/dialog.tsx';
import { Problem } from '../parts/page/states.tsx';
import { tellDone } from '../parts/dialogs/toasts.tsx';
import { t } from '../strings.ts';

const LONGEST_NAME = 32;

/** One's own name, as everybody on the account sees it. */
export function ChangeName({ me, onClose }: { me: Me; onClose: () => void }) {
  const client = useQueryClient();
  const [firstName, setFirst] = useState(me.firstName ?? '');
  const [lastName, setLast] = useState(me.lastName ?? '');
  const body = { firstName: firstName.trim(), lastName: lastName.trim() };
  const change = useMutation({
    mutationFn: () => done(api.PATCH('/v1/me', { body })),
    onSuccess: () => {
      tellDone(t.ownName.changed);
      void client.invalidateQueries();
      onClose();
    },
  });
  const ready = body.firstName !== '' && body.lastName !== '';
  return (
    <Dialog
      title={t.ownName.title}
      size={440}
      onClose={onClose}
      busy={change.isPending}
      onSubmit={() => ready && change.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={!ready}>
            {t.save}
          </Button>
        </>
      }
    >
      <TextInput
        label={t.addUsers.firstName}
        autoComplete="given-name"
        data-autofocus
        maxLength={LONGEST_NAME}
        value={firstName}
        onChange={(event) => setFirst(event.currentTarget.value)}
      />
      <TextInput
        label={t.addUsers.lastName}
        autoComplete="family-name"
        maxLength={LONGEST_NAME}
        value={lastName}
        onChange={(event) => setLast(event.currentTarget.value)}
      />
      <Problem error={change.error} />
    </Dialog>
  );
}
