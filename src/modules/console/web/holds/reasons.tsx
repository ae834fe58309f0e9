import { useTranslation } from 'react-i18next';
import type { LegalHoldView } from '../../../holds/holds.contract';
import { personName } from '../approvals/approval-card';
import { fullDay } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import classes from '../ui/page.module.css';

/** Why it was placed, and what was added since; nothing that was said is ever taken back. */
export function Reasons({ hold: { reason, additions } }: { hold: LegalHoldView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  return (
    <>
      <span className={classes.second}>{reason}</span>
      {additions.map(({ text, by, at }) => (
        <span key={at} className={classes.second}>
          {t('holds.added', { text, who: personName(by), at: fullDay(at, zone) })}
        </span>
      ))}
    </>
  );
}
