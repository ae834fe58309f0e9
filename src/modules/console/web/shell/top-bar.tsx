import { ActionIcon, Button, Title } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconMenu2, IconQuestionMark, IconSearch } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { DemoMark } from './demo-mark';
import classes from './frame.module.css';
import { titleAt } from './pages';
import { ThemeMenu } from './theme-menu';
import { ZoneMenu } from './zone-menu';

interface Props {
  readonly onKeys: () => void;
  readonly onMenu: () => void;
}

const isApple = (): boolean => /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** Title, whose log it is, and what is there on every page. */
export function TopBar({ onKeys, onMenu }: Props) {
  const { t } = useTranslation();
  const { organization } = useSignedIn();
  const title = useLocation({ select: ({ pathname }) => titleAt(pathname) });
  const icon = { variant: 'default', size: 34 } as const;
  return (
    <header className={classes.top}>
      <ActionIcon {...icon} className={classes.menuButton} onClick={onMenu} aria-label={t('nav.open')}>
        <IconMenu2 size={18} aria-hidden />
      </ActionIcon>
      <Title order={1}>{t(`nav.${title}`)}</Title>
      <span className={classes.tenant}>{t('top.tenant', { name: organization.name })}</span>
      <DemoMark className={classes.wide} />
      <div className={classes.tools}>
        <Button
          variant="default"
          size="xs"
          h={34}
          className={classes.wide}
          onClick={spotlight.open}
          rightSection={<kbd>{isApple() ? '⌘K' : 'Ctrl K'}</kbd>}
        >
          {t('top.palette')}
        </Button>
        <ActionIcon
          {...icon}
          className={classes.menuButton}
          onClick={spotlight.open}
          aria-label={t('top.palette')}
        >
          <IconSearch size={18} aria-hidden />
        </ActionIcon>
        <ZoneMenu />
        <ThemeMenu />
        <ActionIcon {...icon} onClick={onKeys} aria-label={t('top.keys')}>
          <IconQuestionMark size={18} aria-hidden />
        </ActionIcon>
      </div>
    </header>
  );
}
