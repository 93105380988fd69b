import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done, oneAct, type Schemas } from '../../api/client.ts';
import { type ServiceAccount, serviceAccountsQuery, useMe } from '../../api/queries.ts';
import { type Column, DataTable } from '../../parts/table/data-table.tsx';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Card, Page } from '../../parts/page/page.tsx';
import { Secret } from '../../parts/dialogs/secret.tsx';
import { Empty, Failed, Loading, Problem, Refused } from '../../parts/page/states.tsx';
import { When } from '../../parts/text/time.tsx';
import { tellDone } from '../../parts/dialogs/toasts.tsx';
import { t } from '../../strings.ts';
import classes from './service-accounts.module.css';

type Privilege = Schemas['AddServiceAccountBody']['privileges'][number];
type Created = Schemas['ServiceAccountSecret'];

const LONGEST_NAME = 64;

const COLUMNS: readonly Column<ServiceAccount>[] = [
  { key: 'name', width: 180, header: t.services.name, main: true, cell: ({ name }) => <bdi>{name}</bdi> },
  { key: 'client', width: 320, header: t.services.clientId, cell: ({ clientId }) => <code>{clientId}</code> },
  {
    key: 'privileges',
    width: 260,
    header: t.services.privileges,
    cell: ({ privileges }) => privileges.map((name) => t.privileges[name] ?? name).join(', ') || t.none,
  },
  { key: 'added', width: 130, header: t.services.added, cell: ({ addedAt }) => <When at={addedAt} /> },
  {
    key: 'actions',
    header: t.users.actions,
    quiet: true,
    width: 120,
    cell: (account) => <DeleteAccount account={account} />,
  },
];

export default function ServiceAccounts() {
  const may = useMe().privileges.includes('manage-settings');
  return may ? (
    <List />
  ) : (
    <Page title={t.nav.serviceAccounts}>
      <Card>
        <Refused>{t.services.mayNot}</Refused>
      </Card>
    </Page>
  );
}

function List() {
  const { data, error, isPending, refetch } = useQuery(serviceAccountsQuery);
  const [adding, setAdding] = useState(false);
  const accounts = data?.items ?? [];
  return (
    <Page
      title={t.nav.serviceAccounts}
      lead={t.services.lead}
      aside={<Button onClick={() => setAdding(true)}>{t.services.add}</Button>}
    >
      <Card flush>
        {isPending && <Loading />}
        {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
        {data && accounts.length === 0 && (
          <Empty icon={IconKey} title={t.services.none}>
            {t.services.noneMore}
          </Empty>
        )}
        {accounts.length > 0 && (
          <DataTable
            label={t.services.table}
            columns={COLUMNS}
            rows={accounts}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
          />
        )}
      </Card>
      {adding && <AddAccount onClose={() => setAdding(false)} />}
    </Page>
  );
}

function AddAccount({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const me = useMe();
  const [name, setName] = useState('');
  const [privileges, setPrivileges] = useState<string[]>([]);
  const [created, setCreated] = useState<Created>();
  const [header] = useState(oneAct);
  const add = useMutation({
    mutationFn: () =>
      done(
        api.POST('/v1/service-accounts', {
          params: { header },
          body: { name: name.trim(), privileges: privileges as Privilege[] },
        }),
      ),
    onSuccess: (answer) => {
      setCreated(answer);
      void client.invalidateQueries({ queryKey: ['service-accounts'] });
    },
  });
  if (created) return <ShowSecret created={created} onClose={onClose} />;
  const grantable = Object.entries(t.privileges).filter(
    ([privilege]) => privilege === 'act-for-agents' || me.privileges.includes(privilege),
  );
  return (
    <Dialog
      title={t.services.add}
      onClose={onClose}
      busy={add.isPending}
      onSubmit={() => name.trim() && add.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={!name.trim()}>
            {t.services.create}
          </Button>
        </>
      }
    >
      <TextInput
        label={t.services.name}
        data-autofocus
        maxLength={LONGEST_NAME}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group label={t.services.privileges} value={privileges} onChange={setPrivileges}>
        <div className={classes.privileges}>
          {grantable.map(([privilege, label]) => (
            <Checkbox key={privilege} value={privilege} label={label} />
          ))}
        </div>
      </Checkbox.Group>
      <Problem error={add.error} />
    </Dialog>
  );
}

function ShowSecret({ created, onClose }: { created: Created; onClose: () => void }) {
  return (
    <Dialog
      title={t.services.secretTitle}
      onClose={onClose}
      busy
      actions={<Button onClick={onClose}>{t.services.kept}</Button>}
    >
      <p>{t.services.secretText}</p>
      <Secret label={t.services.clientId} copy={t.services.copyId} value={created.clientId} />
      <Secret label={t.services.secret} copy={t.services.copySecret} value={created.clientSecret} />
    </Dialog>
  );
}

function DeleteAccount({ account }: { account: ServiceAccount }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => done(api.DELETE('/v1/service-accounts/{id}', { params: { path: { id: account.id } } })),
    onSuccess: () => {
      tellDone(t.services.deleted(account.name));
      void client.invalidateQueries({ queryKey: ['service-accounts'] });
      setAsking(false);
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t.services.deleteFor(account.name)}
        onClick={() => setAsking(true)}
      >
        {t.delete}
      </Button>
      {asking && (
        <Dialog
          title={t.services.deleteTitle(account.name)}
          size={440}
          onClose={() => setAsking(false)}
          busy={remove.isPending}
          onSubmit={() => remove.mutate()}
          actions={
            <>
              <Button variant="default" onClick={() => setAsking(false)}>
                {t.cancel}
              </Button>
              <Button type="submit" color="danger" loading={remove.isPending} data-autofocus>
                {t.delete}
              </Button>
            </>
          }
        >
          <p>{t.services.deleteEffect}</p>
          <Problem error={remove.error} />
        </Dialog>
      )}
    </>
  );
}
