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
export function PeopleHead({ state: { search, ask }, columns, isHidden }: Props) {
  const { t } = useTranslation();
  const { sort = DEFAULT_SORT } = search;
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const name = t(`activity.people.column.${column}`);
          if (isHidden || !canSort(column))
            return (
              <th key={column} scope="col">
                {name}
              </th>
            );
          const isSorted = sort.replace('-', '') === column;
          const isDown = sort.startsWith('-');
          const Arrow = isDown ? IconArrowDown : IconArrowUp;
          const next = isSorted ? (isDown ? column : `-${column}`) : firstSort(column);
          return (
            <th
              key={column}
              scope="col"
              {...(isSorted
                ? { 'aria-sort': isDown ? ('descending' as const) : ('ascending' as const) }
                : {})}
            >
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
        })}
      </tr>
    </thead>
  );
}
