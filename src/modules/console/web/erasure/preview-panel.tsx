import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ErasurePreview, Obstacle } from '../../../erasure/erasure.contract';
import { number } from '../preferences/moments';
import { RetentionLink } from '../retention/retention-link';
import { Figures } from '../ui/figures';
import { EventSamples } from '../ui/event-samples';
import { Notice } from '../ui/notice';
import { QueryLink } from '../ui/query-link';

interface Props {
  readonly preview: Omit<ErasurePreview, 'query' | 'parts'>;
  /** What was asked for, resolved; null for events chosen one by one and for a person. */
  readonly query: ErasurePreview['query'];
  readonly q: string | null;
}

/** How many would go, what protects some of them, and the first of them. */
export function PreviewPanel({ preview, query, q }: Props) {
  const { t } = useTranslation();
  const { events, obstacles, samples, already_erased: already } = preview;
  const count = (code: Obstacle['code']): number => obstacles.find((one) => one.code === code)?.events ?? 0;
  return (
    <>
      <Figures
        figures={[
          { value: number(events), label: t('erasures.willGo') },
          { value: number(count('erasure.under_hold')), label: t('erasures.held') },
          { value: number(count('erasure.below_floor')), label: t('erasures.below') },
          { value: number(already), label: t('erasures.already') },
        ]}
      />
      {query === null || q === null ? null : (
        <Text size="sm">
          <QueryLink text={q} from={query.from} to={query.to} />
        </Text>
      )}
      <Obstacles obstacles={obstacles} />
      <Exports count={preview.exports_that_may_contain_them} />
      {samples.length === 0 ? null : (
        <EventSamples
          label={t('erasures.samples', { count: samples.length })}
          samples={samples.map((event) => ({ event }))}
        />
      )}
    </>
  );
}

function Obstacles({ obstacles }: { obstacles: readonly Obstacle[] }) {
  const { t } = useTranslation();
  if (obstacles.length === 0) return null;
  return (
    <Notice kind="bad" title={t('erasures.cannot')}>
      {obstacles.map(({ code, detail }) => (
        <Text key={code} size="sm">
          {detail} <Remedy code={code} />
        </Text>
      ))}
    </Notice>
  );
}

/** Where what stands in the way can be looked at. */
function Remedy({ code }: { code: Obstacle['code'] }) {
  const { t } = useTranslation();
  if (code === 'erasure.under_hold')
    return <RetentionLink tab="holds">{t('erasures.toHolds')}</RetentionLink>;
  if (code === 'erasure.disabled' || code === 'erasure.below_floor')
    return <RetentionLink>{t('erasures.toPolicy')}</RetentionLink>;
  return null;
}

function Exports({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('erasures.inExports', { count, formatted: number(count) })}{' '}
      <Anchor component={Link} to="/exports" inherit underline="always">
        {t('erasures.toExports')}
      </Anchor>
    </Text>
  );
}
