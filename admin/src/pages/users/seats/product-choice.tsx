import { Button, Checkbox, Group, Radio } from '@mantine/core';
import type { Pool } from '../../../api/queries.ts';
import { t } from '../../../strings.ts';
import type { Choice } from './seat-changes.ts';
import classes from '../users.module.css';

type ChoiceProps = { pool: Pool; now: Choice; choice: Choice; onChoose: (choice: Choice) => void };

/** One product: a tick for having it, and how. Where the chosen users differ, it stays as it is until somebody says. */
export function ProductChoice({ pool, now, choice, onChoose }: ChoiceProps) {
  const shown = choice === 'keep' ? now : choice;
  const mixed = shown === 'keep';
  const ticked = shown === 'named' || shown === 'concurrent';
  return (
    <div className={classes.product}>
      <Checkbox
        label={pool.productName}
        checked={ticked}
        indeterminate={mixed}
        onChange={() => onChoose(ticked ? 'none' : usual(pool))}
      />
      {ticked && (
        <Radio.Group
          className={classes.types}
          aria-label={t.seats.typeOf(pool.productName)}
          value={shown}
          onChange={(type) => onChoose(type as Choice)}
        >
          <Group gap="lg">
            <Radio
              value="named"
              label={t.seats.named}
              description={t.seats.namedInfo(pool.named.assigned, pool.named.capacity)}
            />
            <Radio
              value="concurrent"
              label={t.seats.concurrent}
              description={t.seats.concurrentInfo(pool.concurrent.assigned, pool.concurrent.capacity)}
            />
          </Group>
        </Radio.Group>
      )}
      {now === 'keep' && (
        <div className={classes.mixed}>
          {mixed ? (
            t.seats.mixed
          ) : (
            <Button size="compact-xs" variant="subtle" onClick={() => onChoose('keep')}>
              {t.seats.leave}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Shared seats are never full to assign; an account without any has named ones. */
const usual = ({ concurrent }: Pool): Choice => (concurrent.capacity > 0 ? 'concurrent' : 'named');
