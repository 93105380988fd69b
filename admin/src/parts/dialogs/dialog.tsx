import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../strings.ts';
import classes from './dialog.module.css';

type DialogProps = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** The buttons; the one that goes ahead comes last. */
  actions: ReactNode;
  size?: number;
  /** While something is under way, neither Escape nor a click beside it closes the dialog. */
  busy?: boolean;
  /** What pressing Enter in a field does. */
  onSubmit?: () => void;
};

/** Asks something. Closed, the focus goes back to what opened it. */
export function Dialog({ title, onClose, children, actions, size = 560, busy = false, onSubmit }: DialogProps) {
  useReturnedFocus();
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      closeOnEscape={!busy}
      closeOnClickOutside={!busy}
      classNames={{ content: classes.content, inner: classes.inner }}
      transitionProps={{ duration: 120 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.header}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t.close} disabled={busy} />
        </div>
        <form
          className={classes.body}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) onSubmit?.();
          }}
        >
          {children}
          <div className={classes.actions}>{actions}</div>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Once the dialog has gone from the page. */
const RETURN_AFTER_MS = 50;

/** Closed, the focus is back where it came from; where that is gone, at the page's content, never nowhere. */
function useReturnedFocus(): void {
  const [opener] = useState(openerOf);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const back = opener?.isConnected ? opener : document.getElementById('content');
        back?.focus({ preventScroll: true });
      }, RETURN_AFTER_MS);
    },
    [opener],
  );
}

/** What has the focus; of an item of a menu, which goes away, the button that opened the menu. */
function openerOf(): HTMLElement | null {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const menuButton = focused?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  return menuButton ? document.getElementById(menuButton) : focused;
}
