import { useTranslation } from 'react-i18next';
import { number } from '../preferences/moments';
import classes from './activity.module.css';

interface Props {
  readonly now: number;
  readonly before: number;
  /** In hundredths: points. */
  readonly unit?: string;
}

/** How much more or fewer than before: an arrow, a number, and both in words. */
export function Change({ now, before, unit = '' }: Props) {
  const { t } = useTranslation();
  const more = now - before;
  const words = more === 0 ? t('activity.same') : more > 0 ? t('activity.more') : t('activity.fewer');
  return (
    <span
      className={classes.change}
      title={t('activity.change', { now: number(now), before: number(before) })}
    >
      <span aria-hidden>{more === 0 ? '=' : more > 0 ? '▲' : '▼'}</span>
      {more === 0 ? null : ` ${number(Math.abs(more))}${unit}`}
      <span className="unseen"> {words}</span>
    </span>
  );
}
