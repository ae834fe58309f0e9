import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { minuteMoment } from '../../preferences/moments';
import { erasedBy, removedBefore } from '../../ui/erased';
import page from '../../ui/page.module.css';
import { titleOf } from '../words';
import classes from './drawer.module.css';

/** What is not there any more: secrets that were never stored, and what was erased, by which erasure. */
export function WhatIsGone({ event, zone }: { event: AuditEvent; zone: string }) {
  const { t } = useTranslation();
  const removed = removedBefore(event);
  return (
    <>
      {removed.length === 0 ? null : (
        <p className={classes.redacted}>{t('event.redacted', { what: removed.map(titleOf).join(', ') })}</p>
      )}
      {erasedBy(event).map(({ event_id: id, at, parts }) => (
        <p key={id} className={classes.redacted}>
          {t('tombstone.what', {
            parts: parts.map((part) => t(`erasures.partName.${part}`)).join(', '),
            at: `${minuteMoment(at, zone)} ${zone}`,
          })}{' '}
          <Link to="/audit-log/events/$id" params={{ id }} className={page.link}>
            {t('tombstone.by')}
          </Link>
        </p>
      ))}
    </>
  );
}
