import { IconKey } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { fullDay } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import classes from './frame.module.css';

const DAY_MS = 86_400_000;

/** What somebody should do about their factors soon: one is asked for from a day on, or one was lost. */
export function FactorNotice() {
  const { t } = useTranslation();
  const { factors, organization } = useSignedIn();
  const { name: zone } = useZone();
  const { enrolment_due_at: due, enrolment_advised: isLost } = factors;
  if (due === null && !isLost) return null;
  const text =
    due === null
      ? t('factors.lost')
      : t('factors.due', {
          organization: organization.name,
          date: fullDay(due, zone),
          count: Math.max(0, Math.ceil((Date.parse(due) - Date.now()) / DAY_MS)),
        });
  return (
    <div className={classes.notice}>
      <IconKey size={18} aria-hidden />
      <span className="foreign">
        {text} <Link to="/account">{t('factors.setUp')}</Link>
      </span>
    </div>
  );
}
