import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LogExtent } from '../../../retention/retention.contract';
import { useExtent } from '../audit-log/use-log';
import { fullDay, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { Figures, type Figure } from '../ui/figures';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { QueryLink } from '../ui/query-link';
import { RetentionLink } from './retention-link';

/** What the policy in force does next. */
export function Outlook() {
  const { t } = useTranslation();
  const extent = useExtent();
  return (
    <section className={`card ${page.section}`} aria-labelledby="outlook">
      <Title order={2} id="outlook">
        {t('retention.outlook')}
      </Title>
      <Loaded query={extent} permission="audit:read">
        {(found) => <Extent extent={found} />}
      </Loaded>
    </section>
  );
}

function Extent({ extent }: { extent: LogExtent }) {
  const { t } = useTranslation();
  const figures = [useNext(extent), useHeld(extent), useOldest(extent), usePurged(extent)];
  return (
    <>
      <Figures figures={figures} />
      <Text size="sm" c="dimmed">
        {t('retention.outlookLead')}
      </Text>
    </>
  );
}

function useNext({ next_purge: next }: LogExtent): Figure {
  const { t } = useTranslation();
  const label = t('retention.goNext');
  if (next === null) return { value: '0', label, help: t('retention.nothingGoes') };
  const value = next.exact ? number(next.events) : t('retention.about', { number: number(next.events) });
  return { value, label, help: t('retention.goesAfter', { day: fullDay(next.expires_on, 'UTC') }) };
}

function useHeld({ on_hold: { count, approximate } }: LogExtent): Figure {
  const { t } = useTranslation();
  return {
    value: approximate ? t('retention.about', { number: number(count) }) : number(count),
    label: t('retention.onHold'),
    help: <RetentionLink tab="holds">{t('retention.tab.holds')}</RetentionLink>,
  };
}

function useOldest({ oldest_event_at: oldest, since }: LogExtent): Figure {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const label = t('retention.oldest');
  if (oldest === null) return { value: '–', label, help: t('retention.empty') };
  const words = t('retention.since', { day: fullDay(since, zone) });
  return {
    value: fullDay(oldest, zone),
    label,
    help: <QueryLink text="" from="1971-01-01" label={words} />,
  };
}

function usePurged({ purged_through: purged }: LogExtent): Figure {
  const { t } = useTranslation();
  return {
    value: number(purged?.events ?? 0),
    label: t('retention.purgedSoFar'),
    help: <RetentionLink tab="purges">{t('retention.tab.purges')}</RetentionLink>,
  };
}
