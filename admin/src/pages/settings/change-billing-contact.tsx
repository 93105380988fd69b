import { Button, Radio } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done } from '../../api/client.ts';
import { type User, usersQuery } from '../../api/queries.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { fullName } from '../../parts/text/person.tsx';
import { Failed, Loading, Problem } from '../../parts/page/states.tsx';
import { tellDone } from '../../parts/dialogs/toasts.tsx';
import { SearchField } from '../../parts/table/toolbar.tsx';
import { t } from '../../strings.ts';
import classes from './settings.module.css';

/** Suspended users can't be it. */
const CANDIDATES: User['status'][] = ['active', 'inactive', 'invited'];

/** Hands the plan over to another user. */
export function ChangeBillingContact({ present, onClose }: { present: string | null; onClose: () => void }) {
  const client = useQueryClient();
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState<User>();
  const change = useMutation({
    mutationFn: ({ id }: User) => done(api.PUT('/v1/account/billing-contact', { body: { userId: id } })),
    onSuccess: (_, user) => {
      tellDone(t.settings.billingChanged(fullName(user)));
      void client.invalidateQueries({ queryKey: ['account'] });
      void client.invalidateQueries({ queryKey: ['me'] });
      onClose();
    },
  });
  const search = (words: string) => {
    setQ(words);
    setChosen(undefined);
  };
  return (
    <Dialog
      title={t.settings.changeBilling}
      size={480}
      onClose={onClose}
      busy={change.isPending}
      onSubmit={() => chosen && change.mutate(chosen)}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={!chosen}>
            {t.settings.changeBilling}
          </Button>
        </>
      }
    >
      <p>{t.settings.billingLead}</p>
      <SearchField label={t.settings.searchUsers} value={q} onChange={search} />
      <Candidates q={q} except={present} chosen={chosen} onChoose={setChosen} />
      <Problem error={change.error} />
    </Dialog>
  );
}

type CandidatesProps = {
  q: string;
  except: string | null;
  chosen: User | undefined;
  onChoose: (user: User | undefined) => void;
};

/** The first page of those whom the search finds: whoever is not on it is found by more words. */
function Candidates({ q, except, chosen, onChoose }: CandidatesProps) {
  const { data, error, refetch } = useQuery(usersQuery({ q: q || undefined, status: CANDIDATES }, undefined));
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={4} />;
  const users = data.items.filter(({ id }) => id !== except);
  if (users.length === 0) return <p role="status">{t.users.noMatch}</p>;
  return (
    <Radio.Group
      label={t.settings.billingCandidates}
      value={chosen?.id ?? ''}
      onChange={(userId) => onChoose(users.find(({ id }) => id === userId))}
    >
      <div className={classes.candidates}>
        {users.map((user) => (
          <Radio key={user.id} value={user.id} label={fullName(user)} description={user.email} />
        ))}
      </div>
    </Radio.Group>
  );
}
