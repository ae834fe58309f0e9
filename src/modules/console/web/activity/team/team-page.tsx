import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ActivityHours,
  ActivityUserPage,
  ActivityView,
  AdoptionView,
} from '../../../../activity/activity.contract';
import { minuteMoment } from '../../preferences/moments';
import { useKeys } from '../../preferences/use-keys';
import { Loaded } from '../../ui/loaded';
import page from '../../ui/page.module.css';
import classes from '../activity.module.css';
import { categoryOf } from '../address';
import { Filters } from '../filters';
import { useActivity, useFigures, type ActivityState } from '../use-activity';
import { Adoption } from './adoption';
import { CategoryCards } from './category-cards';
import { HoursChart } from './hours-chart';
import { People } from './people';
import { sortParameters } from './people-columns';
import { Tiles } from './tiles';

const PEOPLE = 50;

/** What the team does: how much of what, by whom, when (S0-15 to S0-25). */
export function TeamPage() {
  const state = useActivity();
  const [rangeOpen, setRangeOpen] = useState(false);
  useKeys(useMemo(() => ({ t: () => setRangeOpen(true) }), []));
  const { parameters, search } = state;
  const overview = useFigures<ActivityView>('', parameters);
  const hours = useFigures<ActivityHours>('/hours', { ...parameters, category: categoryOf(search) });
  const adoption = useFigures<AdoptionView>('/adoption', parameters);
  const people = useFigures<ActivityUserPage>('/users', { ...parameters, ...listParameters(state) });
  return (
    <div className={page.page}>
      <Filters state={state} teams={overview.data?.teams ?? []} range={[rangeOpen, setRangeOpen]} />
      <Loaded query={overview} permission="activity:read:own">
        {(view) => (
          <div className={page.page} aria-busy={overview.isPlaceholderData}>
            <Shown view={view} isCompared={search.compare !== 'off'} />
            <CategoryCards state={state} view={view} />
            <Tiles state={state} view={view} adoption={adoption.data} />
          </div>
        )}
      </Loaded>
      <div className={classes.charts}>
        <Loaded query={hours}>{(view) => <HoursChart state={state} view={view} />}</Loaded>
        <Loaded query={adoption}>{(view) => <Adoption view={view} />}</Loaded>
      </div>
      <People state={state} query={people} />
    </div>
  );
}

const listParameters = ({ search }: ActivityState) => ({
  ...sortParameters(search.sort),
  q: search.q,
  dormant: search.dormant,
  cursor: search.cursor,
  limit: PEOPLE,
});

/** Which time the numbers are of, and which they are compared with. */
function Shown({ view, isCompared }: { view: ActivityView; isCompared: boolean }) {
  const { t } = useTranslation();
  const { from, to, previous, time_zone: zone } = view;
  const moments = (span: { from: string; to: string }) => ({
    from: minuteMoment(span.from, zone),
    to: minuteMoment(span.to, zone),
  });
  return (
    <p className={classes.frame}>
      <span>{t('activity.shown', { ...moments({ from, to }), zone })}</span>
      {isCompared ? <span>{t('activity.comparedWith', moments(previous))}</span> : null}
    </p>
  );
}
