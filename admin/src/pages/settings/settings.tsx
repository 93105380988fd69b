import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done, type Schemas } from '../../api/client.ts';
import { accountQuery, planQuery, type Pool, useMe, userQuery } from '../../api/queries.ts';
import { Facts } from '../../parts/text/facts.tsx';
import { Card, Page } from '../../parts/page/page.tsx';
import { fullName } from '../../parts/text/person.tsx';
import { Failed, Loading, Problem } from '../../parts/page/states.tsx';
import { tellDone } from '../../parts/dialogs/toasts.tsx';
import { t } from '../../strings.ts';
import { ChangeBillingContact } from './change-billing-contact.tsx';
import classes from './settings.module.css';

type Account = Schemas['Account'];
const INACTIVE_AFTER_DAYS = [30, 60, 90] as const;
const LONGEST_NAME = 128;

export default function Settings() {
  const may = useMe().privileges.includes('manage-settings');
  const account = useQuery(accountQuery);
  const plan = useQuery(planQuery);
  const error = account.error ?? plan.error;
  const retry = () => void Promise.all([account.refetch(), plan.refetch()]);
  return (
    <Page title={t.nav.settings} lead={may ? t.settings.lead : `${t.settings.lead} ${t.settings.mayNot}`}>
      {account.data && plan.data ? (
        <SettingsForm account={account.data} pools={plan.data.items} may={may} />
      ) : (
        <Card flush>{error ? <Failed error={error} onRetry={retry} /> : <Loading />}</Card>
      )}
      <Card title={t.settings.api}>
        <p>{t.settings.apiText}</p>
        <p className={classes.links}>
          <a href="/docs">{t.settings.apiLink}</a> <a href="/openapi.json">{t.settings.apiDocument}</a>
        </p>
      </Card>
    </Page>
  );
}

function SettingsForm({ account, pools, may }: { account: Account; pools: readonly Pool[]; may: boolean }) {
  const client = useQueryClient();
  const [name, setName] = useState(account.name);
  const [inactiveAfterDays, setInactive] = useState<number>(account.inactiveAfterDays);
  const [leases, setLeases] = useState(texts(account.leaseSeconds));
  const [unjoined, setUnjoined] = useState(texts(account.unjoinedMinutes));
  const save = useMutation({
    mutationFn: () =>
      done(
        api.PATCH('/v1/account', {
          body: {
            name: name.trim(),
            inactiveAfterDays: inactiveAfterDays as (typeof INACTIVE_AFTER_DAYS)[number],
            leaseSeconds: changed(account.leaseSeconds, leases) as Record<string, never>,
            unjoinedMinutes: changed(account.unjoinedMinutes, unjoined) as Record<string, never>,
          },
        }),
      ),
    onSuccess: () => {
      tellDone(t.settings.saved);
      void client.invalidateQueries({ queryKey: ['account'] });
    },
  });
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Card title={t.settings.account}>
        <div className={classes.fields}>
          <TextInput
            label={t.settings.name}
            readOnly={!may}
            maxLength={LONGEST_NAME}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t.settings.inactive}
            disabled={!may}
            value={String(inactiveAfterDays)}
            onChange={(event) => setInactive(Number(event.currentTarget.value))}
            data={INACTIVE_AFTER_DAYS.map((days) => ({ value: String(days), label: t.settings.days(days) }))}
          />
          <BillingContact id={account.billingContact} />
        </div>
      </Card>
      <Card title={t.settings.durations}>
        <p className={classes.lead}>{t.settings.durationsLead}</p>
        {pools.map(({ product, productName }) => (
          <fieldset key={product} className={classes.product}>
            <legend>{productName}</legend>
            <TextInput
              type="number"
              inputMode="numeric"
              min={1}
              label={t.settings.lease}
              aria-label={t.settings.leaseFor(productName)}
              readOnly={!may}
              value={leases[product] ?? ''}
              onChange={(event) => setLeases({ ...leases, [product]: event.currentTarget.value })}
            />
            {account.unjoinedMinutes[product] === null ? (
              <Facts facts={[[t.settings.unjoined, t.settings.notApplicable]]} />
            ) : (
              <TextInput
                type="number"
                inputMode="numeric"
                min={1}
                label={t.settings.unjoined}
                aria-label={t.settings.unjoinedFor(productName)}
                readOnly={!may}
                value={unjoined[product] ?? ''}
                onChange={(event) => setUnjoined({ ...unjoined, [product]: event.currentTarget.value })}
              />
            )}
          </fieldset>
        ))}
      </Card>
      <Problem error={save.error} />
      {may && (
        <div>
          <Button type="submit" loading={save.isPending}>
            {t.save}
          </Button>
        </div>
      )}
    </form>
  );
}

function BillingContact({ id }: { id: string | null }) {
  const me = useMe();
  const { data } = useQuery({ ...userQuery(id ?? ''), enabled: id !== null });
  const [changing, setChanging] = useState(false);
  const contact = (
    <div className={classes.billing}>
      <span>
        <bdi>{data && `${fullName(data)}. `}</bdi>
        {t.settings.billingNote}
      </span>
      {(me.billingContact || me.role === 'super-admin') && (
        <Button variant="default" onClick={() => setChanging(true)}>
          {t.settings.changeBilling}
        </Button>
      )}
    </div>
  );
  return (
    <>
      <Facts facts={[[t.settings.billing, contact]]} />
      {changing && <ChangeBillingContact present={id} onClose={() => setChanging(false)} />}
    </>
  );
}

type Durations = Readonly<Record<string, number | null>>;

const texts = (durations: Durations): Record<string, string> =>
  Object.fromEntries(
    Object.entries(durations).map(([product, value]) => [product, value === null ? '' : String(value)]),
  );

/** Only what differs is sent: what is not named stays. */
const changed = (durations: Durations, typed: Record<string, string>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(typed)
      .filter(([product, text]) => text !== '' && Number(text) !== durations[product])
      .map(([product, text]) => [product, Number(text)]),
  );
