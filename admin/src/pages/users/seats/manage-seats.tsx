import { Button } from '@mantine/core';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done, oneAct, type Schemas, take } from '../../../api/client.ts';
import { planQuery } from '../../../api/queries.ts';
import { Dialog } from '../../../parts/dialogs/dialog.tsx';
import { fullName } from '../../../parts/text/person.tsx';
import { Failed, Loading, Problem } from '../../../parts/page/states.tsx';
import { tellDone } from '../../../parts/dialogs/toasts.tsx';
import { t } from '../../../strings.ts';
import { ProductChoice } from './product-choice.tsx';
import {
  type Choices,
  isRefused,
  named,
  present,
  sizeOf,
  summaryOf,
  type Target,
  type Wanted,
  wanted,
} from './seat-changes.ts';
import { SeatsPreview, SeatsRefused } from './seats-outcome.tsx';
import classes from '../users.module.css';

type Results = Schemas['ChangedSeats']['results'];
type ManageProps = { target: Target; onClose: () => void; onDone?: () => void };

/** Ticks by product for one or many; says what will change and what will be refused before anything does. */
export function ManageSeats({ target, onClose, onDone }: ManageProps) {
  const client = useQueryClient();
  const { data: plan, error, refetch } = useQuery(planQuery);
  const [choices, setChoices] = useState<Choices>({});
  const [header] = useState(oneAct);
  const [refused, setRefused] = useState<Results>();
  const changes = wanted(target, choices);
  const previews = useQueries({
    queries: changes.map((change) => ({
      queryKey: ['seats-preview', named(target), change],
      queryFn: () => take(api.POST('/v1/users/seats', { body: { ...named(target), ...change, dryRun: true } })),
      gcTime: 0,
    })),
  });
  const apply = useMutation({
    mutationFn: () => applyAll(target, changes, header),
    onSuccess: (results) => {
      void client.invalidateQueries();
      const changed = new Set(results.filter(({ outcome }) => !isRefused(outcome)).map(({ userId }) => userId));
      if (changed.size > 0) tellDone(t.seats.applied(changed.size));
      const failed = results.filter(({ outcome }) => isRefused(outcome));
      if (failed.length > 0) return setRefused(failed);
      onDone?.();
      onClose();
    },
  });
  if (refused) return <SeatsRefused refused={refused} target={target} onClose={onClose} />;
  return (
    <Dialog
      title={titleOf(target)}
      size={620}
      onClose={onClose}
      busy={apply.isPending}
      onSubmit={() => changes.length > 0 && apply.mutate()}
      actions={
        <>
          <Button variant="default" onClick={onClose} disabled={apply.isPending}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={apply.isPending} disabled={changes.length === 0}>
            {t.seats.apply}
          </Button>
        </>
      }
    >
      <p>{t.seats.lead}</p>
      {error && !plan && <Failed error={error} onRetry={() => void refetch()} />}
      {!plan && !error && <Loading rows={3} />}
      {plan && (
        <>
          <div className={classes.products}>
            {plan.items.map((pool) => (
              <ProductChoice
                key={pool.product}
                pool={pool}
                now={present(target, pool.product)}
                choice={choices[pool.product] ?? 'keep'}
                onChoose={(choice) => setChoices((before) => ({ ...before, [pool.product]: choice }))}
              />
            ))}
          </div>
          <SeatsPreview
            pools={plan.items}
            changes={changes.map((change, at) => ({
              ...change,
              summary: previews[at]?.data && summaryOf(previews[at].data.results),
            }))}
          />
          <Problem error={previews.find((preview) => preview.error)?.error} />
        </>
      )}
      <Problem error={apply.error} />
    </Dialog>
  );
}

function titleOf(target: Target): string {
  const [only] = 'users' in target && target.users.length === 1 ? target.users : [];
  return only ? t.seats.titleOne(fullName(only)) : t.seats.titleMany(sizeOf(target));
}

/** One product after the other: each is answered for by itself, and a repeat under the same key is done once. */
async function applyAll(
  target: Target,
  changes: readonly Wanted[],
  header: ReturnType<typeof oneAct>,
): Promise<Results> {
  const results: Results = [];
  for (const change of changes) {
    const key = `${header['Idempotency-Key']} ${change.product} ${change.type}`;
    const params = { header: { 'Idempotency-Key': key } };
    const answer = await done(api.POST('/v1/users/seats', { params, body: { ...named(target), ...change } }));
    results.push(...answer.results);
  }
  return results;
}
