import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from '../ui/page.module.css';
import { SettingLine } from './setting-line';

const PLACES = [
  { to: '/retention', name: 'retention' },
  { to: '/members', name: 'members' },
  { to: '/api-keys', name: 'apiKeys' },
  { to: '/alerts', name: 'alerts' },
  { to: '/account', name: 'account' },
] as const;

/** What people look for among the settings, and where it is. */
export function Elsewhere() {
  const { t } = useTranslation();
  return (
    <section className={`card ${classes.section}`} aria-labelledby="elsewhere">
      <Title order={2} id="elsewhere">
        {t('settings.elsewhere')}
      </Title>
      <div>
        {PLACES.map(({ to, name }) => (
          <SettingLine key={name} name={t(`nav.${name}`)} help={t(`settings.place.${name}`)}>
            <Link
              to={to}
              className={classes.link}
              aria-label={t('settings.openPlace', { name: t(`nav.${name}`) })}
            >
              {t('settings.openIt')}
            </Link>
          </SettingLine>
        ))}
      </div>
    </section>
  );
}
