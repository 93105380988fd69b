import { Button, Progress, Table, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done, oneAct } from '../../api/client.ts';
import { Badge } from '../../parts/badge.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Problem, problemText } from '../../parts/states.tsx';
import { t } from '../../strings.ts';
import type { AddProps } from './add-users.tsx';
import { forEachOf, type Outcome } from './each.ts';
import { type PastedUser, readPastedList } from './pasted-list.ts';
import classes from './users.module.css';

const MOST_AT_A_TIME = 500;

/** Adds a pasted list, and says line by line what became of it. */
export function PasteList({ switcher, onClose }: AddProps) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [doneSoFar, setDoneSoFar] = useState(0);
  const people = readPastedList(text);
  const add = useMutation({
    mutationFn: () => forEachOf(people, addOne, setDoneSoFar),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['users'] }),
  });
  if (add.data) return <Results outcomes={add.data} onClose={onClose} />;
  const tooMany = people.length > MOST_AT_A_TIME;
  return (
    <Dialog
      title={t.addUsers.title}
      onClose={onClose}
      busy={add.isPending}
      onSubmit={() => people.length > 0 && !tooMany && add.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={add.isPending}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={people.length === 0 || tooMany}>
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
        error={tooMany && t.users.tooMany(MOST_AT_A_TIME)}
      />
      <p role="status">{add.isPending ? t.bulk.progress(doneSoFar, people.length) : t.users.total(people.length)}</p>
      {add.isPending && <Progress value={(100 * doneSoFar) / people.length} aria-label={t.addUsers.import} />}
      <Problem error={add.error} />
    </Dialog>
  );
}

const addOne = ({ firstName, lastName, email }: PastedUser) =>
  done(api.POST('/v1/users', { params: { header: oneAct() }, body: { firstName, lastName, email } }));

function Results({ outcomes, onClose }: { outcomes: readonly Outcome<PastedUser>[]; onClose: () => void }) {
  const inOrder = [...outcomes].sort((a, b) => a.item.line - b.item.line);
  const refused = outcomes.filter(({ error }) => error !== undefined).length;
  return (
    <Dialog
      title={t.addUsers.importTitle}
      size={680}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t.done}</Button>}
    >
      <p role="status">{t.addUsers.summary(outcomes.length - refused, refused)}</p>
      <div className={classes.results}>
        <Table layout="fixed" verticalSpacing="sm" aria-label={t.addUsers.importTitle}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={60}>{t.addUsers.line}</Table.Th>
              <Table.Th w={220}>{t.users.email}</Table.Th>
              <Table.Th>{t.addUsers.outcome}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {inOrder.map(({ item, error }) => (
              <Table.Tr key={item.line}>
                <Table.Td>{item.line}</Table.Td>
                <Table.Td>
                  <bdi>{item.email}</bdi>
                </Table.Td>
                <Table.Td>
                  <Badge tone={error ? 'danger' : 'good'}>{t.addUsers.outcomes[error ? 'refused' : 'added']}</Badge>{' '}
                  {error ? problemText(error) : null}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Dialog>
  );
}
