import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../audit/audit.contract';
import { erasedBy, isWhollyErased } from './erased';
import { Pill } from './pill';

/** That an event is a tombstone, or half of one; nothing for a whole event. */
export function ErasedMark({ event }: { event: Pick<AuditEvent, 'redaction'> }) {
  const { t } = useTranslation();
  if (erasedBy(event).length === 0) return null;
  return (
    <>
      <Pill tone="quiet">{isWhollyErased(event) ? t('tombstone.erased') : t('tombstone.partly')}</Pill>{' '}
    </>
  );
}
