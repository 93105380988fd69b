import {
  IconActivity,
  IconAdjustments,
  IconBook2,
  IconKey,
  IconLayoutDashboard,
  IconPlugConnected,
  IconReceipt2,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { NavLink } from 'react-router';
import type { Me } from '../api/queries.ts';
import { t } from '../strings.ts';
import classes from './shell.module.css';

type Item = { to: string; label: string; icon: typeof IconUsers; shownTo?: (me: Me) => boolean };

const may = (privilege: string) => (me: Me) => me.privileges.includes(privilege);

const ITEMS: readonly Item[] = [
  { to: '/', label: t.nav.overview, icon: IconLayoutDashboard },
  { to: '/users', label: t.nav.users, icon: IconUsers },
  { to: '/shared-sessions', label: t.nav.sessions, icon: IconPlugConnected },
  { to: '/plan', label: t.nav.plan, icon: IconReceipt2 },
  { to: '/history', label: t.nav.history, icon: IconActivity, shownTo: may('read-audit') },
  { to: '/groups', label: t.nav.groups, icon: IconUsersGroup },
  { to: '/settings', label: t.nav.settings, icon: IconAdjustments },
  { to: '/service-accounts', label: t.nav.serviceAccounts, icon: IconKey, shownTo: may('manage-settings') },
];

export function Nav({ me, onNavigate }: { me: Me; onNavigate?: () => void }) {
  return (
    <nav className={classes.nav} aria-label={t.nav.label}>
      <ul>
        {ITEMS.filter(({ shownTo }) => shownTo?.(me) ?? true).map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/'} className={classes.navLink} onClick={onNavigate}>
              <Icon size={19} stroke={1.6} aria-hidden />
              {label}
            </NavLink>
          </li>
        ))}
        <li className={classes.navFoot}>
          <a href="/docs" className={classes.navLink}>
            <IconBook2 size={19} stroke={1.6} aria-hidden />
            {t.nav.apiDocument}
          </a>
        </li>
      </ul>
    </nav>
  );
}
