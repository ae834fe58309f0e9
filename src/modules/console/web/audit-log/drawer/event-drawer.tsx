import { Skeleton, Tabs, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { problemOf } from '../../api/problem';
import { ProblemNotice } from '../../ui/problem-notice';
import { useEvent, type LogState } from '../use-log';
import { summaryOf } from '../words';
import { Changes } from './changes';
import { changesOf } from './changes-of';
import classes from './drawer.module.css';
import { Facts } from './facts';
import { DrawerHead } from './head';
import { JsonTab } from './json';
import { Overview } from './overview';
import { Related } from './related';

export interface DrawerProps {
  readonly log: LogState;
  readonly id: string;
  readonly known: AuditEvent | undefined;
  readonly events: readonly AuditEvent[];
  readonly isNarrow: boolean;
}

/** The open event beside the table, which stays usable. Focus goes to its heading, and back to its row when it closes. */
export function EventDrawer({ log, id, known, events, isNarrow }: DrawerProps) {
  const { t } = useTranslation();
  const { data: event, error } = useEvent(id, known);
  return (
    <aside
      className={`card ${classes.drawer}`}
      data-whole={isNarrow || undefined}
      aria-label={t('event.details')}
    >
      <DrawerHead log={log} event={event} events={events} id={id} />
      {error ? <ProblemNotice problem={problemOf(error)} /> : null}
      {!event && !error ? <Skeleton h={240} m={12} /> : null}
      {event ? <Body log={log} event={event} /> : null}
    </aside>
  );
}

const TABS = ['overview', 'changes', 'related', 'json'] as const;

function Body({ log, event }: { log: LogState; event: AuditEvent }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [event.id]);
  const count = changesOf(event).length;
  const tab = TABS.find((each) => each === log.search.tab) ?? 'overview';
  return (
    <>
      <div className={classes.lead}>
        <Title order={2} ref={heading} tabIndex={-1} className={`${classes.title} foreign`}>
          {summaryOf(event)}
        </Title>
        <Facts event={event} zone={log.zone} />
      </div>
      <Tabs
        value={tab}
        onChange={(next) =>
          log.change({ tab: next === 'overview' ? undefined : (next ?? undefined) }, { replace: true })
        }
        keepMounted={false}
      >
        <Tabs.List className={classes.tabs}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`event.${each}`)}
              {each === 'changes' && count > 0 ? <span className={classes.count}>{count}</span> : null}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={classes.panel}>
          <Panel tab={tab} log={log} event={event} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Panel({ tab, log, event }: { tab: (typeof TABS)[number]; log: LogState; event: AuditEvent }) {
  if (tab === 'changes') return <Changes event={event} />;
  if (tab === 'related') return <Related log={log} event={event} />;
  return tab === 'json' ? <JsonTab event={event} /> : <Overview log={log} event={event} />;
}
