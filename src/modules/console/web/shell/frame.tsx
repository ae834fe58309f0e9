import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ConnectionNotice } from './connection-notice';
import { Content } from './content';
import classes from './frame.module.css';
import { KeyboardSheet } from './keyboard-sheet';
import { Navigation } from './navigation';
import { Palette } from './palette';
import { SessionEnd } from './session-end';
import { TopBar } from './top-bar';
import { useFrameKeys } from './use-frame-keys';

/** What surrounds every page of somebody who is signed in. */
export function Frame() {
  const { t } = useTranslation();
  const [sheetOpen, sheet] = useDisclosure(false);
  const [menuOpen, menu] = useDisclosure(false);
  useFrameKeys(sheet.toggle);
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
        <TopBar onKeys={sheet.open} onMenu={menu.open} />
        <ConnectionNotice />
        <main id="content" tabIndex={-1} className={classes.content}>
          <Content />
        </main>
      </div>
      <Palette onKeys={sheet.open} />
      <KeyboardSheet opened={sheetOpen} onClose={sheet.close} />
      <SessionEnd />
    </div>
  );
}
