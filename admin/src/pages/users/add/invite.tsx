import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, done, oneAct } from '../../../api/client.ts';
import type { User } from '../../../api/queries.ts';
import { Dialog } from '../../../parts/dialogs/dialog.tsx';
import { fullName } from '../../../parts/text/person.tsx';
import { Secret } from '../../../parts/dialogs/secret.tsx';
import { Failed, Loading } from '../../../parts/page/states.tsx';
import { When } from '../../../parts/text/time.tsx';
import { t } from '../../../strings.ts';

type Invited = Pick<User, 'id' | 'firstName' | 'lastName'>;

/** Makes a link that lets somebody choose a password, and shows it once. */
export function Invite({ user, onClose }: { user: Invited; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['invitation', user.id],
    queryFn: () =>
      done(api.POST('/v1/users/{id}/invitation', { params: { path: { id: user.id }, header: oneAct() }, body: {} })),
    // Each asking voids the link before: once for each opening of the dialog, and never in the background.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchInterval: false,
  });
  return (
    <Dialog
      title={t.inviting.title(fullName(user))}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t.done}</Button>}
    >
      <p>{t.inviting.text}</p>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={2} />}
      {data && (
        <>
          <Secret label={t.inviting.link} copy={t.inviting.copy} value={data.url} />
          <p>
            {t.inviting.until} <When at={data.expiresAt} />.
          </p>
        </>
      )}
    </Dialog>
  );
}
