import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';

export type RowAct = { label: string; onClick: () => void; destroys?: boolean };

/** What can be done with one row. */
export function RowMenu({ label, acts }: { label: string; acts: readonly RowAct[] }) {
  return (
    <Menu position="bottom-end" portalProps={{ target: '#content' }} withInitialFocusPlaceholder={false} returnFocus>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={label}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(({ label: name, onClick, destroys }) => (
          <Menu.Item key={name} color={destroys ? 'danger' : undefined} onClick={onClick}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
