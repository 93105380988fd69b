import { Button, TextInput } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, done, oneAct } from '../../api/client.ts';
import { type Group, groupsQuery, useMe } from '../../api/queries.ts';
import { number } from '../../format.ts';
import { type Column, DataTable } from '../../parts/table/data-table.tsx';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Card, Page } from '../../parts/page/page.tsx';
import { RowMenu } from '../../parts/table/row-menu.tsx';
import { Empty, Failed, Loading, Problem } from '../../parts/page/states.tsx';
import { tellDone } from '../../parts/dialogs/toasts.tsx';
import { t } from '../../strings.ts';

const LONGEST_NAME = 64;

const COLUMNS: readonly Column<Group>[] = [
  {
    key: 'name',
    header: t.groups.name,
    main: true,
    cell: ({ id, name }) => (
      <Link to={`/users?category=User+Groups&group=${id}`}>
        <bdi>{name}</bdi>
      </Link>
    ),
  },
  { key: 'members', header: t.groups.members, cell: ({ members }) => number(members) },
];
const WITH_ACTIONS: readonly Column<Group>[] = [
  ...COLUMNS,
  { key: 'actions', header: t.users.actions, quiet: true, width: 70, cell: (group) => <GroupActions group={group} /> },
];

export default function Groups() {
  const mayChange = useMe().privileges.includes('manage-groups');
  const { data, error, isPending, refetch } = useQuery(groupsQuery);
  const [adding, setAdding] = useState(false);
  const groups = data?.items ?? [];
  return (
    <Page
      title={t.nav.groups}
      lead={mayChange ? t.groups.lead : `${t.groups.lead} ${t.groups.mayNot}`}
      aside={mayChange && <Button onClick={() => setAdding(true)}>{t.groups.add}</Button>}
    >
      <Card flush>
        {isPending && <Loading />}
        {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
        {data && groups.length === 0 && (
          <Empty icon={IconUsersGroup} title={t.groups.none}>
            {t.groups.noneMore}
          </Empty>
        )}
        {groups.length > 0 && (
          <DataTable
            label={t.groups.table}
            columns={mayChange ? WITH_ACTIONS : COLUMNS}
            rows={groups}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
          />
        )}
      </Card>
      {adding && <NameGroup onClose={() => setAdding(false)} />}
    </Page>
  );
}

function GroupActions({ group }: { group: Group }) {
  const [act, setAct] = useState<'rename' | 'delete'>();
  return (
    <>
      <RowMenu
        label={t.groups.actionsFor(group.name)}
        acts={[
          { label: t.groups.rename, onClick: () => setAct('rename') },
          { label: t.delete, destroys: true, onClick: () => setAct('delete') },
        ]}
      />
      {act === 'rename' && <NameGroup group={group} onClose={() => setAct(undefined)} />}
      {act === 'delete' && <DeleteGroup group={group} onClose={() => setAct(undefined)} />}
    </>
  );
}

/** A new group's name, or another one for a group there is. */
function NameGroup({ group, onClose }: { group?: Group; onClose: () => void }) {
  const client = useQueryClient();
  const [text, setText] = useState(group?.name ?? '');
  const [header] = useState(oneAct);
  const name = text.trim();
  const save = useMutation<unknown>({
    mutationFn: () =>
      group
        ? done(api.PATCH('/v1/groups/{id}', { params: { path: { id: group.id }, header }, body: { name } }))
        : done(api.POST('/v1/groups', { params: { header }, body: { name } })),
    onSuccess: () => {
      tellDone(group ? t.groups.renamed(name) : t.groups.created(name));
      void client.invalidateQueries({ queryKey: ['groups'] });
      onClose();
    },
  });
  return (
    <Dialog
      title={group ? t.groups.renameTitle(group.name) : t.groups.add}
      size={420}
      onClose={onClose}
      busy={save.isPending}
      onSubmit={() => name && save.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!name}>
            {group ? t.groups.rename : t.groups.create}
          </Button>
        </>
      }
    >
      <TextInput
        label={t.groups.name}
        data-autofocus
        maxLength={LONGEST_NAME}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Problem error={save.error} />
    </Dialog>
  );
}

function DeleteGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => done(api.DELETE('/v1/groups/{id}', { params: { path: { id: group.id } } })),
    onSuccess: () => {
      tellDone(t.groups.deleted(group.name));
      void client.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      title={t.groups.deleteTitle(group.name)}
      size={440}
      onClose={onClose}
      busy={remove.isPending}
      onSubmit={() => remove.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" color="danger" loading={remove.isPending} data-autofocus>
            {t.delete}
          </Button>
        </>
      }
    >
      <p>{t.groups.deleteEffect(group.members)}</p>
      <Problem error={remove.error} />
    </Dialog>
  );
}
