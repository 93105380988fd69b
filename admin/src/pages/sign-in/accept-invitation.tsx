import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, done } from '../../api/client.ts';
import { Empty, Problem } from '../../parts/page/states.tsx';
import { SHORTEST_PASSWORD } from '../../shell/change-password.tsx';
import { t } from '../../strings.ts';
import { Frame } from './frame.tsx';
import classes from './sign-in.module.css';

export function AcceptInvitation() {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token'));
  // The token is a secret: it does not stay in the address bar, nor in the browser's history.
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);
  return (
    <Frame title={t.invitation.title} lead={t.invitation.lead}>
      {token ? (
        <ChoosePassword token={token} />
      ) : (
        <Empty title={t.invitation.missing} action={<Link to="/sign-in">{t.signIn.title}</Link>}>
          {t.invitation.missingMore}
        </Empty>
      )}
    </Frame>
  );
}

function ChoosePassword({ token }: { token: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const accept = useMutation({
    mutationFn: () => done(api.POST('/v1/auth/accept-invitation', { body: { token, password } })),
    onSuccess: ({ user }) => {
      client.clear();
      client.setQueryData(['me'], user);
      void navigate('/', { replace: true });
    },
  });
  const tooShort = password !== '' && password.length < SHORTEST_PASSWORD;
  const differ = repeated !== '' && repeated !== password;
  const ready = password.length >= SHORTEST_PASSWORD && repeated === password;
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) accept.mutate();
      }}
    >
      <PasswordInput
        label={t.invitation.password}
        description={t.invitation.rule}
        autoComplete="new-password"
        autoFocus
        maxLength={128}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={tooShort && t.invitation.tooShort}
      />
      <PasswordInput
        label={t.invitation.repeat}
        autoComplete="new-password"
        maxLength={128}
        value={repeated}
        onChange={(event) => setRepeated(event.currentTarget.value)}
        error={differ && t.invitation.differ}
      />
      <Problem error={accept.error} />
      <Button type="submit" size="md" loading={accept.isPending} disabled={!ready}>
        {t.invitation.submit}
      </Button>
    </form>
  );
}
