import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { visible } from '../../ui/visible';
import classes from './drawer.module.css';

/** The event as the API gives it, as text. */
export function JsonTab({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  return (
    <pre className={`${classes.json} mono foreign`} tabIndex={0} aria-label={t('event.json')} role="region">
      {visible(JSON.stringify(event, null, 2))}
    </pre>
  );
}
