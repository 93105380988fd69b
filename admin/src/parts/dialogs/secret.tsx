import { Button, CopyButton, TextInput } from '@mantine/core';
import { t } from '../../strings.ts';
import classes from './secret.module.css';

/** Something to take away: read-only, selected when it is entered, copied with one press. */
export function Secret({ label, value, copy }: { label: string; value: string; copy: string }) {
  return (
    <div className={classes.secret}>
      <TextInput label={label} readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value}>
        {({ copied, copy: copyIt }) => (
          <Button variant="default" onClick={copyIt}>
            {copied ? t.copied : copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
