import { Switch, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ActivityProfile, TimelinePage } from '../../../../activity/activity.contract';
import { RangePicker } from '../../audit-log/range-picker';
import { number } from '../../preferences/moments';
import { Loaded, PageState } from '../../ui/loaded';
import page from '../../ui/page.module.css';
import { Paging } from '../../ui/paging';
import { SmallButton } from '../../ui/small-button';
import { categoryOf, CATEGORIES } from '../address';
import { Evidence } from '../evidence';
import { useFigures, type ActivityState } from '../use-activity';
import { DayList } from './day-list';
import classes from './timeline.module.css';

interface Props {
  readonly state: ActivityState;
  readonly path: string;
  readonly profile: ActivityProfile | undefined;
  readonly range: readonly [boolean, (opened: boolean) => void];
}

const EVENTS = 100;

/** What one person did, day by day, the newest first; similar neighbours as one unless somebody wants to see each. */
export function Timeline({ state, path, profile, range }: Props) {
  const { t } = useTranslation();
  const { search } = state;
  const query = useFigures<TimelinePage>(path, {
    ...state.range,
    category: categoryOf(search),
    group: search.group === 'off' ? 'false' : undefined,
    cursor: search.cursor,
    limit: EVENTS,
  });
  return (
    <section className={`card ${classes.timeline}`} aria-label={t('activity.timeline.label')}>
      <Head state={state} profile={profile} range={range} />
      <Loaded query={query} permission="activity:read:own">
        {(found) =>
          found.data.length === 0 ? (
            <PageState icon={<IconHistory size={32} aria-hidden />} title={t('activity.timeline.nothing')}>
              <Text c="dimmed">{t('activity.timeline.nothingLead')}</Text>
            </PageState>
          ) : (
            <>
              <DayList view={found} />
              <Paging page={found} onTurn={(cursor) => state.change({ cursor })} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function Head({ state, profile, range: [opened, setOpened] }: Omit<Props, 'path'>) {
  const { t } = useTranslation();
  const { search, zone, ask } = state;
  return (
    <div className={classes.head}>
      <Categories state={state} profile={profile} />
      <div className={classes.tools}>
        <Switch
          size="xs"
          label={t('activity.timeline.group')}
          checked={search.group !== 'off'}
          onChange={(event) => ask({ group: event.target.checked ? undefined : 'off' })}
        />
        <RangePicker log={{ search, zone, ask }} opened={opened} onChange={setOpened} />
        {profile ? <InLog profile={profile} category={categoryOf(search)} /> : null}
      </div>
    </div>
  );
}

function Categories({ state: { search, ask }, profile }: Pick<Props, 'state' | 'profile'>) {
  const { t } = useTranslation();
  const chosen = categoryOf(search);
  return (
    <div className={page.actions} role="group" aria-label={t('activity.categoryLabel')}>
      <SmallButton isPressed={chosen === undefined} onClick={() => ask({ category: undefined })}>
        {t('activity.timeline.all')}
      </SmallButton>
      {CATEGORIES.map((category) => (
        <SmallButton
          key={category}
          isPressed={chosen === category}
          onClick={() => ask({ category: chosen === category ? undefined : category })}
        >
          {t(`activity.category.${category}`)}
          {profile ? ` ${number(profile.events[category])}` : ''}
        </SmallButton>
      ))}
    </div>
  );
}

function InLog({ profile, category }: { profile: ActivityProfile; category: string | undefined }) {
  const { t } = useTranslation();
  const { query, from, to } = profile;
  const text = query === null || category === undefined ? query : `${query} category:${category}`;
  return (
    <Evidence events={1} query={text} from={from} to={to} what="">
      {t('activity.timeline.log')}
    </Evidence>
  );
}
