import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { api, done } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';
import { Problem } from '../../parts/page/states.tsx';
import { t } from '../../strings.ts';
import { Frame } from './frame.tsx';
import classes from './sign-in.module.css';

export function SignIn() {
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery);
  const [params] = useSearchParams();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => done(api.POST('/v1/auth/sign-in', { body: { email: email.trim(), password } })),
    onSuccess: ({ user }) => client.setQueryData(['me'], user),
  });
  if (me) return <Navigate to={ownPath(params.get('to'))} replace />;
  const wasOver = client.getQueryData(['expired']) === true;
  const ready = email.trim() !== '' && password !== '';
  return (
    <Frame title={t.signIn.title} lead={t.signIn.lead}>
      {wasOver && !signIn.error && (
        <p className={classes.notice} role="status">
          {t.signIn.over}
        </p>
      )}
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) signIn.mutate();
        }}
      >
        <TextInput
          label={t.signIn.email}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t.signIn.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Problem error={signIn.error} />
        <Button type="submit" size="md" loading={signIn.isPending} disabled={!ready}>
          {t.signIn.submit}
        </Button>
      </form>
    </Frame>
  );
}

/** Back to where one wanted to go: a path of ours, never another site's address. */
function ownPath(wanted: string | null): string {
  return wanted?.startsWith('/') && !/^\/[/\\]/.test(wanted) ? wanted : '/';
}
