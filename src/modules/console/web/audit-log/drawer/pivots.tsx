import { IconEqual, IconEqualNot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { choose } from '../query-terms';
import type { LogState } from '../use-log';
import classes from './drawer.module.css';

interface Props {
  readonly log: LogState;
  readonly field: string;
  readonly value: string;
}

/** Only this value, or everything without it: written into the query. */
export function Pivots({ log, field, value }: Props) {
  const { t } = useTranslation();
  const set = (choice: 'included' | 'excluded'): void => log.ask({ q: choose(log.q, field, value, choice) });
  return (
    <span className={classes.pivots}>
      <button
        type="button"
        className={classes.pivot}
        aria-label={t('event.only', { value })}
        title={t('event.only', { value })}
        onClick={() => set('included')}
      >
        <IconEqual size={13} aria-hidden />
      </button>
      <button
        type="button"
        className={classes.pivot}
        aria-label={t('event.without', { value })}
        title={t('event.without', { value })}
        onClick={() => set('excluded')}
      >
        <IconEqualNot size={13} aria-hidden />
      </button>
    </span>
  );
}
