import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, take } from '../../api/client.ts';
import type { Me } from '../../api/queries.ts';
import { Frame } from './frame.tsx';
import classes from './sign-in.module.css';
import { t } from '../../strings.ts';

/** A Member has signed in: fine, but there is nothing for them here. */
export function NoAdminCenter({ me }: { me: Me }) {
  const client = useQueryClient();
  const signOut = async () => {
    await take(api.POST('/v1/auth/sign-out', { body: {} })).catch(() => undefined);
    client.clear();
    client.setQueryData(['me'], null);
  };
  return (
    <Frame title={t.signIn.noCenter}>
      <div className={classes.form}>
        <p>{t.signIn.noCenterMore(me.name)}</p>
        <Button variant="default" onClick={() => void signOut()}>
          {t.you.signOut}
        </Button>
      </div>
    </Frame>
  );
}
