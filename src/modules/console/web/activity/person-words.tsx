import { useTranslation } from 'react-i18next';
import type { UsualHours } from '../../../activity/activity.contract';
import { useRoleName } from '../shell/role-name';
import badges from '../ui/badges.module.css';
import page from '../ui/page.module.css';
import { Pill } from '../ui/pill';

/** A built-in role by its title, another by its name. */
export function RoleBadge({ role }: { role: string }) {
  const known = useRoleName(role);
  return (
    <span className={badges.type} data-colour="member">
      <span className={badges.text}>{known === '' ? role : known}</span>
    </span>
  );
}

/** What proves somebody beside their password; a word for none. Nothing for who is no member. */
export function Factors({ factors }: { factors: readonly string[] | null }) {
  const { t } = useTranslation();
  if (factors === null) return <span>–</span>;
  const known = (['passkey', 'totp'] as const).filter((one) => factors.includes(one));
  if (known.length === 0) return <Pill tone="warn">{t('activity.people.noFactor')}</Pill>;
  return (
    <span className={page.actions}>
      {known.map((one) => (
        <Pill key={one} tone="good">
          {t(`activity.people.factor.${one}`)}
        </Pill>
      ))}
    </span>
  );
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** `08:00–18:00` */
export const usualText = (hours: UsualHours | null): string =>
  hours === null ? '–' : `${clock(hours.from)}–${clock(hours.to)}`;
