import { Button, Group, NativeSelect, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewDigestSettings } from '../../../reviews/reviews.contract';
import { api } from '../api/api';
import { queryClient } from '../api/session';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { Loaded } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { WEEK } from '../ui/week';
import { ReviewNow } from './review-now';

const PATH = '/v1/review-digest';
const KEY = ['review-digest'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The weekly review by mail: whoever is signed in asks for their own (S4-28), and sees what it would say. */
export function WeeklyReview() {
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api<ReviewDigestSettings>('GET', PATH, { signal }),
  });
  return (
    <Loaded query={query} permission="audit:read">
      {(settings) => (
        <div className={classes.page}>
          <Subscription key={`${settings.subscribed}`} settings={settings} />
          <ReviewNow />
        </div>
      )}
    </Loaded>
  );
}

function Subscription({ settings }: { settings: ReviewDigestSettings }) {
  const { t } = useTranslation();
  const [weekday, setWeekday] = useState(settings.weekday);
  const [hour, setHour] = useState(settings.hour);
  const { subscribed } = settings;
  const isMoved = weekday !== settings.weekday || hour !== settings.hour;
  const subscribe = useAction(async () => {
    queryClient.setQueryData(KEY, await api('PUT', PATH, { body: { weekday, hour } }));
  });
  const end = useAction(async () => {
    await api('DELETE', PATH);
    await queryClient.invalidateQueries({ queryKey: KEY });
  });
  return (
    <section className={`card ${classes.section}`} aria-labelledby="weekly-review">
      <SubscriptionHead settings={settings} />
      <Group gap="sm" align="flex-end">
        <Moment
          zone={settings.time_zone}
          weekday={weekday}
          hour={hour}
          onWeekday={setWeekday}
          onHour={setHour}
        />
        {subscribed && !isMoved ? null : (
          <Button loading={subscribe.busy} onClick={() => void subscribe.run()}>
            {t(subscribed ? 'weeklyReview.move' : 'weeklyReview.subscribe')}
          </Button>
        )}
        {subscribed ? (
          <Button variant="default" loading={end.busy} onClick={() => void end.run()}>
            {t('weeklyReview.end')}
          </Button>
        ) : null}
      </Group>
      <ProblemNotice problem={subscribe.problem ?? end.problem} />
    </section>
  );
}

interface MomentProps {
  readonly zone: string;
  readonly weekday: string;
  readonly hour: number;
  readonly onWeekday: (weekday: string) => void;
  readonly onHour: (hour: number) => void;
}

function Moment({ zone, weekday, hour, onWeekday, onHour }: MomentProps) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t('weeklyReview.weekday')}
        value={weekday}
        data={WEEK.map((value) => ({ value, label: t(`weekday.${value}`) }))}
        onChange={(event) => onWeekday(event.target.value)}
      />
      <NativeSelect
        label={t('weeklyReview.hour', { zone: zone })}
        value={String(hour)}
        data={HOURS.map((value) => ({
          value: String(value),
          label: `${String(value).padStart(2, '0')}:00`,
        }))}
        onChange={(event) => onHour(Number(event.target.value))}
      />
    </>
  );
}

function SubscriptionHead({ settings: { subscribed, next_at: next } }: { settings: ReviewDigestSettings }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  return (
    <>
      <div className={classes.head}>
        <Title order={2} id="weekly-review">
          {t('weeklyReview.title')}
        </Title>
        <span role="status">
          <Pill tone={subscribed ? 'good' : 'quiet'}>
            {next === null
              ? t('weeklyReview.off')
              : t('weeklyReview.next', { date: minuteMoment(next, zone) })}
          </Pill>
        </span>
      </div>
      <Text size="sm" c="dimmed">
        {t('weeklyReview.lead')}
      </Text>
    </>
  );
}
