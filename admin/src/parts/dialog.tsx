import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../strings.ts';
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
