import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { fullMoment } from '../../preferences/moments';
import classes from './selection.module.css';
import { useSelection } from './selection';

/** Picks one event; with Shift, all from the one before. Plain boxes: there are hundreds of them. */
export function PickBox({ event, zone }: { event: AuditEvent; zone: string }) {
  const { t } = useTranslation();
  const { picked, toggle } = useSelection();
  return (
    <label className={classes.box} onClick={(click) => click.stopPropagation()}>
      <input
        type="checkbox"
        aria-label={t('picked.one', { time: fullMoment(event.occurred_at, zone) })}
        checked={picked.has(event.id)}
        onChange={({ nativeEvent }) =>
          toggle(event, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
      />
    </label>
  );
}

/** Picks the whole page, or lets it go. */
export function PickPage() {
  const { t } = useTranslation();
  const { picked, events, togglePage } = useSelection();
  const count = events.filter(({ id }) => picked.has(id)).length;
  const isWhole = count > 0 && count === events.length;
  return (
    <label className={classes.box}>
      <input
        type="checkbox"
        ref={(input) => {
          if (input) input.indeterminate = count > 0 && !isWhole;
        }}
        aria-label={t('picked.page', { count: events.length })}
        checked={isWhole}
        onChange={togglePage}
      />
    </label>
  );
}
