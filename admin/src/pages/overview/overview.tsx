import { IconReceipt2 } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, take } from '../../api/client.ts';
import { auditQuery, planQuery, type Pool, useMe } from '../../api/queries.ts';
import { number } from '../../format.ts';
import { Badge } from '../../parts/text/badge.tsx';
import { Meter } from '../../parts/text/meter.tsx';
import { Card, Page } from '../../parts/page/page.tsx';
import { Empty, Failed, Loading } from '../../parts/page/states.tsx';
import { t } from '../../strings.ts';
import { Timeline } from '../history/timeline.tsx';
import { Activity } from './activity.tsx';
import classes from './overview.module.css';

export default function Overview() {
  const { data, error, isPending, refetch } = useQuery(planQuery);
  const readsHistory = useMe().privileges.includes('read-audit');
  const pools = data?.items ?? [];
  const nothingBought = pools.every(({ named, concurrent }) => named.capacity + concurrent.capacity === 0);
  return (
    <Page title={t.nav.overview} lead={t.overview.lead}>
      {!data && <Card flush>{isPending ? <Loading /> : <Failed error={error} onRetry={() => void refetch()} />}</Card>}
      {data && nothingBought && (
        <Card>
          <Empty icon={IconReceipt2} title={t.overview.noPlan} action={<Link to="/plan">{t.overview.toPlan}</Link>}>
            {t.overview.noPlanMore}
          </Empty>
        </Card>
      )}
      {data && !nothingBought && (
        <div className={classes.pools}>
          {pools.map((pool) => (
            <PoolCard key={pool.product} pool={pool} readsHistory={readsHistory} />
          ))}
        </div>
      )}
      {readsHistory ? <Latest /> : <p className={classes.hint}>{t.overview.noHistory}</p>}
    </Page>
  );
}

const ENTRIES_SHOWN = 8;

/** What happened last, on the whole account. */
function Latest() {
  const { data } = useInfiniteQuery(auditQuery({}, ENTRIES_SHOWN));
  if (!data) return null;
  return (
    <Card flush title={t.overview.latest} aside={<Link to="/history">{t.overview.seeHistory}</Link>}>
      <Timeline entries={data.pages[0]?.items ?? []} />
    </Card>
  );
}

function PoolCard({ pool, readsHistory }: { pool: Pool; readsHistory: boolean }) {
  const { product, productName, named, concurrent } = pool;
  const { capacity, inUse, assigned } = concurrent;
  return (
    <Card title={productName}>
      <div className={classes.numbers}>
        <div className={classes.big}>
          <strong>{number(inUse)}</strong>
          <span>
            {t.overview.inUse}
            <br />
            {capacity > 0 ? t.overview.of(capacity) : t.overview.noShared}
          </span>
          <PoolState pool={pool} />
        </div>
        <Meter
          value={inUse}
          capacity={capacity}
          label={`${number(inUse)} ${t.overview.inUse} ${t.overview.of(capacity)}`}
        />
        <ul>
          <li>{t.overview.named(named.assigned, named.capacity)}</li>
          <li>{t.overview.sharing(assigned)}</li>
          {readsHistory && <Refusals product={product} />}
        </ul>
      </div>
      {readsHistory && <Activity pool={pool} />}
      <p className={classes.links}>
        <Link to={`/shared-sessions?product=${product}`} aria-label={`${t.overview.seeSessions}: ${productName}`}>
          {t.overview.seeSessions}
        </Link>
      </p>
    </Card>
  );
}

function PoolState({ pool: { concurrent } }: { pool: Pool }) {
  const { capacity, inUse, overBy } = concurrent;
  if (overBy > 0) return <Badge tone="danger">{t.overview.over(overBy)}</Badge>;
  if (capacity === 0) return null;
  return inUse >= capacity ? (
    <Badge tone="wait">{t.overview.full}</Badge>
  ) : (
    <Badge tone="good">{t.overview.free(capacity - inUse)}</Badge>
  );
}

function Refusals({ product }: { product: string }) {
  const from = startOfToday();
  const { data } = useQuery({
    queryKey: ['audit', 'refusals', product, from],
    queryFn: ({ signal }) =>
      take(api.GET('/v1/audit', { params: { query: { product, action: 'SeatDenied', from, limit: 1 } }, signal })),
  });
  if (!data) return null;
  return <li data-refused={data.total > 0 || undefined}>{t.overview.refused(data.total)}</li>;
}

function startOfToday(): string {
  const today = new Date();
  today.setHours(0, 0, 0, 0);
  return today.toISOString();
}
