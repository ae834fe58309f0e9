import { IconAlertTriangle, IconArchive } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { NumberFate } from '../../../../retention/retention.contract';
import { number } from '../../preferences/moments';
import classes from './gaps.module.css';
import { countOf } from './gaps-of';
import type { Gaps } from './use-gaps';

/** Which numbers are not there, why, and where to go on. */
function GapWords({ gap }: { gap: NumberFate }) {
  const { t } = useTranslation();
  const isMissing = gap.fate === 'missing';
  const Icon = isMissing ? IconAlertTriangle : IconArchive;
  const values = { count: countOf(gap), first: number(gap.first), last: number(gap.last) };
  return (
    <span className={classes.gap} data-fate={gap.fate}>
      <Icon size={15} aria-hidden /> {isMissing ? t('gap.missing', values) : t('gap.purged', values)}{' '}
      <Link to={isMissing ? '/integrity' : '/retention'}>
        {isMissing ? t('gap.verify') : t('gap.records')}
      </Link>
    </span>
  );
}

/** Of the page as a whole. */
export function Continuity({ gaps: { summary } }: { gaps: Gaps }) {
  const { t } = useTranslation();
  if (!summary) return null;
  const { missing } = summary;
  const values = { first: number(summary.first), last: number(summary.last), count: missing };
  return (
    <p className={classes.whole} data-missing={missing > 0 || undefined}>
      {missing === 0 ? t('gap.nothing', values) : t('gap.some', values)}
    </p>
  );
}

/** Between two rows of the table. */
export function GapRows({ gaps }: { gaps: readonly NumberFate[] | undefined }) {
  return gaps?.map((gap) => (
    <tr key={gap.first} role="row" className={classes.row}>
      <td role="cell">
        <GapWords gap={gap} />
      </td>
    </tr>
  ));
}

/** Below a card. */
export function GapList({ gaps }: { gaps: readonly NumberFate[] | undefined }) {
  return gaps?.map((gap) => <GapWords key={gap.first} gap={gap} />);
}
