import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RecordEvent } from '../../../../audit/audit.contract';
import { fullMoment } from '../../preferences/moments';
import { Outcome } from '../../ui/badges';
import { textOf } from '../drawer/changes-of';
import { ErasedMark } from '../../ui/erased-mark';
import { visible } from '../../ui/visible';
import type { LogState } from '../use-log';
import { actorWords, summaryOf } from '../words';
import classes from './history.module.css';

interface Props {
  readonly log: LogState;
  readonly entry: RecordEvent;
  /** It is the event that is open. */
  readonly isThis: boolean;
}

/** One event of a record: when, who, what, and each field before and after. */
export function HistoryLine({ log, entry, isThis }: Props) {
  const { t } = useTranslation();
  const shown = (value: unknown) => (value === undefined ? t('event.absent') : visible(textOf(value)));
  const summary = (
    <span className="foreign">
      <ErasedMark event={entry} />
      {visible(summaryOf(entry))}
    </span>
  );
  return (
    <li className={classes.entry} data-this={isThis || undefined}>
      <div className={classes.when}>
        <span className="mono">{fullMoment(entry.occurred_at, log.zone)}</span>
        <Outcome outcome={entry.outcome} />
        {isThis ? <span className={classes.this}>{t('recordHistory.this')}</span> : null}
      </div>
      {isThis ? (
        summary
      ) : (
        <Anchor component="button" type="button" size="sm" onClick={() => log.change({ e: entry.id })}>
          {summary}
        </Anchor>
      )}
      <div className={`${classes.who} foreign`}>
        {visible(actorWords(entry.actor)?.name ?? t('event.unknown'))}
      </div>
      {entry.field_changes.length === 0 ? null : (
        <dl className={classes.fields}>
          {entry.field_changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt className="mono foreign">{visible(field)}</dt>
              <dd className="mono foreign">
                <del>{shown(before)}</del> → <ins>{shown(after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
