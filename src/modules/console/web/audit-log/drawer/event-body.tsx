import { Loader, Tabs, Title } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '../../../../audit/audit.contract';
import { beginningOf } from '../../ui/hidden-characters';
import { ErasedMark } from '../../ui/erased-mark';
import { visible } from '../../ui/visible';
import type { LogState } from '../use-log';
import { summaryOf } from '../words';
import { Changes } from './changes';
import { changesOf } from './changes-of';
import classes from './drawer.module.css';
import { Facts } from './facts';
import { JsonTab } from './json';
import { Overview } from './overview';
import { Related } from './related';

const ProofTab = lazy(async () => ({ default: (await import('../../proof/proof-tab')).ProofTab }));
const HistoryTab = lazy(async () => ({ default: (await import('../history/history-tab')).HistoryTab }));

const TABS = ['overview', 'changes', 'related', 'history', 'json', 'proof'] as const;
type Tab = (typeof TABS)[number];

interface Props {
  readonly log: LogState;
  readonly event: AuditEvent;
}

/** What is known of an event, by tabs. A record's history is offered where there is a record. */
export function EventBody({ log, event }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [event.id]);
  const tabs = TABS.filter((each) => each !== 'history' || event.resource !== null || event.subject !== null);
  const tab = tabs.find((each) => each === log.search.tab) ?? 'overview';
  const choose = (next: string | null): void =>
    log.change({ tab: next === 'overview' ? undefined : (next ?? undefined) }, { replace: true });
  return (
    <>
      <div className={classes.lead}>
        <Title order={2} ref={heading} tabIndex={-1} className={`${classes.title} foreign`}>
          <ErasedMark event={event} />
          {visible(beginningOf(summaryOf(event), 4_000))}
        </Title>
        <Facts event={event} zone={log.zone} />
      </div>
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <TabList tabs={tabs} event={event} />
        <Tabs.Panel value={tab} className={classes.panel}>
          <Suspense fallback={<Loader size={18} />}>
            <Panel tab={tab} log={log} event={event} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function TabList({ tabs, event }: { tabs: readonly Tab[]; event: AuditEvent }) {
  const { t } = useTranslation();
  const names = { proof: t('eventProof.tab'), history: t('recordHistory.tab') };
  const count = changesOf(event).length;
  return (
    <Tabs.List className={classes.tabs}>
      {tabs.map((each) => (
        <Tabs.Tab key={each} value={each}>
          {each === 'proof' || each === 'history' ? names[each] : t(`event.${each}`)}
          {each === 'changes' && count > 0 ? <span className={classes.count}>{count}</span> : null}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}

function Panel({ tab, log, event }: Props & { tab: Tab }) {
  const openEvent = (id: string): void => log.change({ e: id });
  if (tab === 'changes') return <Changes event={event} />;
  if (tab === 'related') return <Related log={log} event={event} />;
  if (tab === 'history') return <HistoryTab log={log} event={event} />;
  if (tab === 'proof') return <ProofTab event={event} onOpen={openEvent} />;
  return tab === 'json' ? <JsonTab event={event} /> : <Overview log={log} event={event} />;
}
