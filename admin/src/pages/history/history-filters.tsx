import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { planQuery } from '../../api/queries.ts';
import { SearchField, Toolbar } from '../../parts/table/toolbar.tsx';
import { useUrlValue } from '../../parts/page/url-state.ts';
import { t } from '../../strings.ts';
import classes from './history.module.css';

/** Filters that come from links rather than from fields: each shows as something to take out. */
const LINKED = { actor: t.history.actor, subject: t.history.subject, sessionId: t.history.session } as const;

export function HistoryFilters() {
  const { data: plan } = useQuery(planQuery);
  const [q, setQ] = useUrlValue('q');
  const [action, setAction] = useUrlValue('action');
  const [product, setProduct] = useUrlValue('product');
  const [from, setFrom] = useUrlValue('from');
  const [to, setTo] = useUrlValue('to');
  return (
    <>
      <Toolbar>
        <SearchField label={t.history.search} value={q} onChange={setQ} />
        <NativeSelect
          label={t.history.action}
          value={action}
          onChange={(event) => setAction(event.currentTarget.value)}
          data={[
            { value: '', label: t.history.anyAction },
            ...Object.entries(t.history.actions).map(([value, label]) => ({ value, label })),
          ]}
        />
        <NativeSelect
          label={t.history.product}
          value={product}
          onChange={(event) => setProduct(event.currentTarget.value)}
          data={[
            { value: '', label: t.sessions.allProducts },
            ...(plan?.items ?? []).map((pool) => ({ value: pool.product, label: pool.productName })),
          ]}
        />
        <TextInput
          type="datetime-local"
          label={t.history.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t.history.to}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </Toolbar>
      <LinkedFilters />
    </>
  );
}

function LinkedFilters() {
  const [params, setParams] = useSearchParams();
  const active = Object.entries(LINKED).flatMap(([name, label]) => {
    const value = params.get(name);
    return value ? [{ name, text: t.history.only(label, params.get(`${name}Name`) ?? value) }] : [];
  });
  if (active.length === 0) return null;
  const without = (name: string) => {
    const next = new URLSearchParams(params);
    next.delete(name);
    next.delete(`${name}Name`);
    setParams(next, { replace: true });
  };
  return (
    <div className={classes.linked}>
      {active.map(({ name, text }) => (
        <span key={name}>
          <bdi>{text}</bdi>
          <CloseButton size="sm" aria-label={t.users.removeFilter(text)} onClick={() => without(name)} />
        </span>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={() => setParams(new URLSearchParams(), { replace: true })}>
        {t.history.clear}
      </Button>
    </div>
  );
}
