import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../api/store';
import { helpPanel } from '../help/help-store';
import { ConnectionNotice } from './connection-notice';
import { Content } from './content';
import { FactorNotice } from './factor-notice';
import classes from './frame.module.css';
import { Navigation } from './navigation';
import { Palette } from './palette';
import { SessionEnd } from './session-end';
import { TopBar } from './top-bar';
import { useFrameKeys } from './use-frame-keys';

const HelpPanel = lazy(async () => ({ default: (await import('../help/help-panel')).HelpPanel }));

/** What surrounds every page of somebody who is signed in. */
export function Frame() {
  const { t } = useTranslation();
  const [menuOpen, menu] = useDisclosure(false);
  const isHelpOpen = useStore(helpPanel) !== null;
  useFrameKeys();
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        {t('common.skip')}
      </a>
      <aside className={classes.side}>
        <Navigation />
      </aside>
      <Drawer
        opened={menuOpen}
        onClose={menu.close}
        size={260}
        title="Daybook"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Navigation onGo={menu.close} />
      </Drawer>
      <div className={classes.main}>
        <TopBar onMenu={menu.open} />
        <ConnectionNotice />
        <FactorNotice />
        <main id="content" tabIndex={-1} className={classes.content}>
          <Content />
        </main>
      </div>
      {isHelpOpen ? (
        <Suspense fallback={null}>
          <HelpPanel />
        </Suspense>
      ) : null}
      <Palette />
      <SessionEnd />
    </div>
  );
}
