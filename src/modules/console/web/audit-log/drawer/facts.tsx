import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { ago, fullMoment } from '../../preferences/moments';
import { Outcome } from '../../ui/badges';
import { visible } from '../../ui/visible';
import classes from './drawer.module.css';

/** Result, when exactly, and how long ago. */
export function Facts({ event, zone }: { event: AuditEvent; zone: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.facts}>
      <Outcome outcome={event.outcome} />
      <time dateTime={event.occurred_at}>
        {fullMoment(event.occurred_at, zone)} {zone}
      </time>
      <span>· {ago(event.occurred_at, Date.now())}</span>
      {event.outcome_reason === null ? null : (
        <span className="foreign">
          {t('event.reason')}: {visible(event.outcome_reason)}
        </span>
      )}
    </p>
  );
}
