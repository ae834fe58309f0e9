import { Button, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewCount, ReviewDigestPreview, ReviewFigures } from '../../../reviews/reviews.contract';
import { api } from '../api/api';
import type { LogSearch } from '../audit-log/address';
import { minuteMoment, number } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import { Loaded } from '../ui/loaded';
import classes from '../ui/page.module.css';

/** What the review would say of the last seven days. Asked for by a button: it reads the log, and leaves an event. */
export function ReviewNow() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return (
    <section className={`card ${classes.section}`} aria-labelledby="review-now">
      <div className={classes.head}>
        <Title order={2} id="review-now">
          {t('weeklyReview.now')}
        </Title>
        {asked ? null : (
          <Button variant="default" size="xs" className={classes.push ?? ''} onClick={() => setAsked(true)}>
            {t('weeklyReview.show')}
          </Button>
        )}
      </div>
      {asked ? <Preview /> : <Text c="dimmed">{t('weeklyReview.nowLead')}</Text>}
    </section>
  );
}

function Preview() {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const query = useQuery({
    queryKey: ['review-digest', 'preview'],
    staleTime: 0,
    queryFn: ({ signal }) => api<ReviewDigestPreview>('GET', '/v1/review-digest/preview', { signal }),
  });
  return (
    <Loaded query={query} permission="audit:read">
      {({ figures }) => (
        <>
          <Text size="sm" c="dimmed">
            {t('weeklyReview.period', {
              from: minuteMoment(figures.period.from, zone),
              to: minuteMoment(figures.period.to, zone),
            })}
          </Text>
          <Figures figures={figures} />
          <Words figures={figures} />
        </>
      )}
    </Loaded>
  );
}

/** Each number with the query of the events behind it; a view where the product has one. */
function linesOf(figures: ReviewFigures): readonly (readonly [Name, ReviewCount, LogSearch])[] {
  const { from, to } = figures.period;
  return [
    ['events', figures.events, { from, to }],
    ['failedSignIns', figures.failed_sign_ins, { from, to, view: 'builtin-failed-sign-ins' }],
    ['permissionChanges', figures.permission_changes, { from, to, view: 'builtin-permission-changes' }],
    ['deletions', figures.deletions, { from, to, view: 'builtin-deletions' }],
  ];
}

type Name = 'events' | 'failedSignIns' | 'permissionChanges' | 'deletions';

function Figures({ figures }: { figures: ReviewFigures }) {
  const { t } = useTranslation();
  const columns = (['what', 'count', 'before'] as const).map((column) => t(`weeklyReview.column.${column}`));
  const rows = [
    ...linesOf(figures).map(([name, count, search]) => ({ name: t(`weeklyReview.${name}`), count, search })),
    { name: t('weeklyReview.exports'), count: figures.exports, search: null },
  ];
  return (
    <DataTable label={t('weeklyReview.now')} columns={columns}>
      {rows.map(({ name, count, search }) => (
        <tr key={name}>
          <td data-label={columns[0]}>{name}</td>
          <td data-label={columns[1]}>
            {search === null ? (
              number(count.count)
            ) : (
              <Link to="/audit-log" search={search} className={classes.link} title={t('ui.open')}>
                {number(count.count)}
              </Link>
            )}
          </td>
          <td data-label={columns[2]}>{number(count.before)}</td>
        </tr>
      ))}
    </DataTable>
  );
}

/** What was there for the first time, and what waits. */
function Words({
  figures: { new_actions: actions, new_addresses: addresses, open_alerts: open, period },
}: WordsProps) {
  const { t } = useTranslation();
  const { from, to } = period;
  return (
    <Stack gap="sm">
      <Text size="sm" className="foreign">
        {t('weeklyReview.newActions', { count: actions.count })}
        {actions.actions.length === 0 ? '' : `: ${actions.actions.join(', ')}`}
      </Text>
      <Link to="/audit-log" search={{ q: 'flag:new_ip', from, to }} className={classes.link}>
        {t('weeklyReview.newAddresses', { count: addresses.events, number: number(addresses.events) })}
      </Link>
      <Link to="/alerts" className={classes.link}>
        {t('weeklyReview.alerts', { count: open })}
      </Link>
    </Stack>
  );
}

interface WordsProps {
  readonly figures: ReviewFigures;
}
