import { ActionIcon, Button, Title } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconMenu2, IconQuestionMark, IconSearch } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { openHelp } from '../help/help-store';
import { DemoMark } from './demo-mark';
import classes from './frame.module.css';
import { isOperator } from './operators';
import { titleAt } from './pages';
import { ThemeMenu } from './theme-menu';
import { ZoneMenu } from './zone-menu';

interface Props {
  readonly onMenu: () => void;
}

const ICON = { variant: 'default', size: 34 } as const;

const isApple = (): boolean => /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** Title, whose log it is, and what is there on every page. */
export function TopBar({ onMenu }: Props) {
  const { t } = useTranslation();
  const title = useLocation({ select: ({ pathname }) => titleAt(pathname) });
  return (
    <header className={classes.top}>
      <ActionIcon {...ICON} className={classes.menuButton} onClick={onMenu} aria-label={t('nav.open')}>
        <IconMenu2 size={18} aria-hidden />
      </ActionIcon>
      <Title order={1}>{t(`nav.${title}`)}</Title>
      <Tenant />
      <DemoMark className={classes.wide} />
      <Tools />
    </header>
  );
}

/** Whose log it is; operators have none of their own. */
function Tenant() {
  const { t } = useTranslation();
  const session = useSignedIn();
  if (isOperator(session)) return null;
  return <span className={classes.tenant}>{t('top.tenant', { name: session.organization.name })}</span>;
}

/** Palette, zone, theme and help. */
function Tools() {
  const { t } = useTranslation();
  return (
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
        {...ICON}
        className={classes.menuButton}
        onClick={spotlight.open}
        aria-label={t('top.palette')}
      >
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
      <ZoneMenu />
      <ThemeMenu />
      <ActionIcon {...ICON} onClick={() => openHelp()} aria-label={t('top.help')}>
        <IconQuestionMark size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
