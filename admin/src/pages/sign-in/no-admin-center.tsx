import { Button } from '@mantine/core';
import { api, take } from '../../api/client.ts';
import { forgetSignIn } from '../../api/query-client.ts';
import type { Me } from '../../api/queries.ts';
import { Frame } from './frame.tsx';
import classes from './sign-in.module.css';
import { t } from '../../strings.ts';

/** A Member has signed in: fine, but there is nothing for them here. */
export function NoAdminCenter({ me }: { me: Me }) {
  const signOut = async () => {
    await take(api.POST('/v1/auth/sign-out')).catch(() => undefined);
    forgetSignIn({ expired: false });
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
