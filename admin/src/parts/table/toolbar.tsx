import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './toolbar.module.css';

/** What narrows a list, above it. */
export const Toolbar = ({ children }: { children: ReactNode }) => <div className={classes.toolbar}>{children}</div>;

/** While somebody types, the list is asked for no more often than this. */
const TYPING_PAUSE_MS = 200;

type SearchProps = { label: string; value: string; onChange: (value: string) => void };

/** Searches as one types. What stands in the address may change from outside, and then shows here. */
export function SearchField({ label, value, onChange }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => {
    if (typed === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed;
      onChange(typed);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return (
    <TextInput
      className={classes.search}
      type="search"
      label={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

/** What can be done with the rows that are selected. */
export function SelectionBar({ children, active }: { children: ReactNode; active: boolean }) {
  return (
    <div className={classes.selection} data-active={active || undefined}>
      {children}
    </div>
  );
}
