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
  const { name: zone } = useZone();
  const { next_purge: next, on_hold: held, oldest_event_at: oldest, purged_through: purged } = extent;
  const about = (count: number, isExact: boolean): string =>
    isExact ? number(count) : t('retention.about', { number: number(count) });
  const figures: readonly Figure[] = [
    {
      value: next === null ? '0' : about(next.events, next.exact),
      label: t('retention.goNext'),
      help:
        next === null
          ? t('retention.nothingGoes')
          : t('retention.goesAfter', { day: fullDay(next.expires_on, 'UTC') }),
    },
    {
      value: about(held.count, !held.approximate),
      label: t('retention.onHold'),
      help: <RetentionLink tab="holds">{t('retention.tab.holds')}</RetentionLink>,
    },
    {
      value: oldest === null ? '–' : fullDay(oldest, zone),
      label: t('retention.oldest'),
      help:
        oldest === null ? (
          t('retention.empty')
        ) : (
          <QueryLink
            text=""
            from="1971-01-01"
            label={t('retention.since', { day: fullDay(extent.since, zone) })}
          />
        ),
    },
    {
      value: number(purged?.events ?? 0),
      label: t('retention.purgedSoFar'),
      help: <RetentionLink tab="purges">{t('retention.tab.purges')}</RetentionLink>,
    },
  ];
  return (
    <>
      <Figures figures={figures} />
      <Text size="sm" c="dimmed">
        {t('retention.outlookLead')}
      </Text>
    </>
  );
}
