import { Button, Skeleton } from '@mantine/core';
import { IconCloudOff, IconLock, IconSearch, IconAlertTriangle } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { ApiError, Unreachable } from '../../api/errors.ts';
import { t } from '../../strings.ts';
import classes from './states.module.css';

type StateProps = {
  icon?: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
};

function State({ icon: Icon = IconSearch, title, children, action }: StateProps) {
  return (
    <div className={classes.state}>
      <Icon size={32} aria-hidden />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** Nothing is there, and that is fine. */
export const Empty = State;

/** Why nothing can be shown, each cause in words of its own, with what to do. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const retry = onRetry && (
    <Button variant="default" onClick={onRetry}>
      {t.tryAgain}
    </Button>
  );
  const state = explained(error);
  return (
    <div role="alert">
      <State icon={state.icon} title={state.title} action={state.retry ? retry : undefined}>
        {state.text}
      </State>
    </div>
  );
}

function explained(error: unknown) {
  if (error instanceof Unreachable)
    return { icon: IconCloudOff, title: t.unreachable, text: t.unreachableMore, retry: true };
  if (error instanceof ApiError && error.status === 403)
    return { icon: IconLock, title: t.notAllowed, text: error.message, retry: false };
  if (error instanceof ApiError && error.status === 404)
    return { icon: IconSearch, title: t.notFound, text: t.notFoundMore, retry: false };
  return {
    icon: IconAlertTriangle,
    title: t.wentWrong,
    text: error instanceof ApiError ? error.message : t.wentWrongMore,
    retry: true,
  };
}

/** A part of a page that this person may not use, and why. */
export const Refused = ({ children }: { children: ReactNode }) => (
  <State icon={IconLock} title={t.notAllowed}>
    {children}
  </State>
);

/** Widths of the lines that stand for what is coming, no two alike. */
const LINES = ['92%', '75%', '84%', '61%', '79%', '68%', '88%', '57%', '72%', '81%'];

/** The shape of what is coming. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div className={classes.loading} role="status" aria-label={t.loading}>
      {LINES.slice(0, rows).map((width) => (
        <Skeleton key={width} height={18} width={width} radius="sm" />
      ))}
    </div>
  );
}

/** What the server said no to, beside the control that asked. */
export function Problem({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <div className={classes.problem} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <p>{problemText(error)}</p>
    </div>
  );
}

export function problemText(error: unknown): string {
  if (error instanceof Unreachable) return `${t.unreachable} ${t.unreachableMore}`;
  if (!(error instanceof ApiError)) return t.wentWrong;
  if (error.status === 429) return t.slowDown(error.retryAfterSeconds);
  const fields = error.errors.map(({ message }) => `${message}.`);
  return [error.title, error.detail, ...fields].filter((text, at, all) => text && all.indexOf(text) === at).join(' ');
}
