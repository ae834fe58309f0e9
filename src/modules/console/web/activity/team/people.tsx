import { Checkbox, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityUserPage } from '../../../../activity/activity.contract';
import { number } from '../../preferences/moments';
import { Loaded, PageState } from '../../ui/loaded';
import page from '../../ui/page.module.css';
import { Paging } from '../../ui/paging';
import { useWhyNot } from '../../ui/permissions';
import classes from '../activity.module.css';
import { categoryOf, CATEGORIES, type ActivitySearch } from '../address';
import type { ActivityState } from '../use-activity';
import { canSort, COLUMNS, DEFAULT_SORT, firstSort, type PeopleColumn } from './people-columns';
import { PeopleHead } from './people-head';
import { PersonRow } from './person-row';

interface Props {
  readonly state: ActivityState;
  readonly query: UseQueryResult<ActivityUserPage>;
}

/** Who was here when, and did how much; also members who never came. */
export function People({ state, query }: Props) {
  const { t } = useTranslation();
  return (
    <section className={page.page} aria-labelledby="people">
      <Head state={state} />
      <Loaded query={query}>
        {(view) =>
          view.data.length === 0 ? (
            <PageState icon={<IconUsers size={32} aria-hidden />} title={t('activity.people.none')}>
              <Text c="dimmed">{t('activity.people.noneLead')}</Text>
            </PageState>
          ) : (
            <Table state={state} view={view} isStale={query.isPlaceholderData} />
          )
        }
      </Loaded>
    </section>
  );
}

function Head({ state: { search, ask } }: { state: ActivityState }) {
  const { t } = useTranslation();
  const isNarrow = useIsNarrow();
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => {
    if (text === (search.q ?? '')) return undefined;
    const waiting = setTimeout(() => ask({ q: text }, { replace: true }), 250);
    return () => clearTimeout(waiting);
  }, [text, search.q, ask]);
  return (
    <div className={classes.filters}>
      <Title order={2} id="people">
        {t('activity.people.title')}
      </Title>
      <TextInput
        size="xs"
        aria-label={t('activity.people.find')}
        placeholder={t('activity.userFind')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {isNarrow ? <SortChoice search={search} onSort={(sort) => ask({ sort })} /> : null}
      <Checkbox
        size="xs"
        label={t('activity.people.dormant')}
        checked={search.dormant === 'true'}
        onChange={(event) => ask({ dormant: event.target.checked ? 'true' : undefined })}
      />
    </div>
  );
}

/** Where the table has no head. */
function SortChoice({ search, onSort }: { search: ActivitySearch; onSort: (sort: string) => void }) {
  const { t } = useTranslation();
  const columns = useColumns(search).filter(canSort);
  const { sort = DEFAULT_SORT } = search;
  const sorts = new Set([...columns.map(firstSort), sort]);
  const nameOf = (one: string) => t(`activity.people.column.${one.replace('-', '') as 'name'}`);
  return (
    <NativeSelect
      size="xs"
      aria-label={t('activity.people.sortBy')}
      value={sort}
      data={[...sorts].map((value) => ({
        value,
        label: t('activity.people.sort', { column: nameOf(value) }),
      }))}
      onChange={(event) => onSort(event.target.value)}
    />
  );
}

const useIsNarrow = (): boolean =>
  useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });

/** A chosen category is the only one with a column, and on a phone none has; second factors are for who manages members. */
function useColumns(search: ActivitySearch): readonly PeopleColumn[] {
  const category = categoryOf(search);
  const isNarrow = useIsNarrow();
  const noFactors = useWhyNot('members:manage') !== undefined;
  return COLUMNS.filter(
    (column) =>
      !(noFactors && column === 'factors') &&
      !((category || isNarrow) && column !== category && CATEGORIES.some((one) => one === column)),
  );
}

function Table({ state, view, isStale }: { state: ActivityState; view: ActivityUserPage; isStale: boolean }) {
  const { t } = useTranslation();
  const columns = useColumns(state.search);
  const isNarrow = useIsNarrow();
  const { first, total, data } = view;
  const place = { first: number(first), last: number(first + data.length - 1), total: number(total) };
  return (
    <div className={`card ${isStale ? classes.stale : ''}`}>
      <div className={page.scroll}>
        <table className={`${page.table} ${classes.dense}`} aria-labelledby="people">
          <PeopleHead state={state} columns={columns} isHidden={isNarrow} />
          <tbody>
            {data.map((user) => (
              <PersonRow key={user.id} user={user} columns={columns} view={view} />
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes.foot}>
        <span>{t('activity.people.place', place)}</span>
        <Paging page={view} onTurn={(cursor) => state.change({ cursor })} />
      </div>
    </div>
  );
}
