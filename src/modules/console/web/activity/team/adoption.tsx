import { Title } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdoptionView, FeatureAdoption } from '../../../../activity/activity.contract';
import { number } from '../../preferences/moments';
import page from '../../ui/page.module.css';
import { SmallButton } from '../../ui/small-button';
import classes from '../activity.module.css';
import { Evidence } from '../evidence';
import { More } from './adoption-more';
import { percent } from '../percent';

const FIRST = 8;

/** Who uses which feature, of those who are active; by team, and over time (S0-24). */
export function Adoption({ view }: { view: AdoptionView }) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const { features } = view;
  return (
    <section className={`card ${classes.chart}`} aria-labelledby="adoption">
      <div className={classes.chartHead}>
        <Title order={2} id="adoption">
          {t('activity.adoption.title')}
        </Title>
        <span className={classes.change}>
          {t('activity.adoption.lead', { active: number(features[0]?.active ?? 0) })}
        </span>
      </div>
      <Features view={view} features={showsAll ? features : features.slice(0, FIRST)} />
      {features.length > FIRST ? (
        <div>
          <SmallButton onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? t('activity.adoption.fewer') : t('activity.adoption.all', { count: features.length })}
          </SmallButton>
        </div>
      ) : null}
    </section>
  );
}

function Features({ view, features }: { view: AdoptionView; features: readonly FeatureAdoption[] }) {
  const { t } = useTranslation();
  const bucket = t(`activity.adoption.bucket.${view.bucket}`);
  return (
    <div className={page.scroll}>
      <table className={`${page.table} ${classes.dense} ${classes.features}`} aria-labelledby="adoption">
        <thead>
          <tr>
            <th scope="col">{t('activity.adoption.feature')}</th>
            <th scope="col">{t('activity.adoption.users')}</th>
            <th scope="col">{t('activity.adoption.share')}</th>
            <th scope="col">{t('activity.adoption.events')}</th>
            <th scope="col">{t('activity.adoption.trend', { bucket })}</th>
          </tr>
        </thead>
        <tbody>
          {features.map((feature) => (
            <Feature key={`${feature.kind} ${feature.feature}`} feature={feature} view={view} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Props {
  readonly feature: FeatureAdoption;
  readonly view: AdoptionView;
}

function Feature({ feature, view }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const name = feature.kind === 'type' ? t(`activity.type.${feature.feature as 'other'}`) : feature.name;
  return (
    <Fragment>
      <tr>
        <Numbers name={name} feature={feature} view={view} />
        <td data-label={t('activity.adoption.trend', { bucket: '' })}>
          <span className={classes.who}>
            <Spark values={feature.buckets.map(({ users }) => users)} />
            <SmallButton
              label={t('activity.adoption.byTeamOf', { feature: name })}
              isExpanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? '−' : '+'}
            </SmallButton>
          </span>
        </td>
      </tr>
      {isOpen ? (
        <tr>
          <td colSpan={5}>
            <More name={name} feature={feature} bucket={view.bucket} />
          </td>
        </tr>
      ) : null}
    </Fragment>
  );
}

function Numbers({ name, feature, view: { from, to } }: Props & { name: string }) {
  const { t } = useTranslation();
  const { users, active, share, events, query } = feature;
  return (
    <>
      <td data-label={t('activity.adoption.feature')}>
        <span className="foreign">{name}</span>
      </td>
      <td data-label={t('activity.adoption.users')} className={page.narrow}>
        {t('activity.adoption.of', { users: number(users), active: number(active) })}
      </td>
      <td data-label={t('activity.adoption.share')}>
        <span>
          {percent(share)}
          <Meter share={share} />
        </span>
      </td>
      <td data-label={t('activity.adoption.events')} className={page.narrow}>
        <Evidence {...{ events, query, from, to }} what={name} />
      </td>
    </>
  );
}

const Meter = ({ share }: { share: number | null }) => (
  <span className={classes.meter} aria-hidden>
    <span style={{ width: `${100 * (share ?? 0)}%` }} />
  </span>
);

const [WIDTH, HEIGHT] = [72, 22];

/** The same numbers are in the table behind the button. */
function Spark({ values }: { values: readonly number[] }) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length - 1);
  const points = values.map(
    (value, index) => `${index * step},${HEIGHT - 1 - ((HEIGHT - 2) * value) / most}`,
  );
  return (
    <svg className={classes.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
