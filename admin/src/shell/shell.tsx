import { Burger, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCloudOff, IconRefreshAlert } from '@tabler/icons-react';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { type Liveness, useLive } from '../api/live.ts';
import { accountQuery, useMe } from '../api/queries.ts';
import { useReachable } from '../api/reachability.ts';
import { FaultBoundary } from '../parts/page/fault-boundary.tsx';
import { Loading } from '../parts/page/states.tsx';
import { t } from '../strings.ts';
import { Brand } from './brand.tsx';
import { Nav } from './nav.tsx';
import classes from './shell.module.css';
import { You } from './you.tsx';

/** What surrounds every page of somebody who is signed in. */
export function Shell() {
  const me = useMe();
  const liveness = useLive();
  const { data: account } = useQuery(accountQuery);
  const [menuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  const main = useFocusOnNavigation(pathname);
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t.skipToContent}
      </a>
      <aside className={classes.side}>
        <Brand account={account?.name} />
        <Nav me={me} />
      </aside>
      <div className={classes.column}>
        <header className={classes.top}>
          <Burger
            className={classes.burger}
            size="sm"
            opened={menuOpen}
            onClick={() => setMenuOpen(true)}
            aria-label={t.nav.open}
          />
          <ConnectionNotice liveness={liveness} />
          <You me={me} />
        </header>
        <main id="content" ref={main} tabIndex={-1} className={classes.main}>
          <FaultBoundary key={pathname}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </FaultBoundary>
        </main>
      </div>
      <Drawer.Root opened={menuOpen} onClose={() => setMenuOpen(false)} size={280}>
        <Drawer.Overlay />
        <Drawer.Content className={classes.drawer} aria-label={t.nav.label}>
          <div className={classes.drawerTop}>
            <Brand account={account?.name} />
            <Drawer.CloseButton aria-label={t.close} />
          </div>
          <Nav me={me} onNavigate={() => setMenuOpen(false)} />
        </Drawer.Content>
      </Drawer.Root>
    </div>
  );
}

/** Says when what is shown may be old; silent while all is well. */
function ConnectionNotice({ liveness }: { liveness: Liveness }) {
  const reachable = useReachable();
  const trouble = !reachable ? 'offline' : liveness === 'lost' ? 'lost' : undefined;
  const Icon = trouble === 'offline' ? IconCloudOff : IconRefreshAlert;
  return (
    <div role="status" className={classes.connection} data-state={trouble ?? liveness}>
      {trouble && <Icon size={17} aria-hidden />}
      {trouble ? t.live[trouble] : t.live[liveness]}
    </div>
  );
}

/** A new page begins at its top, also for whoever reads by ear. */
function useFocusOnNavigation(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
