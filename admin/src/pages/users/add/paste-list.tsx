import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done, oneAct, type Schemas } from '../../../api/client.ts';
import { Badge } from '../../../parts/text/badge.tsx';
import { Dialog } from '../../../parts/dialogs/dialog.tsx';
import { Problem } from '../../../parts/page/states.tsx';
import { t } from '../../../strings.ts';
import type { AddProps } from './add-users.tsx';
import classes from '../users.module.css';

const ROWS_IN_SIGHT = 5;

type Results = Schemas['ImportedUsers']['results'];

/** Adds a pasted list, and says line by line what became of it. */
export function PasteList({ switcher, onClose }: AddProps) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [header] = useState(oneAct);
  const add = useMutation({
    mutationFn: () => done(api.POST('/v1/users/import', { params: { header }, body: { text } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['users'] }),
  });
  if (add.data) return <Outcomes results={add.data.results} onClose={onClose} />;
  const empty = text.trim() === '';
  return (
    <Dialog
      title={t.addUsers.title}
      onClose={onClose}
      busy={add.isPending}
      onSubmit={() => !empty && add.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={add.isPending}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={empty}>
            {t.addUsers.import}
          </Button>
        </>
      }
    >
      {switcher}
      <Textarea
        label={t.addUsers.list}
        description={t.addUsers.listHint}
        rows={8}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Problem error={add.error} />
    </Dialog>
  );
}

function Outcomes({ results, onClose }: { results: Results; onClose: () => void }) {
  const added = results.filter(({ outcome }) => outcome === 'added').length;
  return (
    <Dialog
      title={t.addUsers.importTitle}
      size={680}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t.done}</Button>}
    >
      <p role="status">{t.addUsers.summary(added, results.length - added)}</p>
      {/* It scrolls when it is long, so the keyboard has to get there. */}
      <ul
        className={classes.results}
        tabIndex={results.length > ROWS_IN_SIGHT ? 0 : undefined}
        aria-label={t.addUsers.importTitle}
      >
        {results.map(({ line, email, outcome, detail }) => (
          <li key={line}>
            <div>
              <bdi>{email}</bdi>
              <small>
                {t.addUsers.line(line)}
                {detail && `: ${detail}`}
              </small>
            </div>
            <Badge tone={outcome === 'added' ? 'good' : 'danger'}>{t.addUsers.outcomes[outcome]}</Badge>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
