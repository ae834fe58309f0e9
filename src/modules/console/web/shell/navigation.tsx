import { IconBook2, IconHelp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './account-menu';
import { DemoMark } from './demo-mark';
import classes from './frame.module.css';
import { OrganizationSwitcher } from './organization-switcher';
import { usePages } from './operators';
import { GROUPS } from './pages';

interface Props {
  readonly onGo?: (() => void) | undefined;
}

/** The pages there are; what is not built yet is not offered. */
export function Navigation({ onGo }: Props) {
  const { t } = useTranslation();
  const pages = usePages();
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      <OrganizationSwitcher />
      {onGo ? <DemoMark className={classes.inMenu} /> : null}
      {GROUPS.filter((group) => pages.some((page) => page.group === group)).map((group) => (
        <div key={group}>
          <div className={classes.group} id={`nav-${group}`}>
            {t(`nav.${group}`)}
          </div>
          <ul className={classes.list} aria-labelledby={`nav-${group}`}>
            {pages
              .filter((page) => page.group === group)
              .map(({ to, name, icon: Glyph }) => (
                <li key={to}>
                  <Link to={to} className={classes.link} onClick={onGo}>
                    <Glyph size={18} aria-hidden /> {t(`nav.${name}`)}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
      <HelpLinks onGo={onGo} />
      <div className={classes.foot}>
        <AccountMenu onGo={onGo} />
      </div>
    </nav>
  );
}

function HelpLinks({ onGo }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <div className={classes.group} id="nav-help">
        {t('nav.help')}
      </div>
      <ul className={classes.list} aria-labelledby="nav-help">
        <li>
          <Link to="/help" className={classes.link} onClick={onGo}>
            <IconHelp size={18} aria-hidden /> {t('nav.helpPages')}
          </Link>
        </li>
        <li>
          <a href="/docs" className={classes.link}>
            <IconBook2 size={18} aria-hidden /> {t('nav.apiDocs')}
          </a>
        </li>
      </ul>
    </div>
  );
}
