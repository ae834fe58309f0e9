import { Checkbox, Text, TextInput } from '@mantine/core';
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
import { COLUMNS, type PeopleColumn } from './people-columns';
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
  const [text, setText] = useState(search.q ?? '');
  useEffect(() => {
    if (text === (search.q ?? '')) return undefined;
    const waiting = setTimeout(() => ask({ q: text }, { replace: true }), 250);
    return () => clearTimeout(waiting);
  }, [text, search.q, ask]);
  return (
    <div className={classes.filters}>
      <h2 id="people">{t('activity.people.title')}</h2>
      <TextInput
        size="xs"
        aria-label={t('activity.people.find')}
        placeholder={t('activity.userFind')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Checkbox
        size="xs"
        label={t('activity.people.dormant')}
        checked={search.dormant === 'true'}
        onChange={(event) => ask({ dormant: event.target.checked ? 'true' : undefined })}
      />
    </div>
  );
}

/** A chosen category is the only one with a column; second factors are for who manages members. */
function useColumns(search: ActivitySearch): readonly PeopleColumn[] {
  const category = categoryOf(search);
  const noFactors = useWhyNot('members:manage') !== undefined;
  return COLUMNS.filter(
    (column) =>
      !(noFactors && column === 'factors') &&
      !(category && column !== category && CATEGORIES.some((one) => one === column)),
  );
}

function Table({ state, view, isStale }: { state: ActivityState; view: ActivityUserPage; isStale: boolean }) {
  const { t } = useTranslation();
  const columns = useColumns(state.search);
  const { first, total, data } = view;
  const place = { first: number(first), last: number(first + data.length - 1), total: number(total) };
  return (
    <div className={`card ${isStale ? classes.stale : ''}`}>
      <div className={page.scroll}>
        <table className={`${page.table} ${classes.dense}`} aria-labelledby="people">
          <PeopleHead state={state} columns={columns} />
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
