import { Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconChevronDown,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconPassword,
  IconSun,
  IconUserEdit,
} from '@tabler/icons-react';
import { useState } from 'react';
import { api, take } from '../api/client.ts';
import { forgetSignIn } from '../api/query-client.ts';
import type { Me } from '../api/queries.ts';
import { problemText } from '../parts/page/states.tsx';
import { tellProblem } from '../parts/dialogs/toasts.tsx';
import { t } from '../strings.ts';
import { ChangeName } from './change-name.tsx';
import { ChangePassword } from './change-password.tsx';
import classes from './shell.module.css';

/** Who is signed in, and what concerns them alone. */
export function You({ me }: { me: Me }) {
  const { setColorScheme } = useMantineColorScheme();
  const [changing, setChanging] = useState<'name' | 'password'>();
  const close = () => setChanging(undefined);
  const signOut = async () => {
    try {
      await take(api.POST('/v1/auth/sign-out'));
      forgetSignIn({ expired: false });
    } catch (error) {
      tellProblem(problemText(error));
    }
  };
  return (
    <>
      <Menu position="bottom-end" width={230} withinPortal={false} withInitialFocusPlaceholder={false} returnFocus>
        <Menu.Target>
          <button type="button" className={classes.you}>
            <span className="visually-hidden">{t.you.menu}</span>
            <span className={classes.initials} aria-hidden>
              {initials(me.name)}
            </span>
            <span className={classes.youName}>
              <bdi>{me.name}</bdi>
              <small>{t.roles[me.role]}</small>
            </span>
            <IconChevronDown size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUserEdit size={16} />} onClick={() => setChanging('name')}>
            {t.you.changeName}
          </Menu.Item>
          <Menu.Item leftSection={<IconPassword size={16} />} onClick={() => setChanging('password')}>
            {t.you.changePassword}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconSun size={16} />} onClick={() => setColorScheme('light')}>
            {t.you.light}
          </Menu.Item>
          <Menu.Item leftSection={<IconMoon size={16} />} onClick={() => setColorScheme('dark')}>
            {t.you.dark}
          </Menu.Item>
          <Menu.Item leftSection={<IconDeviceDesktop size={16} />} onClick={() => setColorScheme('auto')}>
            {t.you.system}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
            {t.you.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {changing === 'name' && <ChangeName me={me} onClose={close} />}
      {changing === 'password' && <ChangePassword onClose={close} />}
    </>
  );
}

/** The first characters, as readers count them, of the first two words. */
export function initials(name: string): string {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const first = (word: string) => [...segmenter.segment(word)][0]?.segment ?? '';
  return name.trim().split(/\s+/u).slice(0, 2).map(first).join('').toLocaleUpperCase();
}
