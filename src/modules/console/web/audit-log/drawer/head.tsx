import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsDiagonal, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { SourceBadge } from '../../ui/badges';
import { visible } from '../../ui/visible';
import type { LogState } from '../use-log';
import { close } from '../use-log-keys';
import classes from './drawer.module.css';

interface Props {
  readonly log: LogState;
  readonly event: AuditEvent | undefined;
  readonly events: readonly AuditEvent[];
  readonly id: string;
}

/** Which event it is, its neighbours on the page, and the way out. */
export function DrawerHead({ log, event, events, id }: Props) {
  const { t } = useTranslation();
  const index = events.findIndex((each) => each.id === id);
  const [previous, next] = index < 0 ? [] : [events[index - 1], events[index + 1]];
  const go = (to: AuditEvent | undefined): void => {
    if (to) log.change({ e: to.id }, { replace: true });
  };
  const icon = { variant: 'default', size: 28 } as const;
  return (
    <div className={classes.head}>
      {event ? <SourceBadge source={event.source} /> : null}
      <span className={`mono ${classes.action}`}>{event ? visible(event.action) : null}</span>
      <span className={classes.tools}>
        {previous ? (
          <ActionIcon {...icon} aria-label={t('event.previous')} onClick={() => go(previous)}>
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
        ) : null}
        {next ? (
          <ActionIcon {...icon} aria-label={t('event.next')} onClick={() => go(next)}>
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
        ) : null}
        <ActionIcon
          {...icon}
          renderRoot={(props) => (
            <Link {...props} to="/audit-log/events/$id" params={{ id }} search={log.search} />
          )}
          aria-label={t('wholeEvent.open')}
          title={t('wholeEvent.open')}
        >
          <IconArrowsDiagonal size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon {...icon} aria-label={t('event.close')} onClick={() => close(log)}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </span>
    </div>
  );
}
