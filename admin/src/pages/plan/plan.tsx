import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { accountQuery, planQuery, type Pool, useMe, userQuery } from '../../api/queries.ts';
import { number } from '../../format.ts';
import { Badge } from '../../parts/text/badge.tsx';
import { Meter } from '../../parts/text/meter.tsx';
import { Card, Page } from '../../parts/page/page.tsx';
import { fullName } from '../../parts/text/person.tsx';
import { Failed, Loading } from '../../parts/page/states.tsx';
import { t } from '../../strings.ts';
import { historyPath } from '../history/entry-details.tsx';
import { ChangePlan } from './change-plan.tsx';
import classes from './plan.module.css';

export default function Plan() {
  const { billingContact, privileges } = useMe();
  const { data, error, isPending, refetch } = useQuery(planQuery);
  const [changing, setChanging] = useState<Pool>();
  return (
    <Page title={t.nav.plan} lead={<Lead />}>
      {!data && <Card flush>{isPending ? <Loading /> : <Failed error={error} onRetry={() => void refetch()} />}</Card>}
      {data?.items.map((pool) => (
        <Card
          key={pool.product}
          title={pool.productName}
          aside={
            <div className={classes.actions}>
              {privileges.includes('read-audit') && (
                <Link to={historyPath({ product: pool.product })} aria-label={t.plan.historyOf(pool.productName)}>
                  {t.plan.history}
                </Link>
              )}
              {billingContact && (
                <Button
                  variant="default"
                  aria-label={t.plan.changeFor(pool.productName)}
                  onClick={() => setChanging(pool)}
                >
                  {t.plan.change}
                </Button>
              )}
            </div>
          }
        >
          <Seats pool={pool} />
        </Card>
      ))}
      {changing && <ChangePlan pool={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  );
}

/** Who may change it: whoever may not, learns why and whom to ask. */
function Lead() {
  const me = useMe();
  const { data: account } = useQuery(accountQuery);
  const contactId = account?.billingContact ?? '';
  const { data: contact } = useQuery({ ...userQuery(contactId), enabled: contactId !== '' && !me.billingContact });
  const who = me.billingContact ? t.plan.mayChange : t.plan.mayNot(contact ? fullName(contact) : null);
  return (
    <>
      {t.plan.lead} {who}
    </>
  );
}

function Seats({ pool: { named, concurrent } }: { pool: Pool }) {
  return (
    <div className={classes.seats}>
      <section>
        <h3>{t.plan.named}</h3>
        <Numbers
          numbers={[
            [t.plan.bought, number(named.capacity)],
            [t.plan.assigned, number(named.assigned)],
            [t.plan.free, number(Math.max(0, named.capacity - named.assigned))],
          ]}
        />
        <Meter
          value={named.assigned}
          capacity={named.capacity}
          label={t.overview.named(named.assigned, named.capacity)}
        />
      </section>
      <section>
        <h3>
          {t.plan.concurrent} {concurrent.overBy > 0 && <Badge tone="danger">{t.plan.overBy(concurrent.overBy)}</Badge>}
        </h3>
        <Numbers
          numbers={[
            [t.plan.capacity, number(concurrent.capacity)],
            [t.plan.inUse, number(concurrent.inUse)],
            [t.plan.agents, number(concurrent.assigned)],
          ]}
        />
        <Meter
          value={concurrent.inUse}
          capacity={concurrent.capacity}
          label={`${number(concurrent.inUse)} ${t.overview.inUse} ${t.overview.of(concurrent.capacity)}`}
        />
      </section>
    </div>
  );
}

function Numbers({ numbers }: { numbers: readonly (readonly [string, string])[] }) {
  return (
    <dl className={classes.numbers}>
      {numbers.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
