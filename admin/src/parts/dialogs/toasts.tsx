import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useSyncExternalStore } from 'react';
import { t } from '../../strings.ts';
import classes from './toasts.module.css';

type Toast = { id: number; kind: 'done' | 'problem'; text: string };

const SHOWN_MS = 8_000;
const MOST_SHOWN = 4;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next.slice(-MOST_SHOWN);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const show = (kind: Toast['kind']) => (text: string) => set([...toasts, { id: ++lastId, kind, text }]);
const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

/** What an act has come to, said once, politely. */
export const tellDone = show('done');
export const tellProblem = show('problem');

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section className={classes.toasts} aria-label={t.notices}>
      <div role="status" aria-live="polite">
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
}

function ToastCard({ toast: { id, kind, text } }: { toast: Toast }) {
  useEffect(() => {
    // What went wrong stays until it was read.
    if (kind === 'problem') return undefined;
    const timer = setTimeout(() => dismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, kind]);
  const Icon = kind === 'done' ? IconCircleCheck : IconAlertTriangle;
  return (
    <div className={classes.toast} data-kind={kind}>
      <Icon size={20} aria-hidden />
      <p>{text}</p>
      <CloseButton size="sm" aria-label={t.dismiss} onClick={() => dismiss(id)} />
    </div>
  );
}
