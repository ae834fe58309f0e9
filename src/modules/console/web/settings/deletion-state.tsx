import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrganizationDeletionView } from '../../../offboarding/offboarding.contract';
import { personName } from '../approvals/approval-card';
import { Clock, DecisionButtons } from '../approvals/decision';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import classes from '../ui/page.module.css';
import { Pill } from '../ui/pill';

/** That it was asked for: by whom, why, what it waits for, and how to stop it. */
export function DeletionState({ deletion }: { deletion: OrganizationDeletionView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { approval, state, reason, requested_by: by, requested_at: at } = deletion;
  return (
    <div className={classes.stacked}>
      <Text fw={600} className="foreign">
        {t('leaving.asked', { who: personName(by), at: `${minuteMoment(at, zone)} ${zone}` })}
      </Text>
      <Text size="sm" className="foreign">
        {t('approvals.reason', { reason })}
      </Text>
      {state === 'running' ? (
        <div>
          <Pill tone="bad">{t('leaving.running')}</Pill>
        </div>
      ) : approval ? (
        <>
          <div>
            <Clock approval={approval} />
          </div>
          <DecisionButtons approval={approval} />
        </>
      ) : null}
    </div>
  );
}
