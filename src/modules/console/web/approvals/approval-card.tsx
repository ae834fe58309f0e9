import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApprovalPerson, ApprovalState, ApprovalView } from '../../../approvals/approvals.contract';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import page from '../ui/page.module.css';
import { Pill, type Tone } from '../ui/pill';
import classes from './approvals.module.css';
import { placeOf } from './decide';
import { Clock, DecisionButtons, isOpen } from './decision';

export const personName = ({ name, email, id }: ApprovalPerson): string => name ?? email ?? id;

/** One request: who asks for what, why, what it waits for, and what can be said to it. */
export function ApprovalCard({ approval }: { approval: ApprovalView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const place = placeOf(approval);
  const { what, reason, requested_by: by, requested_at: at } = approval;
  return (
    <li className={classes.card}>
      <div className={classes.words}>
        <Text fw={600} className="foreign">
          {t(isOpen(approval) ? 'approvals.asks' : 'approvals.asked', { who: personName(by), what })}
        </Text>
        <Text size="sm" c="dimmed" className="foreign">
          {t('approvals.reason', { reason })} · <time dateTime={at}>{minuteMoment(at, zone)}</time>
        </Text>
        <div>
          {isOpen(approval) ? <Clock approval={approval} /> : <Ended approval={approval} zone={zone} />}
        </div>
      </div>
      <div className={classes.side}>
        {place === null ? null : (
          <Link
            to={place.page.to}
            search={place.page.tab === undefined ? {} : { tab: place.page.tab }}
            className={page.link}
          >
            {t('approvals.look')}
          </Link>
        )}
        <DecisionButtons approval={approval} />
      </div>
    </li>
  );
}

const TONES: Readonly<Record<ApprovalState, Tone>> = {
  pending: 'warn',
  approved: 'going',
  done: 'good',
  refused: 'bad',
  withdrawn: 'quiet',
  lapsed: 'quiet',
};

function Ended({ approval, zone }: { approval: ApprovalView; zone: string }) {
  const { t } = useTranslation();
  const { state, decided_by: by, decided_at: at } = approval;
  return (
    <>
      <Pill tone={TONES[state]}>{t(`approvals.state.${state}`)}</Pill>{' '}
      {by === null || at === null ? null : (
        <Text component="span" size="sm" className="foreign">
          {t('approvals.by', { who: personName(by), at: minuteMoment(at, zone) })}
        </Text>
      )}
    </>
  );
}
