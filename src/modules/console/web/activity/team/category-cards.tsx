import { useTranslation } from 'react-i18next';
import type { ActivityView, CategoryView, Compared } from '../../../../activity/activity.contract';
import classes from '../activity.module.css';
import { categoryOf } from '../address';
import { Change } from '../change';
import { Evidence } from '../evidence';
import type { ActivityState } from '../use-activity';

interface Props {
  readonly state: ActivityState;
  readonly view: ActivityView;
}

/** The five categories, each with all its types by name, those without an event too (S0-18 to S0-22). */
export function CategoryCards({ state, view }: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.categories} aria-label={t('activity.categories')}>
      {view.categories.map((category) => (
        <Card key={category.category} state={state} view={view} category={category} />
      ))}
    </section>
  );
}

function Card({
  state: { search, ask },
  view,
  category: { category, types, other, ...all },
}: Props & { category: CategoryView }) {
  const { t } = useTranslation();
  const isChosen = categoryOf(search) === category;
  const name = t(`activity.category.${category}`);
  const isCompared = search.compare !== 'off';
  const lines = [...types, ...(other.events + other.previous > 0 ? [{ ...other, type: 'other' }] : [])];
  return (
    <section className={`card ${classes.category}`} data-chosen={isChosen || undefined} aria-label={name}>
      <div className={classes.categoryHead}>
        <button
          type="button"
          className={classes.choice}
          aria-pressed={isChosen}
          title={t('activity.onlyCategory', { category: name })}
          onClick={() => ask({ category: isChosen ? undefined : category })}
        >
          {name}
        </button>
        <span className={classes.big}>
          <Evidence {...all} from={view.from} to={view.to} what={name} />
        </span>
        {isCompared ? <Change now={all.events} before={all.previous} /> : null}
      </div>
      <ul className={classes.types}>
        {lines.map(({ type, ...count }) => (
          <TypeLine
            key={type}
            name={t(`activity.type.${type as 'other'}`)}
            {...{ count, view, isCompared }}
          />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  readonly name: string;
  readonly count: Compared;
  readonly view: ActivityView;
  readonly isCompared: boolean;
}

function TypeLine({ name, count, view: { from, to }, isCompared }: LineProps) {
  return (
    <li data-zero={count.events === 0 || undefined}>
      <span>{name}</span>
      <Evidence {...count} from={from} to={to} what={name} />
      {isCompared ? <Change now={count.events} before={count.previous} /> : <span />}
    </li>
  );
}
