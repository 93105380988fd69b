import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, done, oneAct } from '../../api/client.ts';
import type { Pool } from '../../api/queries.ts';
import { Dialog } from '../../parts/dialogs/dialog.tsx';
import { Problem } from '../../parts/page/states.tsx';
import { tellDone } from '../../parts/dialogs/toasts.tsx';
import { t } from '../../strings.ts';
import classes from './plan.module.css';

const MAX_REASON_CHARACTERS = 500;

/** Sets how many seats there are; says what that means before it happens. */
export function ChangePlan({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const client = useQueryClient();
  const [namedText, setNamed] = useState(String(pool.named.capacity));
  const [concurrentText, setConcurrent] = useState(String(pool.concurrent.capacity));
  const [reason, setReason] = useState('');
  const [header] = useState(oneAct);
  const named = wholeNumber(namedText);
  const concurrent = wholeNumber(concurrentText);
  const change = useMutation({
    mutationFn: (body: { named: number; concurrent: number }) =>
      done(
        api.PUT('/v1/plan/{product}', {
          params: { path: { product: pool.product }, header },
          body: { ...body, reason: reason.trim() || undefined },
        }),
      ),
    onSuccess: () => {
      tellDone(t.plan.changed(pool.productName));
      void client.invalidateQueries({ queryKey: ['plan'] });
      onClose();
    },
  });
  const tooFew = named !== undefined && named < pool.named.assigned;
  const over = concurrent === undefined ? 0 : Math.max(0, pool.concurrent.inUse - concurrent);
  const differs = named !== pool.named.capacity || concurrent !== pool.concurrent.capacity;
  const ready = named !== undefined && concurrent !== undefined && !tooFew && differs;
  return (
    <Dialog
      title={t.plan.changeFor(pool.productName)}
      onClose={onClose}
      busy={change.isPending}
      onSubmit={() => ready && change.mutate({ named, concurrent })}
      actions={
        <>
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={!ready}>
            {t.plan.change}
          </Button>
        </>
      }
    >
      <div className={classes.two}>
        <TextInput
          type="number"
          inputMode="numeric"
          min={0}
          data-autofocus
          label={t.plan.namedLabel}
          value={namedText}
          onChange={(event) => setNamed(event.currentTarget.value)}
          error={tooFew && t.plan.tooFewNamed(pool.named.assigned)}
        />
        <TextInput
          type="number"
          inputMode="numeric"
          min={0}
          label={t.plan.concurrentLabel}
          value={concurrentText}
          onChange={(event) => setConcurrent(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label={t.plan.reason}
        description={t.reasonKept}
        maxLength={MAX_REASON_CHARACTERS}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div role="status">
        {ready && <p>{t.plan.effect(named, concurrent)}</p>}
        {ready && over > 0 && <p className={classes.over}>{t.plan.over(pool.concurrent.inUse, over)}</p>}
      </div>
      <Problem error={change.error} />
    </Dialog>
  );
}

const wholeNumber = (text: string) => (/^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined);
