import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../strings.ts';
import { AddOne } from './add-one.tsx';
import { PasteList } from './paste-list.tsx';

export type AddProps = { switcher: React.ReactNode; onClose: () => void };

export function AddUsers({ onClose }: { onClose: () => void }) {
  const [way, setWay] = useState<'one' | 'many'>('one');
  const switcher = (
    <SegmentedControl
      aria-label={t.addUsers.title}
      value={way}
      onChange={(value) => setWay(value as 'one' | 'many')}
      data={[
        { value: 'one', label: t.addUsers.one },
        { value: 'many', label: t.addUsers.many },
      ]}
    />
  );
  return way === 'one' ? (
    <AddOne switcher={switcher} onClose={onClose} />
  ) : (
    <PasteList switcher={switcher} onClose={onClose} />
  );
}
