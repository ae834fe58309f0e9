import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../activity.module.css';
import type { ActivityState } from '../use-activity';
import { canSort, DEFAULT_SORT, firstSort, type PeopleColumn } from './people-columns';

interface Props {
  readonly state: ActivityState;
  readonly columns: readonly PeopleColumn[];
  /** There is nothing to be clicked, or reached by Tab. */
  readonly isHidden: boolean;
}

/** A click sorts by a column, another one the other way round. */
export function PeopleHead({ state, columns, isHidden }: Props) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        {columns.map((column) =>
          isHidden || !canSort(column) ? (
            <th key={column} scope="col">
              {t(`activity.people.column.${column}`)}
            </th>
          ) : (
            <Sortable key={column} column={column} state={state} />
          ),
        )}
      </tr>
    </thead>
  );
}

function Sortable({ column, state: { search, ask } }: { column: PeopleColumn; state: ActivityState }) {
  const { t } = useTranslation();
  const { sort = DEFAULT_SORT } = search;
  const name = t(`activity.people.column.${column}`);
  const isSorted = sort.replace('-', '') === column;
  const isDown = sort.startsWith('-');
  const Arrow = isDown ? IconArrowDown : IconArrowUp;
  const next = isSorted ? (isDown ? column : `-${column}`) : firstSort(column);
  const order = isDown ? ('descending' as const) : ('ascending' as const);
  return (
    <th scope="col" {...(isSorted ? { 'aria-sort': order } : {})}>
      <button
        type="button"
        className={classes.sort}
        title={t('activity.people.sort', { column: name })}
        onClick={() => ask({ sort: next })}
      >
        {name}
        {isSorted ? <Arrow size={13} aria-hidden /> : null}
      </button>
    </th>
  );
}
