import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { clockTime, shortDay } from '../../preferences/moments';
import { beginningOf } from '../../ui/hidden-characters';
import { visible } from '../../ui/visible';
import type { LogState } from '../use-log';
import { summaryOf } from '../words';

interface Props {
  readonly log: LogState;
  readonly event: AuditEvent;
  /** It is the one that is open. */
  readonly isThis?: boolean;
}

/** A line that opens another event. */
export function OtherEvent({ log, event, isThis = false }: Props) {
  const { t } = useTranslation();
  const words = (
    <>
      <span className="mono">
        {shortDay(event.occurred_at, log.zone)} {clockTime(event.occurred_at, log.zone)}
      </span>{' '}
      <span className="foreign">{visible(beginningOf(summaryOf(event)))}</span>
    </>
  );
  if (isThis)
    return (
      <li aria-current="true">
        <strong>{words}</strong> ({t('recordHistory.this')})
      </li>
    );
  return (
    <li>
      <Anchor component="button" type="button" size="sm" onClick={() => log.change({ e: event.id })}>
        {words}
      </Anchor>
    </li>
  );
}
