import { IconBook2, IconListSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './account-menu';
import classes from './frame.module.css';
import { OrganizationSwitcher } from './organization-switcher';

/** The pages there are; what is not built yet is not offered. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      <OrganizationSwitcher />
      <div>
        <div className={classes.group} id="nav-investigate">
          {t('nav.investigate')}
        </div>
        <ul className={classes.list} aria-labelledby="nav-investigate">
          <li>
            <Link to="/audit-log" className={classes.link} onClick={onGo}>
              <IconListSearch size={18} aria-hidden /> {t('nav.auditLog')}
            </Link>
          </li>
        </ul>
      </div>
      <div>
        <div className={classes.group} id="nav-help">
          {t('nav.help')}
        </div>
        <ul className={classes.list} aria-labelledby="nav-help">
          <li>
            <a href="/docs" className={classes.link}>
              <IconBook2 size={18} aria-hidden /> {t('nav.apiDocs')}
            </a>
          </li>
        </ul>
      </div>
      <div className={classes.foot}>
        <AccountMenu />
      </div>
    </nav>
  );
}
