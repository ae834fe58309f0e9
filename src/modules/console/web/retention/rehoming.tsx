import { Progress, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RehomingView } from '../../../retention/retention.contract';
import { ago, minuteMoment, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import page from '../ui/page.module.css';

/** After a shortening the events there are get their new day: how far that is. */
export function Rehoming({ rehoming }: { rehoming: RehomingView | null }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  if (!rehoming || rehoming.state !== 'pending') return null;
  const {
    events_examined: done,
    events_total: total,
    events_moved: moved,
    percent,
    estimated_end: end,
  } = rehoming;
  return (
    <section className={`card ${page.section}`} aria-labelledby="rehoming">
      <Title order={2} id="rehoming">
        {t('retention.rehoming')}
      </Title>
      <Progress value={percent} aria-label={t('retention.rehoming')} />
      <Text size="sm" role="status">
        {percent} % ·{' '}
        {t('retention.rehomed', { done: number(done), total: number(total), moved: number(moved) })}
        {end === null
          ? null
          : ` · ${t('retention.rehomingEnd', { at: minuteMoment(end, zone), away: ago(end, Date.now()) })}`}
      </Text>
    </section>
  );
}
