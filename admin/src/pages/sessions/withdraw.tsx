import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, done, oneAct } from '../../api/client.ts';
import type { SharedSession } from '../../api/queries.ts';
import { problemText } from '../../parts/page/states.tsx';
import { tellDone, tellProblem } from '../../parts/dialogs/toasts.tsx';
import { t } from '../../strings.ts';

/** Takes a warning back: the session goes on. */
export function Withdraw({ session: { sessionId, agent } }: { session: SharedSession }) {
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () =>
      done(
        api.POST('/v1/shared-sessions/withdraw', { params: { header: oneAct() }, body: { sessionIds: [sessionId] } }),
      ),
    onSuccess: ({ results: [result] }) => {
      const goesOn = result?.outcome === 'withdrawn' || result?.outcome === 'not-ending';
      tellDone(goesOn ? t.sessions.withdrawn(agent.name) : t.sessions.notWithdrawn(agent.name));
      void client.invalidateQueries({ queryKey: ['shared-sessions'] });
    },
    onError: (error) => tellProblem(problemText(error)),
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={withdraw.isPending}
      aria-label={t.sessions.withdrawFor(agent.name)}
      onClick={() => withdraw.mutate()}
    >
      {t.sessions.withdraw}
    </Button>
  );
}
