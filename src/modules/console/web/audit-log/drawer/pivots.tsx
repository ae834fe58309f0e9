import { IconArrowUpRight, IconEqual, IconEqualNot, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { choose } from '../query-terms';
import type { LogState } from '../use-log';
import classes from './drawer.module.css';

interface Props {
  readonly log: LogState;
  readonly field: string;
  readonly value: string;
}

/** Also this value, everything without it, or nothing but it: written into the query. */
export function Pivots({ log, field, value }: Props) {
  const { t } = useTranslation();
  return (
    <span className={classes.pivots} data-field={field} data-value={value}>
      <Pivot
        icon={IconEqual}
        label={t('event.only', { value })}
        onClick={() => log.ask({ q: choose(log.q, field, value, 'included') })}
      />
      <Pivot
        icon={IconEqualNot}
        label={t('event.without', { value })}
        onClick={() => log.ask({ q: choose(log.q, field, value, 'excluded') })}
      />
      <Pivot
        icon={IconArrowUpRight}
        label={t('pivot.alone', { value })}
        onClick={() => log.ask({ q: choose('', field, value, 'included') })}
      />
    </span>
  );
}

function Pivot({ icon: Glyph, label, onClick }: { icon: Icon; label: string; onClick: () => void }) {
  return (
    <button type="button" className={classes.pivot} aria-label={label} title={label} onClick={onClick}>
      <Glyph size={13} aria-hidden />
    </button>
  );
}
