import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { Dialog } from '../parts/dialogs/dialog.tsx';
import { Problem } from '../parts/page/states.tsx';
import { tellDone } from '../parts/dialogs/toasts.tsx';
import { t } from '../strings.ts';

export const SHORTEST_PASSWORD = 12;

export function ChangePassword({ onClose }: { onClose: () => void }) {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => done(api.POST('/v1/auth/change-password', { body: { currentPassword, newPassword } })),
    onSuccess: () => {
      tellDone(t.password.changed);
      onClose();
    },
  });
  const tooShort = newPassword !== '' && newPassword.length < SHORTEST_PASSWORD;
  const ready = currentPassword !== '' && newPassword.length >= SHORTEST_PASSWORD;
  const wrong = change.error instanceof ApiError && change.error.status === 401;
  return (
    <Dialog
      title={t.password.title}
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
            {t.password.submit}
          </Button>
        </>
      }
    >
      <PasswordInput
        label={t.password.current}
        autoComplete="current-password"
        data-autofocus
        value={currentPassword}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={wrong && change.error?.message}
      />
      <PasswordInput
        label={t.password.next}
        description={t.invitation.rule}
        autoComplete="new-password"
        maxLength={128}
        value={newPassword}
        onChange={(event) => setNext(event.currentTarget.value)}
        error={tooShort && t.invitation.tooShort}
      />
      <p>{t.password.note}</p>
      <Problem error={wrong ? null : change.error} />
    </Dialog>
  );
}
