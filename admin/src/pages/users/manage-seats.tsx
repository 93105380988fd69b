import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done } from '../../api/client.ts';
import { planQuery, type Pool, type User } from '../../api/queries.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { fullName } from '../../parts/person.tsx';
import { Failed, Loading, problemText } from '../../parts/states.tsx';
import { tellDone } from '../../parts/toasts.tsx';
import { t } from '../../strings.ts';
import { forEachOf, type Outcome } from './each.ts';
import { ProductChoice } from './product-choice.tsx';
import {
  type Choice,
  type Choices,
  changesOf,
  present,
  previews,
  type ProductPreview,
  type SeatChange,
} from './seat-changes.ts';
import classes from './users.module.css';

type ManageProps = { users: readonly User[]; onClose: () => void; onDone?: () => void };

/** Ticks by product for one or many; says what will change and what will be refused before anything does. */
export function ManageSeats({ users, onClose, onDone }: ManageProps) {
  const client = useQueryClient();
  const { data: plan, error, refetch } = useQuery(planQuery);
  const [choices, setChoices] = useState<Choices>({});
  const [refused, setRefused] = useState<readonly Outcome<SeatChange>[]>([]);
  const changes = changesOf(users, choices);
  const apply = useMutation({
    mutationFn: () => forEachOf(changes, applyOne, () => undefined),
    onSuccess: (outcomes) => {
      void client.invalidateQueries();
      const failed = outcomes.filter((outcome) => outcome.error !== undefined);
      const changed = new Set(
        outcomes.filter((outcome) => outcome.error === undefined).map(({ item }) => item.user.id),
      );
      if (changed.size > 0) tellDone(t.seats.applied(changed.size));
      if (failed.length > 0) return setRefused(failed);
      onDone?.();
      onClose();
    },
  });
  if (refused.length > 0) return <Refusals refused={refused} pools={plan?.items ?? []} onClose={onClose} />;
  const title = users.length === 1 ? t.seats.titleOne(fullName(users[0]!)) : t.seats.titleMany(users.length);
  return (
    <Dialog
      title={title}
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
                now={present(users, pool.product)}
                choice={choices[pool.product] ?? 'keep'}
                onChoose={(choice: Choice) => setChoices((before) => ({ ...before, [pool.product]: choice }))}
              />
            ))}
          </div>
          <Preview previews={previews(users, choices, plan.items)} pools={plan.items} />
        </>
      )}
    </Dialog>
  );
}

function applyOne({ user, product, type }: SeatChange): Promise<unknown> {
  const params = { path: { id: user.id, product } };
  if (type === null) return done(api.DELETE('/v1/users/{id}/seats/{product}', { params, body: {} }));
  return done(api.PUT('/v1/users/{id}/seats/{product}', { params, body: { type } }));
}

function Preview({ previews: all, pools }: { previews: readonly ProductPreview[]; pools: readonly Pool[] }) {
  const shown = all.filter(({ changed, suspended, withoutRoom }) => changed + suspended + withoutRoom > 0);
  const nameOf = (product: string) => pools.find((pool) => pool.product === product)?.productName ?? product;
  return (
    <div className={classes.preview} role="status">
      <h3>{t.seats.preview}</h3>
      {shown.length === 0 ? (
        <p>{t.seats.nothing}</p>
      ) : (
        <ul>
          {shown.map(({ product, type, changed, suspended, withoutRoom }) => {
            const name = nameOf(product);
            return [
              changed > 0 && (
                <li key={product}>
                  {type ? t.seats.gets(changed, `${name} - ${t.seatTypes[type]}`) : t.seats.loses(changed, name)}
                </li>
              ),
              withoutRoom > 0 && (
                <li key={`${product} room`} data-refused>
                  {t.seats.refused(withoutRoom, t.seats.codes.NO_SEAT_AVAILABLE!)} {t.seats.moreLicences}
                </li>
              ),
              suspended > 0 && (
                <li key={`${product} suspended`} data-refused>
                  {t.seats.refused(suspended, t.seats.codes.USER_SUSPENDED!)}
                </li>
              ),
            ];
          })}
        </ul>
      )}
    </div>
  );
}

function Refusals({
  refused,
  pools,
  onClose,
}: {
  refused: readonly Outcome<SeatChange>[];
  pools: readonly Pool[];
  onClose: () => void;
}) {
  const nameOf = (product: string) => pools.find((pool) => pool.product === product)?.productName ?? product;
  return (
    <Dialog title={t.seats.failedTitle} onClose={onClose} actions={<Button onClick={onClose}>{t.done}</Button>}>
      <ul className={classes.people}>
        {refused.map(({ item: { user, product }, error }) => (
          <li key={`${user.id}${product}`}>
            <bdi>{fullName(user)}</bdi>, {nameOf(product)}: {problemText(error)}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
